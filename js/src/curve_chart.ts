/** The chart of one metric: the runs shown, with verdicts, learning rate, read-out and table. */

import { aboutChart } from "./about.ts";
import { CurveGestures, type StepAxis } from "./curve_gestures.ts";
import {
  countBelowZero,
  inRange,
  type Line,
  nearest,
  placeOf,
  SPLITS,
  smoothed,
  stepsOf,
  withDetail,
} from "./curve_lines.ts";
import type { CurveLook } from "./curve_look.ts";
import { RateBand } from "./curve_rate.ts";
import { dataOf, signalsOf } from "./curve_rows.ts";
import { type Runs, runColour } from "./curve_runs.ts";
import { curveTable } from "./curve_table.ts";
import { verdictOf } from "./curve_verdict.ts";
import { freshId, h, setAttribute, setText } from "./dom.ts";
import { Lead } from "./lead.ts";
import { countText, decimalText } from "./numbers.ts";
import { splitColour, splitName } from "./splits.ts";
import { Drawer } from "./table.ts";
import { texts } from "./texts/curves.ts";
import { texts as pageTexts } from "./texts/report.ts";
import type { ChartEntry, Curve, CurvesDetail, StepRange } from "./types.ts";
import { ChartView } from "./vega_view.ts";

/** What the spec keeps free around the plot, for axes and their titles. */
const LEFT = 45;
const PADDING = 53;

export class CurveChart {
  readonly element: HTMLElement;
  readonly #entry: ChartEntry;
  readonly #look: CurveLook;
  readonly #runs: Runs;
  readonly #legend = h("span", { class: "iw-curve-legend" });
  readonly #readout = h("output", { class: "iw-curve-readout" });
  readonly #lead = new Lead();
  readonly #verdicts = h("div", { class: "iw-curve-verdicts" });
  readonly #note = h("p", { class: "iw-note" });
  readonly #pointer = h("div", { class: "iw-curve-pointer", attributes: { hidden: true } });
  readonly #canvas = h("div");
  readonly #plot: HTMLElement;
  readonly #drawer: Drawer;
  readonly #rate: RateBand;
  #view: ChartView | null = null;
  #isLog = false;
  #curves: readonly Curve[] = [];
  #detail: CurvesDetail | null = null;
  #lines: readonly Line[] = [];
  #width = 0;

  constructor(
    readonly metric: string,
    entry: ChartEntry,
    look: CurveLook,
    runs: Runs,
  ) {
    this.#entry = entry;
    this.#look = look;
    this.#runs = runs;
    const id = freshId("metric");
    const label = texts.chart(metric, texts.keys);
    const attributes = { tabindex: 0, role: "group", "aria-label": label };
    this.#plot = h("div", { class: "iw-curve", attributes }, this.#canvas, this.#pointer);
    this.#rate = new RateBand(entry.others.rate);
    this.#drawer = new Drawer(pageTexts.table, () => curveTable(this.#curves, this.#runs, metric));
    const title = h("h4", { text: metric, attributes: { id, dir: "auto", title: metric } });
    const about = aboutChart(metric, entry.help, () => this.element);
    this.element = h(
      "section",
      {
        class: "iw-chart",
        attributes: { "data-chart": "curve", "data-metric": metric, "aria-labelledby": id },
      },
      h("header", {}, title, this.#legend, this.#readout, about),
      this.#lead.element,
      this.#verdicts,
      this.#plot,
      this.#rate.element,
      this.#note,
      this.#drawer.element,
    );
    new CurveGestures(
      this.#plot,
      look,
      () => this.#axis,
      (step) => this.#neighbours(step),
    );
  }

  /** The curves of the metric, one a run; points of a range that is looked at stay until others come. */
  setCurves(curves: readonly Curve[]): void {
    this.#curves = curves;
    this.#lead.show(curves.length === 1 ? curves[0].sentence : null);
    this.#drawer.refresh();
  }

  setDetail(detail: CurvesDetail): void {
    this.#detail = detail;
  }

  /** Whether some points in view are left out. */
  get isReduced(): boolean {
    return this.#curves.some(
      ({ points, train, val }) => points.train > train.length || points.val > val.length,
    );
  }

  get hasRates(): boolean {
    return this.#curves.some(({ run = 0 }) => this.#runs.rates(run).length > 0);
  }

  measure(): void {
    this.#width = Math.max(120, this.#plot.clientWidth - PADDING);
  }

  draw(): Promise<unknown> {
    const curves = this.#shown();
    const { smoothing, log, range: zoomed } = this.#look.now;
    const isZoomed = zoomed !== null;
    const range = this.#look.shown;
    this.#lines = this.#linesOf(curves);
    const drawn = { lines: this.#lines, curves, range, isZoomed, log, smoothing, width: this.#width };
    this.#say(curves, log);
    this.point();
    const x = this.#curves[0]?.x ?? texts.step;
    const done = [this.#viewOf(log).show(dataOf(drawn), signalsOf(drawn, x), this.#width)];
    if (this.hasRates) done.push(this.#rate.draw(this.#runs, drawn));
    this.#rate.element.hidden = !this.hasRates;
    return Promise.all(done);
  }

  /** Read out the values at the step under the pointer. */
  point(): void {
    const { step } = this.#look;
    const [first, last] = this.#look.shown;
    const inView = step !== null && step >= first && step <= last;
    this.#pointer.hidden = !inView;
    if (inView) this.#pointer.style.left = `${LEFT + ((step - first) / (last - first)) * this.#width}px`;
    setText(this.#readout, inView ? this.#readoutAt(step) : "");
    this.#rate.point(inView ? step : null);
  }

  destroy(): void {
    this.#view?.finalize();
    this.#rate.destroy();
  }

  get #axis(): StepAxis {
    return { left: LEFT, width: this.#width };
  }

  #viewOf(log: boolean): ChartView {
    if (this.#view && this.#isLog === log) return this.#view;
    this.#view?.finalize();
    this.#isLog = log;
    this.#view = new ChartView(this.#canvas, log ? this.#entry.others.log : this.#entry.spec);
    return this.#view;
  }

  #shown(): Curve[] {
    return this.#curves.filter(({ run = 0 }) => !this.#look.now.hidden.has(run));
  }

  #linesOf(curves: readonly Curve[]): Line[] {
    const { smoothing } = this.#look.now;
    return curves.flatMap((curve) =>
      SPLITS.filter((split) => curve[split].length > 0).map((split) => {
        const run = curve.run ?? 0;
        const points = this.#pointsOf(curve, split);
        const colour = curves.length > 1 ? runColour(run) : splitColour(split);
        return { run, split, colour, points, smooth: smoothing > 0 ? smoothed(points, smoothing) : [] };
      }),
    );
  }

  #pointsOf(curve: Curve, split: (typeof SPLITS)[number]): Curve[typeof split] {
    const { range } = this.#look.now;
    const detail = this.#detail;
    if (!range || !detail || detail.range[0] > range[0] || detail.range[1] < range[1]) return curve[split];
    const more = detail.curves.find(({ metric, run }) => metric === curve.metric && run === curve.run);
    return more ? withDetail(curve[split], more[split], detail.range) : curve[split];
  }

  #say(curves: readonly Curve[], log: boolean): void {
    const names = SPLITS.filter((split) => curves.some((curve) => curve[split].length > 0)).map((split) =>
      curves.length > 1 ? h("span", { class: `iw-dash iw-dash-${split}`, text: split }) : splitName(split),
    );
    this.#legend.replaceChildren(...names, curves.length === 1 ? bestText(curves[0]) : "");
    setAttribute(this.element, "data-several", curves.length > 1);
    const texts = curves.map(({ text, advice, run }) => `${run} ${text} ${advice}`).join("\n");
    if (this.#verdicts.dataset.said !== texts) {
      this.#verdicts.dataset.said = texts;
      this.#verdicts.replaceChildren(...curves.flatMap((curve) => this.#verdict(curve)));
    }
    setText(this.#note, log ? leftOut(countBelowZero(curves)) : "");
  }

  #verdict(curve: Curve): HTMLElement[] {
    const look = (range: StepRange) => this.#look.zoom(range);
    const said = verdictOf(curve, this.#runs.count > 1 ? this.#runs.name(curve.run ?? 0) : "", look);
    return said ? [said] : [];
  }

  #readoutAt(step: number): string {
    const { smoothing } = this.#look.now;
    const several = new Set(this.#lines.map(({ run }) => run)).size > 1;
    const values = this.#lines.map(({ run, split, points, smooth }) => {
      const found = nearest(points, step);
      const level = smoothing > 0 ? nearest(smooth, step) : null;
      const name = several ? `${this.#runs.name(run)} ${split}` : split;
      return `${name} ${valueText(found)}${level ? texts.smooth(valueText(level)) : ""}`;
    });
    return [`${this.#curves[0]?.x ?? texts.step} ${countText(step)}`, ...values].join(" · ");
  }

  #neighbours(step: number): StepRange {
    const [first, last] = stepsOf(this.#curves);
    let [before, after] = [first, last];
    for (const { points } of this.#lines) {
      const shown = inRange(points, this.#look.shown);
      const place = placeOf(shown, step);
      if (place < shown.length) after = Math.min(after, shown[place][0]);
      const earlier = shown[place]?.[0] === step ? place : place - 1;
      if (earlier >= 0) before = Math.max(before, shown[earlier][0]);
    }
    return [before, after];
  }
}

function valueText(point: readonly [number, number | null] | null): string {
  if (!point) return "–";
  return point[1] === null ? texts.noNumber : decimalText(point[1]);
}

function bestText({ best, x }: Curve): HTMLElement | string {
  if (!best) return "";
  const text = texts.best(best.split, decimalText(best.value), x, best.step);
  return h("span", { class: "iw-muted iw-best", text });
}

function leftOut(count: number): string {
  if (count === 0) return "";
  return texts.belowZero(count);
}
