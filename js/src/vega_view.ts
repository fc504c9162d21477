/** One Vega view of a constant Vega-Lite spec; only its data, signals and width change. */

import { type Mark, parse, type Runtime, type Spec, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";

import { h } from "./dom.ts";

export type Data = Record<string, readonly object[]>;
export type Signals = Record<string, string | number | boolean | readonly number[]>;

/** Vega remembers rows that were taken away until they are so many; its own ten thousand is much for every chart. */
const CLEAN_AFTER = 100;

/** By the text of the spec: specs are constants, so few are ever here, and a report shown again finds its own. */
const runtimes = new Map<string, Runtime>();

/** No code is made from text: expressions are interpreted. */
function runtimeOf(spec: object): Runtime {
  const key = JSON.stringify(spec);
  const known = runtimes.get(key);
  if (known) return known;
  const { spec: vega } = compile(spec as TopLevelSpec);
  leaveUnspoken(vega.marks ?? []);
  keepInPlace(vega);
  const runtime = parse(vega, undefined, { ast: true });
  runtimes.set(key, runtime);
  return runtime;
}

/** The page describes each chart as a whole and has a table behind it; single marks say nothing. */
function leaveUnspoken(marks: readonly Mark[]): void {
  for (const mark of marks) {
    mark.aria = false;
    if (mark.type === "group") leaveUnspoken(mark.marks ?? []);
  }
}

/** The data of a chart of rows, and the field with the place of each. */
const ROWS = "rows";
const PLACE = "place";

/** Marks of rows keep to their places: other data change them where they are, which costs far less than new ones. */
function keepInPlace({ data = [], marks = [] }: Spec): void {
  const ofRows = new Set<unknown>([ROWS]);
  for (const one of data)
    if ("source" in one && ofRows.has(one.source) && one.transform?.every(({ type }) => type === "formula"))
      ofRows.add(one.name);
  for (const mark of marks)
    if (mark.from && "data" in mark.from && ofRows.has(mark.from.data)) mark.key = PLACE;
}

export class ChartView {
  readonly #view: View;
  #run: Promise<unknown> | null = null;

  /** Vega speaks for its container, so that one stands inside the element, which keeps its own words. */
  readonly #container = h("div", { attributes: { "aria-hidden": "true" } });

  constructor(element: HTMLElement, spec: object) {
    element.append(this.#container);
    const options = {
      renderer: "svg",
      container: this.#container,
      hover: false,
      expr: expressionInterpreter,
    };
    this.#view = new View(runtimeOf(spec), options as ConstructorParameters<typeof View>[1]);
    Object.assign(this.#view, { cleanThreshold: CLEAN_AFTER });
  }

  /** Hand over new data; they are drawn, once for all calls before, after the caller is done. */
  show(data: Data, signals: Signals, width: number): Promise<unknown> {
    for (const [name, value] of Object.entries(signals)) this.#view.signal(name, value);
    for (const [name, rows] of Object.entries(data)) this.#view.data(name, rows as object[]);
    this.#view.width(width);
    this.#run ??= Promise.resolve().then(() => {
      this.#run = null;
      return this.#view.runAsync();
    });
    return this.#run;
  }

  finalize(): void {
    this.#view.finalize();
    // Vega remembers the last element it drew: taken out, that keeps alive nothing but itself.
    this.#container.remove();
  }
}
