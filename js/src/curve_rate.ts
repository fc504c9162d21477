/** The learning rate as a thin band below a chart. */

import { inRange, nearest } from "./curve_lines.ts";
import type { Drawn } from "./curve_rows.ts";
import { type Runs, runColour } from "./curve_runs.ts";
import { h, setText } from "./dom.ts";
import { texts } from "./texts/curves.ts";
import { ChartView } from "./vega_view.ts";

const PRECISE = new Intl.NumberFormat("en-US", { maximumSignificantDigits: 3 });

export class RateBand {
  readonly element: HTMLElement;
  readonly #words = h("p", { class: "iw-curve-rate-words" });
  readonly #canvas = h("div");
  readonly #spec: object;
  #view: ChartView | null = null;
  #rates: readonly { name: string; points: ReturnType<Runs["rates"]> }[] = [];

  constructor(spec: object) {
    this.#spec = spec;
    this.element = h("div", { class: "iw-curve-rate" }, this.#canvas, this.#words);
  }

  draw(runs: Runs, { curves, range, isZoomed, width }: Drawn): Promise<unknown> {
    this.#view ??= new ChartView(this.#canvas, this.#spec);
    const several = curves.length > 1;
    const told = curves.map(({ run = 0 }) => ({
      run,
      name: several ? `${runs.name(run)} ` : "",
      points: runs.rates(run),
    }));
    this.#rates = told.filter(({ points }) => points.length > 0);
    this.point(null);
    const rows = told.flatMap(({ run, points }) =>
      inRange(points, range).map(([step, value]) => ({
        step,
        value,
        colour: several ? runColour(run) : "var(--iw-muted)",
      })),
    );
    const most = Math.max(...rows.map(({ value }) => value ?? 0));
    return this.#view.show(
      { rates: rows },
      { x0: range[0], x1: range[1], y1: most > 0 ? most : 1, is_zoomed: isZoomed },
      width,
    );
  }

  /** Say the rate at a step, or from where to where it goes. */
  point(step: number | null): void {
    const rates = this.#rates.map(({ name, points }) => {
      const [first, last] =
        step === null ? [points[0], points[points.length - 1]] : [nearest(points, step), null];
      const ends = [first, last].flatMap((point) =>
        point && point[1] !== null ? [PRECISE.format(point[1])] : [],
      );
      return name + texts.rateRange(ends);
    });
    setText(this.#words, texts.learningRate(rates));
  }

  destroy(): void {
    this.#view?.finalize();
  }
}
