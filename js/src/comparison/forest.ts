/** The forest plot of classes, or of the bins of a distribution: ratios with their intervals, and words beside. */

import { aboutChart } from "../about.ts";
import { classControls } from "../class_controls.ts";
import { type ClassList, PAGE } from "../class_list.ts";
import { h } from "../dom.ts";
import { Gestures } from "../gestures.ts";
import { percent } from "../numbers.ts";
import type { Page, Part, Snapshot } from "../page.ts";
import { pickedOn } from "../picked.ts";
import { type Readout, RowGrid } from "../row_grid.ts";
import { fill } from "../summary_sides.ts";
import { Drawer } from "../table.ts";
import { COMPARED } from "../texts/comparison.ts";
import { texts } from "../texts/report.ts";
import type { ChartEntry, RowAxis } from "../types.ts";
import { ChartView } from "../vega_view.ts";
import { at, type ForestAxis, forestAxis, forestRow, ratioWords } from "./forest_rows.ts";
import { forestTable } from "./forest_table.ts";
import type { ComparedRows } from "./types.ts";

/** What a forest plot is of. */
export interface Forest {
  readonly title: string;
  readonly axis: RowAxis;
  readonly split: string;
  readonly rows: ComparedRows;
  /** Names of the bins; null for classes, which a list orders. */
  readonly bins: readonly string[] | null;
}

/** The rows there are: their names, and where in the columns each one stands. */
interface Rows {
  readonly names: readonly string[];
  readonly places: readonly number[];
}

export class ForestPlot implements Part {
  readonly element: HTMLElement;
  readonly #forest: Forest;
  readonly #list: ClassList | null;
  readonly #placeOf: ReadonlyMap<number, number>;
  readonly #grid: RowGrid;
  readonly #view: ChartView;
  readonly #axis: ForestAxis;
  /** What its rows are. */
  readonly #heading: string;
  readonly #differs: ReadonlySet<number>;
  readonly #words = h("div", { class: "iw-side iw-ratio-side" });
  readonly #drawer: Drawer;
  #rows: Rows = { names: [], places: [] };
  #first = 0;
  #width = 0;

  /** `list` orders the classes; `at` has their places in it, row by row. */
  constructor(
    page: Page,
    entry: ChartEntry,
    forest: Forest,
    list: ClassList | null,
    places: readonly number[],
  ) {
    this.#forest = forest;
    this.#list = list;
    this.#placeOf = new Map(places.map((position, row) => [position, row]));
    this.#axis = forestAxis(forest.rows);
    this.#heading = page.rowsOf(forest.axis);
    this.#differs = new Set(forest.rows.differs);
    this.#grid = new RowGrid({
      label: forest.title,
      gestures: new Gestures(page.store, forest.axis, page.axes[forest.axis]),
      list,
      readout: (_, row) => this.#readout(row),
    });
    const [ratio, interval] = COMPARED.ratioHead;
    const rest = h("span", { class: "iw-rest", text: interval });
    const heading = h(
      "div",
      { class: "iw-head iw-side-head iw-ratio-side" },
      h("span", { text: ratio }, rest),
    );
    this.#grid.build([COMPARED.plot(forest.title)], heading, this.#words);
    const [{ head, plot, readout }] = this.#grid.columns;
    head.append(readout, legend());
    this.#view = new ChartView(plot, entry.spec);
    this.#drawer = new Drawer(texts.table, () => this.#table());
    const controls = list && classControls({ classes: list, splits: page.splits });
    const above = h("header", {}, h("h4", { text: forest.title, attributes: { dir: "auto" } }), controls);
    above.append(aboutChart(forest.title, entry.help, () => this.element));
    this.element = h(
      "section",
      { class: "iw-chart iw-forest", attributes: { "data-chart": entry.id, "data-axis": forest.axis } },
      ...[above, this.#grid.element, this.#drawer.element],
    );
  }

  measure(): void {
    this.#width = this.#grid.plotWidth;
  }

  draw({ picked }: Snapshot): Promise<unknown> {
    this.#rows = this.#allRows();
    this.#first = this.#list?.first ?? 0;
    const chosen = new Set(pickedOn(picked, this.#forest.axis));
    const on = (name: string) => chosen.size === 0 || chosen.has(name);
    const { names, places } = this.#inView();
    const labels = names.map((name, i) => ({
      name,
      picked: chosen.has(name),
      off: !on(name),
      tone: this.#differs.has(places[i]) ? "iw-tone-serious" : "",
    }));
    this.#grid.show({ names: this.#rows.names, first: this.#first, labels });
    this.#say(places, names, on);
    this.#drawer.refresh();
    const rows = places.map((row, place) => ({
      place,
      on: on(names[place]),
      differs: this.#differs.has(row),
      ...forestRow(this.#forest.rows, row, this.#axis),
    }));
    return this.#view.show({ rows }, { ...this.#axis }, this.#width);
  }

  destroy(): void {
    this.#view.finalize();
  }

  #allRows(): Rows {
    const { bins } = this.#forest;
    if (bins) return { names: bins, places: [...bins.keys()] };
    const { positions, names } = (this.#list as ClassList).shown;
    return { names, places: positions.map((position) => this.#placeOf.get(position) ?? 0) };
  }

  #inView(): Rows {
    if (this.#forest.bins) return this.#rows;
    const [first, end] = [this.#first, this.#first + PAGE];
    return { names: this.#rows.names.slice(first, end), places: this.#rows.places.slice(first, end) };
  }

  #say(places: readonly number[], names: readonly string[], on: (name: string) => boolean): void {
    const { rows, split } = this.#forest;
    const differs = (place: number) => this.#differs.has(place);
    const tone = (place: number) => (differs(place) ? "iw-tone-serious" : "");
    fill(
      this.#words,
      places,
      (place) => [ratioWords(rows, place, split), differs(place) ? ` · ${COMPARED.differs}` : ""],
      (place) => (on(names[places.indexOf(place)]) ? tone(place) : "iw-off"),
    );
  }

  /** "dog: validation has 0.40× [0.21–0.75] of what train suggests; 12% (10 of 80) and 30% (60 of 200)" */
  #readout(row: number): Readout | null {
    const { names, places } = this.#inView();
    if (row >= places.length) return null;
    const { rows, split } = this.#forest;
    const [value] = at(rows.ratio, places[row]);
    const words = ratioWords(rows, places[row], split);
    const said = value ? COMPARED.suggests(split, words) : words;
    const shares = [0, 1].map((side) => {
      const [count, of] = [rows.count[side][places[row]], rows.of[side]];
      return COMPARED.counted(percent(count, of), count, of);
    });
    return [names[row], `: ${said}; ${shares.join(" → ")}`];
  }

  #table(): HTMLElement {
    const { title, split, rows } = this.#forest;
    return forestTable({ caption: title, heading: this.#heading, split, rows, ...this.#rows });
  }
}

/** What a filled and a hollow mark mean. */
function legend(): HTMLElement {
  const [differs, alike] = COMPARED.legend;
  return h(
    "span",
    { class: "iw-size iw-forest-legend" },
    h("span", { class: "iw-forest-differs", text: differs }),
    h("span", { class: "iw-forest-alike", text: alike }),
  );
}
