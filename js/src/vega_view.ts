/** One Vega view of a constant Vega-Lite spec; only its data, signals and width change. */

import { parse, type Runtime, View } from "vega";
import { expressionInterpreter } from "vega-interpreter";
import { compile, type TopLevelSpec } from "vega-lite";

export type Data = Record<string, readonly object[]>;
export type Signals = Record<string, string | number>;

const runtimes = new WeakMap<object, Runtime>();

/** Compiled once a spec, for all the views on it. No code is made from text: expressions are interpreted. */
function runtimeOf(spec: object): Runtime {
  const known = runtimes.get(spec);
  if (known) return known;
  const { spec: vega } = compile(spec as TopLevelSpec);
  const runtime = parse(vega, undefined, { ast: true });
  runtimes.set(spec, runtime);
  return runtime;
}

export class ChartView {
  readonly #view: View;
  #run: Promise<unknown> | null = null;

  constructor(element: HTMLElement, spec: object) {
    const options = { renderer: "svg", container: element, hover: false, expr: expressionInterpreter };
    this.#view = new View(runtimeOf(spec), options as ConstructorParameters<typeof View>[1]);
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
  }
}
