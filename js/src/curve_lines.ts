/** The lines of a chart: of each run and split the points in view, smoothed, and what is at a step. */

import type { Curve, CurvePoint, StepRange } from "./types.ts";

export const SPLITS = ["train", "val"] as const;
export type CurveSplit = (typeof SPLITS)[number];

export interface Line {
  readonly run: number;
  readonly split: CurveSplit;
  readonly colour: string;
  readonly points: readonly CurvePoint[];
  readonly smooth: readonly CurvePoint[];
}

/** Of ascending points the place of the first at a step or behind it. */
export function placeOf(points: readonly CurvePoint[], step: number): number {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (points[middle][0] < step) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The points of a range, with the neighbour on either side that a line leads to. */
export function inRange(points: readonly CurvePoint[], [first, last]: StepRange): CurvePoint[] {
  let end = placeOf(points, last);
  while (end < points.length && points[end][0] === last) end++;
  return points.slice(Math.max(0, placeOf(points, first) - 1), end + 1);
}

/** The point nearest to a step. */
export function nearest(points: readonly CurvePoint[], step: number): CurvePoint | null {
  if (points.length === 0) return null;
  const place = placeOf(points, step);
  const [before, after] = [points[Math.max(0, place - 1)], points[Math.min(place, points.length - 1)]];
  return step - before[0] <= after[0] - step ? before : after;
}

/** Points in a range from another list, which has more of them there. */
export function withDetail(
  points: readonly CurvePoint[],
  more: readonly CurvePoint[],
  [first, last]: StepRange,
): CurvePoint[] {
  const inside = more.filter(([step]) => step >= first && step <= last);
  return [...points.filter(([step]) => step < first), ...inside, ...points.filter(([step]) => step > last)];
}

/**
 * Exponential moving average, corrected for its start: each value weighs `1 - weight`, what came before `weight`.
 * Gaps stay gaps and weigh nothing.
 */
export function smoothed(points: readonly CurvePoint[], weight: number): CurvePoint[] {
  let level = 0;
  let known = 0;
  return points.map(([step, value]) => {
    if (value === null) return [step, null];
    level = weight * level + (1 - weight) * value;
    known = weight * known + (1 - weight);
    return [step, level / known];
  });
}

/** Values that a logarithm has; others are gaps. */
export function positive(points: readonly CurvePoint[]): CurvePoint[] {
  return points.map(([step, value]) => [step, value !== null && value > 0 ? value : null]);
}

export function countBelowZero(curves: readonly Curve[]): number {
  const values = curves.flatMap((curve) => SPLITS.flatMap((split) => curve[split]));
  return values.filter(([, value]) => value !== null && value <= 0).length;
}

/** The steps from the first point of any curve to the last. */
export function stepsOf(curves: readonly Curve[]): StepRange {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const curve of curves)
    for (const split of SPLITS) {
      const points = curve[split];
      if (points.length === 0) continue;
      first = Math.min(first, points[0][0]);
      last = Math.max(last, points[points.length - 1][0]);
    }
  return first <= last ? [first, last] : [0, 1];
}

/** Ends of the axis of values: all that is in view with a little room. */
export function valuesOf(
  lists: Iterable<readonly CurvePoint[]>,
  more: readonly number[],
  log: boolean,
): StepRange {
  let [low, high] = [Math.min(...more), Math.max(...more)];
  for (const points of lists)
    for (const [, value] of points)
      if (value !== null) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
  if (low > high) return log ? [0.1, 1] : [0, 1];
  if (log)
    return low < high ? [low / (high / low) ** 0.04, high * (high / low) ** 0.04] : [low / 2, high * 2];
  const room = (high - low) * 0.04 || Math.abs(low) / 10 || 0.5;
  return [low - room, high + room];
}
