/** Boxes by size at the input of a network: a bar a class, that of all classes first, and a slider. */

import { aboutChart } from "../about.ts";
import { classControls } from "../class_controls.ts";
import { h, setText } from "../dom.ts";
import { isFiltered } from "../filters.ts";
import { Gestures } from "../gestures.ts";
import { counted, countText, percent } from "../numbers.ts";
import type { Page, Part, Snapshot } from "../page.ts";
import { type Readout, RowGrid } from "../row_grid.ts";
import type { Window } from "../rows.ts";
import { type Chart, rowsOf, windowOf } from "../shares.ts";
import { splitColour, splitName } from "../splits.ts";
import { Drawer, type HeaderCell, table } from "../table.ts";
import { ALL_CLASSES, SIZES_NOT_NARROWED, sizeDescription, sizesCut, TABLE } from "../texts/places.ts";
import type { ChartEntry } from "../types.ts";
import { ChartView } from "../vega_view.ts";
import type { SizeCounts, Sizes } from "./counts.ts";
import { InputSize } from "./input_size.ts";
import { rangeNames, saidOfSizes, sizeReadout, sizeRow } from "./size_rows.ts";

export class SizePanel implements Part {
  readonly element: HTMLElement;
  readonly isRehearsed = true;
  readonly showsClasses = true;
  readonly #page: Page;
  readonly #chart: Chart;
  readonly #counts: SizeCounts;
  readonly #all: RowGrid;
  readonly #classes: RowGrid;
  readonly #input: InputSize;
  readonly #drawer = new Drawer(TABLE, () => this.#table());
  readonly #said = h("p", { class: "iw-said-of-places", attributes: { role: "status" } });
  readonly #why = h("p", { class: "iw-why", attributes: { hidden: true } });
  #sizes: HTMLElement[] = [];
  #views: ChartView[] = [];
  #snapshot: Snapshot | null = null;
  #splits: readonly string[] = [];
  #window: Window = { names: [], positions: [] };
  #width = 0;

  constructor(page: Page, entry: ChartEntry, counts: SizeCounts) {
    this.#page = page;
    this.#chart = { entry, position: null };
    this.#counts = counts;
    this.#all = new RowGrid({
      label: ALL_CLASSES,
      gestures: new Gestures(page.store, "class", []), // no class: to pick it is to pick none
      list: null,
      readout: (column) => sizeReadout(ALL_CLASSES, this.#of(column, counts.all), counts.table.limits),
    });
    this.#classes = new RowGrid({
      label: entry.title,
      gestures: new Gestures(page.store, "class", page.axes.class),
      list: page.classes,
      readout: (column, row) => this.#readout(column, row),
    });
    this.#input = new InputSize(page.store, counts.table.inputs, () => this.#slid());
    this.element = this.#frame(entry);
  }

  prepare({ shown }: Snapshot): boolean {
    const changed = String(shown) !== String(this.#splits);
    if (changed) this.#build(shown);
    return changed;
  }

  measure(): void {
    this.#width = this.#classes.plotWidth;
  }

  draw(snapshot: Snapshot): Promise<unknown> {
    this.#snapshot = snapshot;
    const rows = rowsOf(this.#chart, this.#page);
    const { first, ...window } = windowOf(rows, this.#chart, this.#page);
    const picked = new Set(snapshot.picked.classes);
    const on = (name: string) => picked.size === 0 || picked.has(name);
    const labels = window.names.map((name) => ({ name, picked: picked.has(name), off: !on(name) }));
    const all = { name: ALL_CLASSES, picked: picked.size === 0, off: picked.size > 0 };
    this.#window = window;
    this.#classes.show({ names: rows.names, first, labels });
    this.#all.show({ names: [ALL_CLASSES], first: 0, labels: [all] });
    this.#say(snapshot);
    return this.#show(on, picked.size === 0);
  }

  destroy(): void {
    for (const view of this.#views) view.finalize();
    this.#views = [];
  }

  #frame(entry: ChartEntry): HTMLElement {
    const head = h("header", {}, h("h4", { text: entry.title }), classControls(this.#page));
    head.append(aboutChart(entry.title, entry.help, () => this.element));
    const shades = rangeNames(this.#counts.table.limits).map((name, i) =>
      h("span", { class: `iw-shade iw-shade-${i}`, text: name }),
    );
    const bar = h(
      "div",
      { class: "iw-size-bar" },
      this.#input.element,
      h("span", { class: "iw-shades" }, ...shades),
    );
    const note = h("p", { class: "iw-note", text: entry.note });
    this.#all.element.classList.add("iw-size-all");
    this.#classes.element.classList.add("iw-size-classes");
    const parts = [head, this.#said, note, bar, this.#why, this.#all.element, this.#classes.element];
    const attributes = { "data-chart": entry.id };
    return h("section", { class: "iw-chart", attributes }, ...parts, this.#drawer.element);
  }

  #build(splits: readonly string[]): void {
    this.destroy();
    this.#splits = splits;
    const { title, spec } = this.#chart.entry;
    const descriptions = splits.map((split) => sizeDescription(title, split));
    this.#all.build(descriptions.map((words) => `${words} ${ALL_CLASSES}.`));
    this.#classes.build(descriptions);
    this.#sizes = splits.map(() => h("span", { class: "iw-size-of" }));
    this.#all.columns.forEach(({ head, readout }, i) => {
      head.append(splitName(splits[i]), readout, this.#classes.columns[i].readout, this.#sizes[i]);
      this.#classes.columns[i].head.append(splitName(splits[i])); // where splits stand below each other
    });
    const plots = [...this.#all.columns, ...this.#classes.columns].map(({ plot }) => plot);
    this.#views = plots.map((plot) => new ChartView(plot, spec));
  }

  /** The first views are those of all classes, the others those of each. */
  #show(on: (name: string) => boolean, all: boolean): Promise<unknown> {
    const drawn = this.#splits.flatMap((split, i) => {
      const colour = { colour: splitColour(split) };
      const whole = [sizeRow(0, this.#of(i, this.#counts.all), all)];
      const { names, positions } = this.#window;
      const rows = names.map((name, place) => sizeRow(place, this.#of(i, positions[place]), on(name)));
      return [
        this.#views[i].show({ rows: whole }, colour, this.#width),
        this.#views[i + this.#splits.length].show({ rows }, colour, this.#width),
      ];
    });
    return Promise.all(drawn);
  }

  #slid(): void {
    if (this.#snapshot) void this.draw(this.#snapshot);
  }

  #say({ picked, filters }: Snapshot): void {
    const { classes } = picked;
    setText(this.#said, saidOfSizes(this.#counts, this.#page, classes, this.#splits, this.#input.value));
    const narrowed = isFiltered(filters, "class");
    const { cut } = this.#counts.table;
    const why = [narrowed && SIZES_NOT_NARROWED, cut > 0 && sizesCut(cut)].filter(Boolean).join(" ");
    this.#why.hidden = why === "";
    setText(this.#why, why);
    this.#sizes.forEach((size, i) => {
      setText(size, counted(this.#of(i, this.#counts.all)?.known ?? 0, "boxes"));
    });
    this.#drawer.refresh();
  }

  #of(column: number, position: number): Sizes | null {
    return this.#counts.of(this.#splits[column], position, this.#input.value);
  }

  #readout(column: number, row: number): Readout | null {
    const { names, positions } = this.#window;
    if (row >= positions.length) return null;
    return sizeReadout(names[row], this.#of(column, positions[row]), this.#counts.table.limits);
  }

  #table(): HTMLElement {
    const rows = rowsOf(this.#chart, this.#page);
    const positions = [this.#counts.all, ...rows.positions];
    const titles = rangeNames(this.#counts.table.limits);
    const cells = titles.flatMap((content): HeaderCell[] => [{ content }, { content: "%" }]);
    const groups = this.#splits.map(
      (split): HeaderCell => ({ content: splitName(split), span: cells.length }),
    );
    return table({
      caption: this.#chart.entry.title,
      head: [
        [{ content: "" }, ...groups],
        [{ content: this.#chart.entry.rows }, ...this.#splits.flatMap(() => cells)],
      ],
      names: [ALL_CLASSES, ...rows.names],
      lines: (row) => [
        this.#splits.flatMap((_, i) => rangeCells(this.#of(i, positions[row]), titles.length)),
      ],
    });
  }
}

/** A count and its percent for each range. */
function rangeCells(sizes: Sizes | null, ranges: number): string[] {
  if (!sizes) return Array<string>(2 * ranges).fill("–");
  const ends = [0, ...sizes.under, sizes.known];
  const counts = ends.slice(1).map((end, i) => end - ends[i]);
  return counts.flatMap((count) => [countText(count), percent(count, sizes.known)]);
}
