/** What is said of training curves. */

import { countText } from "../numbers.ts";
import type { CurveCase } from "../types.ts";

export const texts = {
  help: "Drag over a chart to zoom; shift and drag moves, a double click shows all.",
  shown: "How the curves are shown",
  runs: "Runs",
  reset: "Reset zoom",
  smoothing: "Smoothing",
  logScale: "Log scale",
  keys: "plus and minus zoom, 0 shows all, arrows read out a step, with shift they move along",
  chart: (metric: string, keys: string) => `${metric}; ${keys}; the table below has the numbers.`,
  noNumber: "not a number",
  belowZero: (count: number) =>
    `${countText(count)} ${count === 1 ? "value" : "values"} at or below 0 left out of the log scale.`,
  listed: (listed: number, all: number) =>
    `${countText(listed)} of ${countText(all)} points: the ups and downs. All are in to_dict().`,
  look: "Look at the steps that this rests on",
  step: "step",
  smooth: (value: string) => ` (smooth ${value})`,
  best: (split: string, value: string, axis: string, step: number) =>
    `best ${split} ${value} at ${axis} ${countText(step)}`,
  bestAt: (step: number) => `best ${countText(step)}`,
  run: (run: number) => `run ${run}`,
  rateRange: (ends: readonly string[]) => [...new Set(ends)].join(" to "),
  learningRate: (rates: readonly string[]) =>
    `learning rate${rates.length > 1 ? ":" : ""} ${rates.join(" · ")}`,
  none: "No training curves yet.",
} as const;

export const CASES: Readonly<Record<CurveCase, string>> = {
  A: "A, fine",
  B: "B, a loss rises",
  C: "C, validation learns slowly",
  D: "D, not learning",
  nan: "not a number",
  short: "not enough steps",
};
