/** The training curves: one chart a metric, train and validation on the same axes. */

import { headlinePart, sinceRows, verdictOf } from "./curve_verdict.ts";
import { h } from "./dom.ts";
import { decimalText } from "./numbers.ts";
import type { Page, Part } from "./page.ts";
import { splitName } from "./splits.ts";
import { Drawer, table } from "./table.ts";
import type { Curve, CurvePoint } from "./types.ts";
import { ChartView } from "./vega_view.ts";

const SPLITS = ["train", "val"] as const;
/** What the spec keeps free around the plot, for axes and their titles. */
const PADDING = 53;

class CurveChart implements Part {
  readonly element: HTMLElement;
  readonly #curve: Curve;
  readonly #plot: HTMLElement;
  readonly #view: ChartView;
  #width = 0;
  #drawn = 0;

  constructor(curve: Curve, spec: object) {
    this.#curve = curve;
    const title = curve.run === undefined ? curve.metric : `${curve.metric}, run ${curve.run}`;
    const label = `${title} by ${curve.x ?? "step"}; the table below has the numbers.`;
    this.#plot = h("div", { class: "iw-curve", attributes: { role: "img", "aria-label": label } });
    this.#view = new ChartView(this.#plot, spec);
    const head = h("header", {}, h("h4", { text: title, attributes: { dir: "auto" } }), legend(curve));
    const drawer = new Drawer("Table", () => curveTable(curve, title));
    this.element = h(
      "section",
      { class: "iw-chart", attributes: { "data-chart": "curve" } },
      head,
      ...verdictOf(curve),
      this.#plot,
    );
    this.element.append(drawer.element);
  }

  measure(): void {
    this.#width = Math.max(120, this.#plot.clientWidth - PADDING);
  }

  /** Nothing that is picked changes a curve: it is drawn again only for another width. */
  draw(): unknown {
    if (this.#drawn === this.#width) return;
    this.#drawn = this.#width;
    const signals = { x_title: this.#curve.x ?? "step", y_title: "" };
    return this.#view.show(curveData(this.#curve), signals, this.#width);
  }

  destroy(): void {
    this.#view.finalize();
  }
}

export function curveCharts(page: Page): Part[] {
  const entry = page.chart("curve");
  if (!entry) return [];
  const charts = page.report.curves.map((curve) => new CurveChart(curve, entry.spec));
  return [...headlinePart(page.report), ...charts];
}

export function curveData(curve: Curve): { points: object[]; marks: object[]; since: object[] } {
  const { best } = curve;
  const points = SPLITS.flatMap((split) =>
    curve[split].map(([step, value]) => ({
      step,
      value,
      split,
      best: best !== null && best.split === split && best.step === step,
    })),
  );
  return {
    points,
    marks: points.filter(({ value }) => value === null).map(({ step, split }) => ({ step, split })),
    since: sinceRows(curve),
  };
}

function legend(curve: Curve): HTMLElement {
  const names = SPLITS.filter((split) => curve[split].length > 0).map(splitName);
  return h("p", { class: "iw-note" }, ...names, bestText(curve));
}

function bestText({ best, x }: Curve): string {
  if (!best) return "";
  const value = best.value === undefined ? "" : ` ${decimalText(best.value)}`;
  return `best ${best.split}${value} at ${x ?? "step"} ${best.step}`;
}

function curveTable(curve: Curve, caption: string): HTMLElement {
  const values = SPLITS.map((split) => new Map<number, number | null>(curve[split] as CurvePoint[]));
  const steps = [...new Set(values.flatMap((of) => [...of.keys()]))].sort((a, b) => a - b);
  const text = (value: number | null | undefined) =>
    value === undefined ? "" : value === null ? "not a number" : decimalText(value);
  return table({
    caption,
    head: [[{ content: curve.x ?? "step" }, ...SPLITS.map((split) => ({ content: splitName(split) }))]],
    names: steps.map(String),
    lines: (row) => [values.map((of) => text(of.get(steps[row])))],
  });
}
