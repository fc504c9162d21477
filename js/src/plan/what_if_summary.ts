/** The Insight Summary of counts that are tried, in the form of the report's own. */

import { headlineText } from "../texts/plan.ts";
import type { ClassSummary, Summary } from "../types.ts";
import type { Stock } from "./budget.ts";
import { sumOf } from "./exact.ts";
import type { Plan } from "./plan.ts";

/** Classes stay in the order of the report, so that rows do not move under the pointer. */
export function summaryOf(
  given: Summary,
  classes: readonly string[],
  stock: Stock,
  plan: Plan,
  ratio: number,
): Summary {
  const { now, additions, images } = plan;
  const position = new Map(classes.map((name, i) => [name, i]));
  const total = sumOf(stock.counts);
  const found = given.classes.map(({ name }): ClassSummary => {
    const i = position.get(name) ?? 0;
    const isKnown = additions[i] === 0 || stock.labels[i] > 0 || given.unit !== "boxes";
    return {
      name,
      count: stock.counts[i],
      share: total > 0 ? stock.counts[i] / total : 0,
      verdict: now.verdicts[i],
      add: { labels: additions[i], images: isKnown ? images[i] : null },
    };
  });
  const smallest = found
    .toSorted((a, b) => b.count - a.count || (position.get(a.name) ?? 0) - (position.get(b.name) ?? 0))
    .reverse();
  const all = sumOf(stock.counts.map((count) => Math.max(now.target - count, 0)));
  const named = smallest.map(({ name, verdict }) => [name, verdict] as const);
  return {
    ...given,
    cutoff: now.cutoff,
    cutoff_ratio: ratio,
    headline: now.headline,
    headline_text: headlineText(now.headline, named, all, given.unit),
    plan: { target: now.target, labels: all },
    classes: found,
  };
}
