/** A summary as it travels, classes in columns, back to a record a class. */

import type { ClassSummary, Payload, Summary, Verdict } from "./types.ts";

/** By place in the class list; verdicts by their first letter. */
interface Columns {
  readonly at: readonly number[];
  readonly count: readonly number[];
  readonly verdict: string;
  readonly labels: readonly number[];
  readonly images: readonly (number | null)[];
}

const VERDICTS: Record<string, Verdict> = { w: "well", m: "mild", s: "serious" };

export function withSummaries(payload: Payload): Payload {
  const { report } = payload;
  const undo = (summary: Summary) =>
    summary && { ...summary, classes: records(summary.classes, report.classes) };
  const summaries = Object.entries(report.summaries ?? {}).map(([split, one]) => [split, undo(one)]);
  return {
    ...payload,
    report: { ...report, summary: undo(report.summary), summaries: Object.fromEntries(summaries) },
  };
}

function records(classes: ClassSummary[] | Columns, names: readonly string[]): ClassSummary[] {
  if (Array.isArray(classes)) return classes;
  const { at, count, verdict, labels, images } = classes as Columns;
  const total = count.reduce((sum, one) => sum + one, 0);
  return at.map((place, row) => ({
    name: names[place],
    count: count[row],
    share: total > 0 ? count[row] / total : 0,
    verdict: VERDICTS[verdict[row]],
    add: { labels: labels[row], images: images[row] },
  }));
}
