/** What the chart of a metric is given to draw. */

import { inRange, type Line, positive, valuesOf } from "./curve_lines.ts";
import { sinceOf } from "./curve_verdict.ts";
import { countText } from "./numbers.ts";
import { texts } from "./texts/curves.ts";
import type { Curve, CurvePoint, StepRange } from "./types.ts";
import type { Data, Signals } from "./vega_view.ts";

/** Where points would lie closer than this many pixels, only the lines are drawn. */
const CLOSE = 10;
/** How strong the lines are behind their smoothed ones. */
const FAINT = 0.3;

export interface Drawn {
  readonly lines: readonly Line[];
  /** The curves of the runs shown. */
  readonly curves: readonly Curve[];
  readonly range: StepRange;
  readonly isZoomed: boolean;
  readonly log: boolean;
  readonly smoothing: number;
  readonly width: number;
}

export function dataOf({ lines, curves, range, log, width }: Drawn): Data {
  const rows = (points: (line: Line) => readonly CurvePoint[]) =>
    lines.flatMap((line) => {
      const { run, split, colour } = line;
      const shown = inRange(points(line), range);
      return (log ? positive(shown) : shown).map(([step, value]) => ({
        step,
        value,
        split,
        colour,
        series: `${run}/${split}`,
      }));
    });
  const points = rows(({ points }) => points);
  const longest = Math.max(0, ...lines.map(({ points }) => inRange(points, range).length));
  return {
    points,
    dots: width / longest < CLOSE ? [] : points,
    smooth: rows(({ smooth }) => smooth),
    marks: lines.flatMap(gapsIn(range)),
    best: curves.length === 1 || lines.length <= 2 ? curves.flatMap(bestRow(lines, range, log)) : [],
    since: curves.length === 1 ? curves.flatMap(sinceRow(range)) : [],
    chance: chanceOf(curves, log).map((value) => ({ value, step: range[0] })),
  };
}

export function signalsOf(drawn: Drawn, xTitle: string): Signals {
  const { lines, curves, range, isZoomed, log, smoothing } = drawn;
  const shown = lines.map(({ points }) => inRange(points, range));
  const [low, high] = valuesOf(log ? shown.map(positive) : shown, chanceOf(curves, log), log);
  return {
    x0: range[0],
    x1: range[1],
    is_zoomed: isZoomed,
    y0: low,
    y1: high,
    x_title: xTitle,
    raw_opacity: smoothing > 0 ? FAINT : 1,
  };
}

const gapsIn =
  (range: StepRange) =>
  ({ points, split, colour }: Line) =>
    points
      .filter(([step, value]) => value === null && step >= range[0] && step <= range[1])
      .map(([step]) => ({ step, split, colour }));

const bestRow =
  (lines: readonly Line[], [first, last]: StepRange, log: boolean) =>
  ({ best, run = 0 }: Curve): object[] => {
    if (!best || best.step < first || best.step > last || (log && best.value <= 0)) return [];
    const line = lines.find((one) => one.run === run && one.split === best.split);
    return line ? [{ ...best, colour: line.colour, label: texts.bestAt(best.step) }] : [];
  };

const sinceRow =
  ([, last]: StepRange) =>
  ({ evidence }: Curve): object[] => {
    const step = sinceOf(evidence);
    return step === null || step > last ? [] : [{ step, label: countText(step) }];
  };

/** A loss has no chance level; runs of a metric share theirs. A log scale has no place for 0. */
function chanceOf(curves: readonly Curve[], log: boolean): number[] {
  const known = curves.flatMap(({ baseline }) => (baseline === null ? [] : [baseline]));
  return known.filter((value) => !log || value > 0).slice(0, 1);
}
