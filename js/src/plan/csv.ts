/** The plan as CSV, with the columns of Python's `report.plan()`. */

import { csv } from "../table_text.ts";
import { sumOf } from "./exact.ts";
import type { Plan } from "./plan.ts";

const COLUMNS = [
  "class",
  "count",
  "share",
  "verdict",
  "add_labels",
  "add_images",
  "expected_labels",
  "verdict_after",
  "verdict_after_expected",
];

/** A line a class, the smallest first. */
export function planCsv(classes: readonly string[], counts: readonly number[], plan: Plan): string {
  const total = sumOf(counts);
  const order = [...classes.keys()].sort((a, b) => counts[a] - counts[b] || a - b);
  const lines = order.map((i) => [
    classes[i],
    counts[i],
    total > 0 ? counts[i] / total : 0,
    plan.now.verdicts[i],
    plan.additions[i],
    plan.images[i],
    plan.along[i],
    plan.after.verdicts[i],
    plan.afterAlong.verdicts[i],
  ]);
  return csv([COLUMNS, ...lines.map((line) => line.map(String))]);
}
