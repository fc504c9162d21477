/** The verdicts on counts, as Python judges them: the same numbers for the same counts. */

import type { Verdict } from "../types.ts";
import { ceilShare, lastThat, type Ratio, ratioOf, sumOf } from "./exact.ts";

export interface Rule {
  readonly cutoff_ratio: number;
  readonly serious_ratio: number;
  readonly even_tolerance: number;
}

export type Headline = "A" | "B" | "C" | "D";

export interface Balance {
  readonly cutoff: number;
  readonly headline: Headline | null;
  readonly verdicts: readonly Verdict[];
  /** The count that every smaller class is topped up to. */
  readonly target: number;
}

export function judge(counts: readonly number[], rule: Rule): Balance {
  const labels = sumOf(counts);
  if (labels === 0) return { cutoff: 0, headline: null, verdicts: counts.map(() => "well"), target: 0 };
  const ratio = ratioOf(rule.cutoff_ratio);
  const cutoff = ceilShare(ratio, labels, counts.length);
  const border = ceilShare(ratioOf(rule.serious_ratio), cutoff);
  const verdicts = counts.map((count) => (count >= cutoff ? "well" : count >= border ? "mild" : "serious"));
  const headline = headlineOf(counts, verdicts, rule);
  return { cutoff, headline, verdicts, target: planTarget(counts, ratio) };
}

/** The smallest t with t >= ceil(ratio * sum(max(count, t)) / classes); classes that are not kept stay as they are. */
export function planTarget(counts: readonly number[], ratio: Ratio, kept?: readonly boolean[]): number {
  const isUnder = (level: number) => {
    let labels = 0;
    for (let i = 0; i < counts.length; i++)
      labels += kept && !kept[i] ? counts[i] : Math.max(counts[i], level);
    return level < ceilShare(ratio, labels, counts.length);
  };
  const largest = counts.reduce((most, count) => Math.max(most, count), 0);
  return isUnder(0) ? lastThat(largest, isUnder) + 1 : 0;
}

function headlineOf(counts: readonly number[], verdicts: readonly Verdict[], rule: Rule): Headline {
  if (verdicts.includes("serious")) return "A";
  if (verdicts.includes("mild")) return "B";
  const { over, under } = ratioOf(rule.even_tolerance);
  const labels = sumOf(counts);
  const slack = (over * BigInt(labels)) / under;
  const isEven = (count: number) => BigInt(Math.abs(count * counts.length - labels)) <= slack;
  return counts.every(isEven) ? "D" : "C";
}
