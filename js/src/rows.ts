/** From counts to the rows that a chart draws. */

import type { Answer, Told } from "./crossfilter.ts";
import { countText, percent, wholePercent } from "./numbers.ts";
import type { ClassSummary, Verdict } from "./types.ts";

/** A row of a chart of rows: its place among those in view, which is that of its label. */
export interface PlacedRow {
  place: number;
}

export interface ShareRow extends PlacedRow {
  /** Percent of what is picked; null where nothing can be said. */
  value: number | null;
  /** Percent of the whole split; null while nothing else is picked. */
  whole: number | null;
  text: string;
  on: boolean;
}

export interface SummaryRow extends PlacedRow {
  value: number;
  whole: number | null;
  share: string;
  text: string;
  verdict: Verdict;
  on: boolean;
}

/** One split's counts for a chart: now, and as a whole where that is shown behind. */
export interface Shares {
  readonly now: Told;
  readonly whole: Answer | null;
}

/** The rows in view: their names, and where in the counts each one stands. */
export interface Window {
  readonly names: readonly string[];
  readonly positions: readonly number[];
}

export function answered(told: Told): Answer | null {
  return typeof told === "string" ? null : told;
}

export function shareRows(shares: Shares, window: Window, on: (name: string) => boolean): ShareRow[] {
  const now = answered(shares.now);
  return window.names.map((name, place) => {
    const position = window.positions[place];
    return {
      place,
      value: now && share(now, position),
      whole: shares.whole && share(shares.whole, position),
      text: textOf(now ?? shares.whole, position),
      on: on(name),
    };
  });
}

function textOf(answer: Answer | null, position: number): string {
  return answer && answer.total > 0 ? percent(answer.counts[position], answer.total) : "";
}

function share({ counts, total }: Answer, position: number): number {
  return total > 0 ? (100 * counts[position]) / total : 0;
}

/** The end of the common axis: the longest bar of all, up to a round percent. */
export function sharesMax(all: readonly Shares[], positions?: readonly number[]): number {
  const answers = all.flatMap(({ now, whole }) => [answered(now), whole]);
  return roundUp(Math.max(0, ...answers.map((answer) => (answer ? longest(answer, positions) : 0))));
}

/** The largest share at some positions, else at all of them. */
function longest({ counts, total }: Answer, positions?: readonly number[]): number {
  let most = 0;
  if (positions) for (const position of positions) most = Math.max(most, counts[position]);
  else for (const count of counts) if (count > most) most = count;
  return total > 0 ? (100 * most) / total : 0;
}

const ROUND = [1, 2, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];

function roundUp(percent: number): number {
  return ROUND.find((round) => percent <= round) ?? 100;
}

/** The end of an axis of counts: up to the next of about ten round steps. */
export function countsMax(longest: number): number {
  const rough = Math.max(1, longest / 10);
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * ([1, 2, 5].find((factor) => rough <= factor * power) ?? 10);
  return Math.max(step, Math.ceil(longest / step) * step);
}

export interface SummaryCounts {
  /** Counts by class under what is picked. */
  readonly now: Answer;
  readonly filtered: boolean;
  /** Counts of the data by name, where others are tried. */
  readonly before: ReadonlyMap<string, number>;
}

/** Whether texts have room: a share inside its bar, a longer text behind the end of a bar. */
export interface Room {
  inside(count: number): boolean;
  behind(count: number, text: string): boolean;
}

/** A share stands on its bar; that of a short bar stands beside the count, where there is room. */
export function summaryRows(
  classes: readonly ClassSummary[],
  positions: readonly number[],
  counts: SummaryCounts,
  on: (name: string) => boolean,
  room: Room,
): SummaryRow[] {
  const { now, filtered, before } = counts;
  return classes.map(({ name, count, verdict }, place) => {
    const value = now.counts[positions[place]];
    const whole = filtered ? count : (before.get(name) ?? null);
    const share = now.total > 0 ? wholePercent(value, now.total) : "";
    const inside = room.inside(value);
    const both = `${countText(value)} · ${share}`;
    const beside = !inside && share !== "" && room.behind(whole ?? value, both);
    return {
      place,
      value,
      whole,
      share: inside ? share : "",
      text: beside ? both : countText(value),
      verdict,
      on: on(name),
    };
  });
}
