/** The Insight Summary: a bar a class, its verdict in colour and words, and how many to add. */

import { aboutChart } from "./about.ts";
import { classControls } from "./class_controls.ts";
import type { Answer } from "./crossfilter.ts";
import { h, setAttribute, setText } from "./dom.ts";
import { isFiltered } from "./filters.ts";
import { Gestures } from "./gestures.ts";
import { Lead, spoken } from "./lead.ts";
import { counted, countText } from "./numbers.ts";
import type { Page, Part, Snapshot } from "./page.ts";
import { BarEnds } from "./plan/bar_ends.ts";
import { CutoffLine } from "./plan/cutoff_line.ts";
import { PlanTable } from "./plan/plan_table.ts";
import { type Tried, WhatIf } from "./plan/what_if.ts";
import { WhatIfBar } from "./plan/what_if_bar.ts";
import { RowGrid } from "./row_grid.ts";
import { countsMax, type Room, summaryRows } from "./rows.ts";
import { rowsOf, windowOf } from "./shares.ts";
import { splitName } from "./splits.ts";
import { SummarySides } from "./summary_sides.ts";
import { Drawer } from "./table.ts";
import { summaryLead, TEXTS } from "./texts/plan.ts";
import { texts } from "./texts/report.ts";
import type { ChartEntry, ClassSummary, Verdict } from "./types.ts";
import { ChartView } from "./vega_view.ts";
import { VERDICT_ORDER, verdictText } from "./verdicts.ts";

/** A little more than the mean width of a letter, in pixels. */
const LETTER = 7;

/** What the spec keeps free behind the plot, less a gap. */
const TEXT_SPACE = 44;

/** A bar of at least this length, in pixels, holds its own share. */
const SHARE_WIDTH = 34;

export class SummaryPart implements Part {
  readonly element: HTMLElement;
  readonly isRehearsed = true;
  readonly showsClasses = true;
  readonly #page: Page;
  readonly #chart: ChartEntry;
  readonly #grid: RowGrid;
  readonly #view: ChartView;
  readonly #whatIf: WhatIf;
  readonly #bar: WhatIfBar;
  readonly #line: CutoffLine;
  readonly #ends: BarEnds;
  readonly #table: PlanTable;
  readonly #drawer = new Drawer(texts.table, () => this.#table.make());
  readonly #lead = new Lead();
  readonly #headline = h("p", { class: "iw-headline" });
  readonly #legend = h("p", { class: "iw-legend" });
  readonly #cutoff = h("span", { class: "iw-cutoff" });
  readonly #sides = new SummarySides();
  #snapshot: Snapshot | null = null;
  #tried: Tried;
  #byName = new Map<string, ClassSummary>();
  #width = 0;
  /** The end of the axis; it stays while something is dragged. */
  #xmax = 1;
  #isDragged = false;
  #frame = 0;

  constructor(page: Page, chart: ChartEntry) {
    this.#page = page;
    this.#chart = chart;
    this.#whatIf = new WhatIf(page);
    this.#tried = this.#whatIf.tried(null);
    this.#bar = new WhatIfBar(this.#whatIf, page.report.classes);
    this.#table = new PlanTable({
      caption: chart.title,
      classes: page.report.classes,
      whatIf: this.#whatIf,
    });
    const drag = { start: () => this.#drag(true), end: () => this.#drag(false) };
    this.#line = new CutoffLine((ratio) => this.#whatIf.setRatio(ratio), drag);
    const move = (name: string, count: number) => this.#whatIf.setCount(this.#split, name, count);
    this.#ends = new BarEnds({ ...drag, move });
    this.#whatIf.subscribe(() => this.#redraw());
    this.#grid = new RowGrid({
      label: chart.title,
      gestures: new Gestures(page.store, "class", page.axes.class),
      list: page.classes,
      readout: () => null,
    });
    const lead = page.report.sentences?.[chart.id];
    const description = texts.summaryBars(chart.title) + spoken(lead);
    this.#grid.build([description], this.#ends.element, this.#line.element, ...this.#sides.elements);
    const [{ head, plot }] = this.#grid.columns;
    head.append(this.#cutoff);
    this.#view = new ChartView(plot, chart.spec);
    const about = aboutChart(chart.title, chart.help, () => this.element);
    const above = h("header", {}, this.#legend, classControls(page), about);
    const told = [this.#lead.element, this.#headline, this.#bar.element];
    const parts = [...told, above, this.#grid.element, this.#drawer.element];
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
    this.#snapshot = snapshot;
    const split = this.#split;
    this.#take(this.#whatIf.tried(split), split);
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
    this.#sides.show(classes, this.#tried.summary.unit, on);
    return this.#show(classes, window.positions, on, snapshot);
  }

  destroy(): void {
    cancelAnimationFrame(this.#frame);
    this.#view.finalize();
  }

  get #split(): string | null {
    return this.#snapshot?.picked.split ?? null;
  }

  /** What is tried is shown at most once a frame. */
  #redraw(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (this.#snapshot) void this.draw(this.#snapshot);
    });
  }

  #drag(isDragged: boolean): void {
    this.#isDragged = isDragged;
    setAttribute(this.element, "data-dragged", isDragged);
    if (!isDragged) this.#redraw();
  }

  /** Most picks leave what is tried as it is, and with it all that is said of all classes. */
  #take(tried: Tried, split: string | null): void {
    if (tried === this.#tried && this.#byName.size > 0) return;
    this.#tried = tried;
    this.#byName = new Map(tried.summary.classes.map((found) => [found.name, found]));
    this.#sayHeadline(split);
    this.#bar.show(tried, split);
    if (this.#table.take(tried, split)) this.#drawer.refresh();
  }

  #sayHeadline(split: string | null): void {
    const { headline_text, classes } = this.#tried.summary;
    this.#lead.show(this.#tried.summary.cutoff > 0 ? summaryLead(this.#tried.summary) : null);
    const ifTried = this.#whatIf.isActive(split)
      ? [h("strong", { class: "iw-tried", text: TEXTS.group }), " "]
      : [];
    this.#headline.replaceChildren(...ifTried, ...(split ? [splitName(split), " "] : []), headline_text);
    this.#legend.replaceChildren(...VERDICT_ORDER.flatMap((verdict) => key(verdict, classes)));
  }

  #show(
    classes: readonly ClassSummary[],
    positions: readonly number[],
    on: (name: string) => boolean,
    snapshot: Snapshot,
  ): Promise<unknown> {
    const { counts, total, largest, original, summary, plan } = this.#tried;
    const { cutoff } = summary;
    const longest = Math.max(largest, original.classes[0]?.count ?? 0);
    if (!this.#isDragged) this.#xmax = countsMax(longest);
    const [xmax, plot] = [this.#xmax, { width: this.#width, xmax: this.#xmax }];
    const filtered = isFiltered(snapshot.filters, "class");
    const now = filtered ? this.#counts(snapshot) : { counts: Float64Array.from(counts), total };
    const before = this.#before(snapshot);
    const rows = summaryRows(classes, positions, { now, filtered, before }, on, this.#room(xmax));
    const ends = classes.map(({ name, count }) => ({ name, count, before: before.get(name) ?? null }));
    this.#ends.show(ends, plot);
    this.#line.show(
      { ratio: this.#whatIf.ratio, cutoff: plan.now.cutoff, mean: total / counts.length },
      plot,
    );
    this.#placeCutoff(cutoff, xmax);
    return this.#view.show({ rows }, { xmax, cutoff: cutoff > 0 ? cutoff : -1 }, this.#width);
  }

  /** Counts of the data, of the classes that others are tried for. */
  #before({ picked }: Snapshot): Map<string, number> {
    const tried = this.#whatIf.counts(picked.split);
    return new Map([...tried.keys()].map((name) => [name, this.#whatIf.given(picked.split, name)]));
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
    const text = cutoff > 0 ? texts.cutoff(counted(cutoff, "labels")) : "";
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
}

/** What a verdict's colour means, and of how many classes; nothing where it is of none. */
function key(verdict: Verdict, classes: readonly ClassSummary[]): HTMLElement[] {
  const found = classes.filter((one) => one.verdict === verdict).length;
  const text = `${countText(found)} ${verdictText(verdict)}`;
  return found > 0 ? [h("span", { class: `iw-key iw-key-${verdict}`, text })] : [];
}
