/** The training curves: what is said of the run, and a chart a metric; they may grow while they are looked at. */

import { CurveBar } from "./curve_bar.ts";
import { CurveChart } from "./curve_chart.ts";
import { stepsOf } from "./curve_lines.ts";
import { CurveLook } from "./curve_look.ts";
import { Runs } from "./curve_runs.ts";
import { headlineOf } from "./curve_verdict.ts";
import { h } from "./dom.ts";
import type { Part } from "./page.ts";
import { texts } from "./texts/curves.ts";
import type { ChartEntry, CurvesPart as Content, Curve, CurvesDetail, StepRange } from "./types.ts";

/** Of more runs than this the last ones are shown at first. */
const MOST_RUNS = 8;
/** Milliseconds for which a zoom has to rest before more points are asked for. */
const REST = 200;

export class CurvesPart implements Part {
  readonly element: HTMLElement;
  readonly #entry: ChartEntry;
  readonly #onZoom: (range: StepRange) => void;
  readonly #look = new CurveLook();
  readonly #runs = new Runs();
  readonly #bar: CurveBar;
  readonly #headline = h("p", { class: "iw-headline", attributes: { role: "status" } });
  readonly #notes = h("ul", { class: "iw-curve-notes" });
  readonly #grid = h("div", { class: "iw-curves" });
  readonly #charts = new Map<string, CurveChart>();
  /** Charts that are to be drawn again. */
  readonly #waiting = new Set<CurveChart>();
  #drawing: Promise<void> | null = null;
  #said = "";
  #asking: ReturnType<typeof setTimeout> | null = null;

  constructor(entry: ChartEntry, content: Content, onZoom: (range: StepRange) => void) {
    this.#entry = entry;
    this.#onZoom = onZoom;
    this.#bar = new CurveBar(this.#look, this.#runs);
    this.element = h("div", {}, this.#headline, this.#notes, this.#bar.element, this.#grid);
    this.#look.onChange(() => {
      void this.draw();
      this.#ask();
    });
    this.#look.onPoint(() => {
      for (const chart of this.#charts.values()) chart.point();
    });
    this.set(content);
  }

  /** Take curves in place of those that are shown: charts of metrics that stay are kept as they are. */
  set(content: Content): void {
    const before = this.#runs.count;
    this.#runs.set(content.curve_runs);
    if (before === 0) this.#hideFirst(content.curve_runs.length - MOST_RUNS);
    this.#bar.refresh();
    this.#say(content);
    const metrics = byMetric(content.curves);
    for (const [metric, chart] of this.#charts) if (!metrics.has(metric)) this.#remove(metric, chart);
    [...metrics].forEach(([metric, curves], place) => {
      this.#place(this.#chart(metric), place).setCurves(curves);
    });
    this.#look.setWhole(stepsOf(content.curves));
    this.#ask();
  }

  /** Take more points, if they are of the range that is looked at. */
  setDetail(detail: CurvesDetail): void {
    const { range } = this.#look.now;
    if (!range || detail.range[0] > range[0] || detail.range[1] < range[1]) return;
    for (const chart of this.#charts.values()) chart.setDetail(detail);
    void this.draw();
  }

  measure(): void {
    for (const chart of this.#charts.values()) chart.measure();
  }

  /** Nothing that is picked changes a curve. Charts in view come first, the others when there is time. */
  draw(): Promise<void> {
    for (const chart of this.#charts.values()) this.#waiting.add(chart);
    delete this.element.dataset.drawn;
    this.#drawing ??= this.#drawWaiting().finally(() => {
      this.#drawing = null;
      this.element.dataset.drawn = "1";
    });
    return this.#drawing;
  }

  async #drawWaiting(): Promise<void> {
    while (this.#waiting.size > 0) {
      const near = [...this.#waiting].filter(({ element }) => isNear(element));
      const next = near.length > 0 ? near : [...this.#waiting].slice(0, 1);
      for (const chart of next) this.#waiting.delete(chart);
      await Promise.all(next.map((chart) => chart.draw()));
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  destroy(): void {
    if (this.#asking) clearTimeout(this.#asking);
    this.#waiting.clear();
    for (const chart of this.#charts.values()) chart.destroy();
  }

  #hideFirst(count: number): void {
    if (count > 0) this.#look.set({ hidden: new Set(Array.from({ length: count }, (_, run) => run)) });
  }

  /** Said anew only where it differs: a screen reader would read it again. */
  #say({ curves, curves_headline }: Content): void {
    const isEmpty = curves.length === 0;
    const said = JSON.stringify([curves_headline, isEmpty, this.#runs.notes]);
    this.#bar.element.hidden = isEmpty;
    if (said === this.#said) return;
    this.#said = said;
    this.#headline.replaceChildren(...(isEmpty ? [texts.none] : headlineOf(curves_headline)));
    this.#headline.hidden = !isEmpty && !curves_headline;
    this.#notes.replaceChildren(...this.#runs.notes.map((text) => h("li", { text })));
    this.#notes.hidden = this.#runs.notes.length === 0;
  }

  #chart(metric: string): CurveChart {
    const chart = this.#charts.get(metric) ?? new CurveChart(metric, this.#entry, this.#look, this.#runs);
    this.#charts.set(metric, chart);
    return chart;
  }

  /** Elements that are in their place already are not touched: they would lose the focus. */
  #place(chart: CurveChart, place: number): CurveChart {
    const there = this.#grid.children[place] ?? null;
    if (there !== chart.element) this.#grid.insertBefore(chart.element, there);
    return chart;
  }

  #remove(metric: string, chart: CurveChart): void {
    this.#waiting.delete(chart);
    chart.destroy();
    chart.element.remove();
    this.#charts.delete(metric);
  }

  /** Ask for more points of the range in view, once it rests. */
  #ask(): void {
    const { range } = this.#look.now;
    if (!range || ![...this.#charts.values()].some(({ isReduced }) => isReduced) || this.#asking) return;
    this.#asking = setTimeout(() => {
      this.#asking = null;
      const now = this.#look.now.range;
      if (now) this.#onZoom(now);
    }, REST);
  }
}

/** Whether an element is in view, or less than a view away. */
function isNear(element: HTMLElement): boolean {
  const { top, bottom, height } = element.getBoundingClientRect();
  return height > 0 && bottom > -innerHeight / 2 && top < 1.5 * innerHeight;
}

function byMetric(curves: readonly Curve[]): Map<string, Curve[]> {
  const metrics = new Map<string, Curve[]>();
  for (const curve of curves) metrics.set(curve.metric, [...(metrics.get(curve.metric) ?? []), curve]);
  return metrics;
}

/** Whether a page has something to say of curves. */
export function hasCurves({ curves, curve_runs }: Content): boolean {
  return curves.length > 0 || curve_runs.length > 0;
}
