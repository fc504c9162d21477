/** The Insight Summary: a bar a class, its verdict in colour and words, and how many to add. */

import { aboutChart } from "./about.ts";
import { classControls } from "./class_controls.ts";
import type { Answer } from "./crossfilter.ts";
import { h, setText } from "./dom.ts";
import { isFiltered } from "./filters.ts";
import { Gestures } from "./gestures.ts";
import { Lead, spoken } from "./lead.ts";
import { counted, countText, wholePercent } from "./numbers.ts";
import type { Page, Part, Snapshot } from "./page.ts";
import { RowGrid } from "./row_grid.ts";
import { countsMax, type Room, summaryRows } from "./rows.ts";
import { rowsOf, windowOf } from "./shares.ts";
import { splitName } from "./splits.ts";
import { SummarySides } from "./summary_sides.ts";
import { Drawer, table } from "./table.ts";
import type { ChartEntry, ClassSummary, Summary, Verdict } from "./types.ts";
import { ChartView } from "./vega_view.ts";
import { planWords, VERDICT_ORDER, verdictText } from "./verdicts.ts";

/** A little more than the mean width of a letter, in pixels. */
const LETTER = 7;

/** What the spec keeps free behind the plot, less a gap. */
const TEXT_SPACE = 44;

/** A bar of at least this length, in pixels, holds its own share. */
const SHARE_WIDTH = 34;

export class SummaryPart implements Part {
  readonly element: HTMLElement;
  readonly showsClasses = true;
  readonly #page: Page;
  readonly #chart: ChartEntry;
  readonly #grid: RowGrid;
  readonly #view: ChartView;
  readonly #drawer = new Drawer("Table", () => this.#table());
  readonly #headline = h("p", { class: "iw-headline" });
  readonly #legend = h("p", { class: "iw-legend" });
  readonly #cutoff = h("span", { class: "iw-cutoff" });
  readonly #sides = new SummarySides();
  #summary: Summary;
  #byName = new Map<string, ClassSummary>();
  #width = 0;

  constructor(page: Page, chart: ChartEntry) {
    this.#page = page;
    this.#chart = chart;
    this.#summary = page.report.summary as Summary;
    this.#grid = new RowGrid({
      label: chart.title,
      gestures: new Gestures(page.store, "class", page.axes.class),
      list: page.classes,
      readout: () => "",
    });
    const lead = page.report.sentences?.[chart.id];
    const description = `${chart.title}: a bar a class with its count; the table below has the numbers.${spoken(lead)}`;
    this.#grid.build([description], ...this.#sides.elements);
    const [{ head, plot }] = this.#grid.columns;
    head.append(this.#cutoff);
    this.#view = new ChartView(plot, chart.spec);
    const above = h(
      "header",
      {},
      this.#legend,
      classControls(page),
      aboutChart(chart.title, chart.help, () => this.element),
    );
    const parts = [new Lead(lead).element, this.#headline, above, this.#grid.element, this.#drawer.element];
    this.element = h(
      "section",
      { class: "iw-chart iw-summary", attributes: { "data-chart": chart.id } },
      ...parts,
    );
  }

  measure(): void {
    this.#width = this.#grid.plotWidth;
  }

  draw(snapshot: Snapshot): Promise<unknown> {
    const { split } = snapshot.picked;
    this.#take((split && this.#page.report.summaries[split]) || (this.#page.report.summary as Summary));
    this.#sayHeadline(split);
    const rows = rowsOf({ entry: this.#chart, position: null }, this.#page);
    const window = windowOf(rows, { entry: this.#chart, position: null }, this.#page);
    const picked = new Set(snapshot.picked.classes);
    const on = (name: string) => picked.size === 0 || picked.has(name);
    const classes = window.names.map((name) => this.#byName.get(name) as ClassSummary);
    const labels = classes.map(({ name, verdict }) => ({
      name,
      picked: picked.has(name),
      off: !on(name),
      tone: `iw-tone-${verdict}`,
    }));
    this.#grid.show({ names: rows.names, first: window.first, labels });
    this.#sides.show(classes, this.#summary.unit, on);
    this.#drawer.refresh();
    return this.#show(classes, window.positions, on, snapshot);
  }

  destroy(): void {
    this.#view.finalize();
  }

  #take(summary: Summary): void {
    if (summary === this.#summary && this.#byName.size > 0) return;
    this.#summary = summary;
    this.#byName = new Map(summary.classes.map((found) => [found.name, found]));
  }

  #sayHeadline(split: string | null): void {
    const { headline_text, classes } = this.#summary;
    this.#headline.replaceChildren(...(split ? [splitName(split), " "] : []), headline_text);
    this.#legend.replaceChildren(...VERDICT_ORDER.flatMap((verdict) => key(verdict, classes)));
  }

  #show(
    classes: readonly ClassSummary[],
    positions: readonly number[],
    on: (name: string) => boolean,
    snapshot: Snapshot,
  ): Promise<unknown> {
    const { cutoff } = this.#summary;
    const xmax = countsMax(this.#summary.classes[0]?.count ?? 0);
    const counts = { now: this.#counts(snapshot), filtered: isFiltered(snapshot.filters, "class") };
    const rows = summaryRows(classes, positions, counts, on, this.#room(xmax));
    this.#placeCutoff(cutoff, xmax);
    return this.#view.show({ rows }, { xmax, cutoff: cutoff > 0 ? cutoff : -1 }, this.#width);
  }

  #room(xmax: number): Room {
    const length = (count: number) => (count / xmax) * this.#width;
    return {
      inside: (count) => length(count) >= SHARE_WIDTH,
      behind: (count, text) => length(count) + LETTER * text.length <= this.#width + TEXT_SPACE,
    };
  }

  /** The words begin at the line, or before it where they would not fit. */
  #placeCutoff(cutoff: number, xmax: number): void {
    const text = cutoff > 0 ? `Cutoff threshold: ${counted(cutoff, "labels")}` : "";
    const latest = this.#width - LETTER * text.length;
    setText(this.#cutoff, text);
    this.#cutoff.style.left = `${Math.max(0, Math.min((cutoff / xmax) * this.#width, latest))}px`;
  }

  /** Counts of the split that is looked at, else of all splits together. */
  #counts({ picked, now }: Snapshot): Answer {
    const splits = [...now].filter(([split]) => picked.split === null || picked.split === split);
    const counts = new Float64Array(this.#page.axes.class.length);
    for (const [, { units }] of splits) for (let c = 0; c < counts.length; c++) counts[c] += units.counts[c];
    return { counts, total: counts.reduce((sum, count) => sum + count, 0) };
  }

  #table(): HTMLElement {
    const { classes, unit } = this.#summary;
    const total = classes.reduce((sum, { count }) => sum + count, 0);
    const head = ["Class", unit, "share", "verdict", "to add"].map((content) => ({ content }));
    return table({
      caption: this.#chart.title,
      head: [head],
      names: classes.map(({ name }) => name),
      lines: (row) => {
        const { count, verdict, add } = classes[row];
        const words = [verdictText(verdict), planWords(add, unit).join("")];
        return [[countText(count), wholePercent(count, total), ...words]];
      },
    });
  }
}

/** What a verdict's colour means, and of how many classes; nothing where it is of none. */
function key(verdict: Verdict, classes: readonly ClassSummary[]): HTMLElement[] {
  const found = classes.filter((one) => one.verdict === verdict).length;
  const text = `${countText(found)} ${verdictText(verdict)}`;
  return found > 0 ? [h("span", { class: `iw-key iw-key-${verdict}`, text })] : [];
}
