/** One chart of shares: a plot for each split shown, on one axis and with one column of labels. */

import { aboutChart } from "./about.ts";
import { classControls } from "./class_controls.ts";
import { h, setText } from "./dom.ts";
import { Gestures } from "./gestures.ts";
import { Lead, spoken } from "./lead.ts";
import { counted, percent } from "./numbers.ts";
import type { Page, Part, Snapshot } from "./page.ts";
import { pickedOn } from "./picked.ts";
import { type Readout, RowGrid } from "./row_grid.ts";
import { answered, type Shares, shareRows, sharesMax, type Window } from "./rows.ts";
import { type Chart, rowsOf, sharesOf, windowOf } from "./shares.ts";
import { sharesTable } from "./shares_table.ts";
import { splitColour, splitName } from "./splits.ts";
import { Drawer } from "./table.ts";
import { texts } from "./texts/report.ts";
import { why } from "./texts/words.ts";
import type { RowAxis } from "./types.ts";
import { ChartView } from "./vega_view.ts";

export class Panel implements Part {
  readonly element: HTMLElement;
  readonly isRehearsed = true;
  readonly showsClasses: boolean;
  readonly #page: Page;
  readonly #chart: Chart;
  readonly #title: string;
  readonly #axis: RowAxis;
  readonly #grid: RowGrid;
  readonly #drawer: Drawer;
  readonly #why = h("p", { class: "iw-why", attributes: { hidden: true } });
  #sizes: HTMLElement[] = [];
  #views: ChartView[] = [];
  #splits: readonly string[] = [];
  #shares: readonly Shares[] = [];
  #window: Window = { names: [], positions: [] };
  #width = 0;

  constructor(page: Page, chart: Chart, title = chart.entry.title) {
    this.#page = page;
    this.#chart = chart;
    this.#title = title;
    this.#axis = chart.entry.axis;
    this.showsClasses = this.#axis === "class";
    this.#grid = new RowGrid({
      label: title,
      gestures: new Gestures(page.store, this.#axis, page.axes[this.#axis]),
      list: this.showsClasses ? page.classes : null,
      readout: (column, row) => this.#readout(column, row),
    });
    this.#drawer = new Drawer(texts.table, () => this.#table());
    const note = chart.position === null && h("p", { class: "iw-note", text: chart.entry.note });
    const head = h("header", {}, h("h4", { text: title, attributes: { dir: "auto" } }), note || null);
    if (this.showsClasses) head.append(classControls(page));
    head.append(aboutChart(title, chart.entry.help, () => this.element));
    const lead = new Lead(this.#sentence());
    const parts = [head, lead.element, this.#why, this.#grid.element, this.#drawer.element];
    this.element = h(
      "section",
      { class: "iw-chart", attributes: { "data-chart": chart.entry.id } },
      ...parts,
    );
  }

  prepare({ shown }: Snapshot): boolean {
    const changed = String(shown) !== String(this.#splits);
    if (changed) this.#build(shown);
    return changed;
  }

  measure(): void {
    this.#width = this.#grid.plotWidth;
  }

  draw(snapshot: Snapshot): Promise<unknown> {
    const rows = rowsOf(this.#chart, this.#page);
    const { first, ...window } = windowOf(rows, this.#chart, this.#page);
    const picked = new Set(pickedOn(snapshot.picked, this.#axis));
    const on = (name: string) => picked.size === 0 || picked.has(name);
    const labels = window.names.map((name) => ({ name, picked: picked.has(name), off: !on(name) }));
    this.#window = window;
    this.#shares = this.#splits.map((split) => sharesOf(this.#chart, split, this.#page, snapshot));
    this.#grid.show({ names: rows.names, first, labels });
    this.#say();
    return this.#show(this.#max(rows), on);
  }

  destroy(): void {
    for (const view of this.#views) view.finalize();
    this.#views = [];
  }

  #build(splits: readonly string[]): void {
    this.destroy();
    this.#splits = splits;
    this.#grid.build(splits.map((split) => this.#describe(split)));
    this.#sizes = splits.map(() => h("span", { class: "iw-size" }));
    this.#grid.columns.forEach(({ head, readout }, i) => {
      head.append(splitName(splits[i]), readout, this.#sizes[i]);
    });
    this.#views = this.#grid.columns.map(({ plot }) => new ChartView(plot, this.#chart.entry.spec));
  }

  #describe(split: string): string {
    const said = spoken(this.#sentence());
    return texts.bars(this.#title, split) + said;
  }

  /** Of charts that exist once a class, there is one for all, above them. */
  #sentence() {
    const { entry, position } = this.#chart;
    return position === null ? this.#page.report.sentences?.[entry.id] : null;
  }

  #show(xmax: number, on: (name: string) => boolean): Promise<unknown> {
    const drawn = this.#views.map((view, i) => {
      const rows = shareRows(this.#shares[i], this.#window, on);
      return view.show({ rows }, { xmax, colour: splitColour(this.#splits[i]) }, this.#width);
    });
    return Promise.all(drawn);
  }

  /** Positive against negative fills 100 %; other charts end at their longest bar. */
  #max(rows: Window): number {
    const stacked = this.#chart.entry.id === "label_distribution" && this.#page.report.task !== "multiclass";
    return stacked ? 100 : sharesMax(this.#shares, this.showsClasses ? undefined : rows.positions);
  }

  #say(): void {
    const untold = this.#shares.map(({ now }) => now).find((now) => typeof now === "string");
    this.#why.hidden = untold === undefined;
    setText(this.#why, untold ? why(untold) : "");
    this.#sizes.forEach((size, i) => {
      setText(size, this.#sizeText(this.#shares[i]));
    });
    this.#drawer.refresh();
  }

  #sizeText({ now, whole }: Shares): string {
    const { grain } = this.#chart.entry;
    const total = answered(now)?.total;
    if (total === undefined) return texts.all(counted(whole?.total ?? 0, grain));
    return whole && whole.total !== total
      ? texts.part(total, counted(whole.total, grain))
      : counted(total, grain);
  }

  #readout(column: number, row: number): Readout | null {
    const { now, whole } = this.#shares[column];
    const answer = answered(now) ?? whole;
    if (!answer || row >= this.#window.positions.length) return null;
    const count = answer.counts[this.#window.positions[row]];
    const said = `: ${counted(count, this.#chart.entry.grain)}, ${percent(count, answer.total)}`;
    return [this.#window.names[row], said];
  }

  #table(): HTMLElement {
    return sharesTable({
      caption: this.#title,
      heading: this.#chart.entry.rows,
      grain: this.#chart.entry.grain,
      splits: this.#splits,
      shares: this.#shares,
      rows: rowsOf(this.#chart, this.#page),
    });
  }
}
