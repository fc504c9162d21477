/** Where boxes lie: a map of the image for each split, for the classes and areas that are picked. */

import { aboutChart } from "../about.ts";
import { h, setText } from "../dom.ts";
import { type Filters, isFiltered } from "../filters.ts";
import { counted, percent } from "../numbers.ts";
import type { Page, Part, Snapshot } from "../page.ts";
import { splitName } from "../splits.ts";
import { Drawer } from "../table.ts";
import { cellWords, mapDescription, PLACES_NOT_NARROWED, placesCut, TABLE } from "../texts/places.ts";
import type { ChartEntry } from "../types.ts";
import { ChartView } from "../vega_view.ts";
import type { PlaceCounts } from "./counts.ts";
import { heatCells, largestShare, total } from "./heat.ts";
import { HeatLegend } from "./heat_legend.ts";
import { mostOf } from "./ninths.ts";
import { placeTables } from "./place_table.ts";

interface Column {
  readonly element: HTMLElement;
  readonly plot: HTMLElement;
  readonly size: HTMLElement;
  readonly readout: HTMLElement;
  readonly view: ChartView;
}

/** Whether something is picked that places are not counted by. */
function isNarrowed({ box_area: _, ...others }: Filters): boolean {
  return isFiltered(others, "class");
}

/** What the specification keeps free around the plot, left and right. */
const PADDING = 2;

export class PlacePanel implements Part {
  readonly element: HTMLElement;
  readonly isRehearsed = true;
  readonly #page: Page;
  readonly #entry: ChartEntry;
  readonly #counts: PlaceCounts;
  readonly #legend: HeatLegend;
  readonly #drawer = new Drawer(TABLE, () =>
    placeTables(this.#entry.title, this.#splits, this.#boxes, this.#counts.grid),
  );
  readonly #said = h("p", { class: "iw-said-of-places", attributes: { role: "status" } });
  readonly #why = h("p", { class: "iw-why", attributes: { hidden: true } });
  readonly #maps = h("div", { class: "iw-maps" });
  #columns: Column[] = [];
  #splits: readonly string[] = [];
  #boxes: readonly Float64Array[] = [];
  #width = 0;

  constructor(page: Page, entry: ChartEntry, counts: PlaceCounts) {
    this.#page = page;
    this.#entry = entry;
    this.#counts = counts;
    this.#legend = new HeatLegend(counts.grid);
    const head = h(
      "header",
      {},
      h("h4", { text: entry.title }),
      h("p", { class: "iw-note", text: entry.note }),
      aboutChart(entry.title, entry.help, () => this.element),
    );
    const parts = [head, this.#said, this.#why, this.#maps, this.#drawer.element];
    this.element = h(
      "section",
      { class: "iw-chart iw-place", attributes: { "data-chart": entry.id } },
      ...parts,
    );
  }

  prepare({ shown }: Snapshot): boolean {
    const changed = String(shown) !== String(this.#splits);
    if (changed) this.#build(shown);
    return changed;
  }

  measure(): void {
    this.#width = Math.max(60, (this.#columns[0]?.plot.clientWidth ?? 0) - PADDING);
  }

  draw({ picked, filters }: Snapshot): Promise<unknown> {
    const positions = picked.classes.map((name) => this.#page.classes.names.indexOf(name));
    const classes = positions.length > 0 ? positions : null;
    const { grid } = this.#counts;
    this.#boxes = this.#splits.map((split) => this.#counts.of(split, classes, filters.box_area));
    const largest = largestShare(this.#boxes);
    this.#say(positions, isNarrowed(filters));
    this.#legend.show(largest);
    const drawn = this.#columns.map(({ view }, i) =>
      view.show({ rows: heatCells(this.#boxes[i], grid, largest) }, {}, this.#width),
    );
    return Promise.all(drawn);
  }

  destroy(): void {
    for (const { view } of this.#columns) view.finalize();
    this.#columns = [];
  }

  #build(splits: readonly string[]): void {
    this.destroy();
    this.#splits = splits;
    this.#columns = splits.map((split, i) => this.#column(split, i));
    this.#maps.replaceChildren(this.#legend.element, ...this.#columns.map(({ element }) => element));
    this.#maps.style.setProperty("--iw-columns", String(splits.length));
  }

  #column(split: string, index: number): Column {
    const size = h("span", { class: "iw-size-of" });
    const readout = h("span", { class: "iw-readout", attributes: { "aria-hidden": "true" } });
    const on = {
      pointermove: (event: PointerEvent) => this.#point(index, event),
      pointerleave: () => setText(readout, ""),
    };
    const plot = h("div", { class: "iw-map", attributes: { role: "img" }, on });
    const element = h(
      "div",
      { class: "iw-map-of" },
      h("div", { class: "iw-head" }, splitName(split), readout, size),
      plot,
    );
    return { element, plot, size, readout, view: new ChartView(plot, this.#entry.spec) };
  }

  #say(positions: readonly number[], narrowed: boolean): void {
    const most = this.#splits.map((split, i) => mostOf(this.#boxes[i], this.#counts.grid, split));
    const sentence = most.join("; ");
    setText(this.#said, `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`);
    const cut = this.#counts.cut > 0 && positions.some((position) => !this.#counts.has(position));
    const why = [narrowed && PLACES_NOT_NARROWED, cut && placesCut(this.#counts.cut)]
      .filter(Boolean)
      .join(" ");
    this.#why.hidden = why === "";
    setText(this.#why, why);
    this.#columns.forEach(({ plot, size }, i) => {
      setText(size, counted(total(this.#boxes[i]), "boxes"));
      plot.setAttribute("aria-label", mapDescription(this.#entry.title, this.#splits[i], most[i]));
    });
    this.#drawer.refresh();
  }

  #point(index: number, event: PointerEvent): void {
    const { grid } = this.#counts;
    const { plot, readout } = this.#columns[index];
    const frame = plot.getBoundingClientRect();
    const across = Math.floor(((event.clientX - frame.left) / frame.width) * grid);
    const down = Math.floor(((event.clientY - frame.top) / frame.height) * grid);
    if (Math.min(across, down) < 0 || Math.max(across, down) >= grid) return;
    const boxes = this.#boxes[index];
    const count = boxes[down * grid + across];
    const amount = `${counted(count, "boxes")}, ${percent(count, total(boxes))}`;
    setText(readout, cellWords(across + 1, down + 1, amount));
  }
}
