/** How two reports differ, as Python hands it over: all words and numbers are made there. */

import type { Verdict } from "../types.ts";

export interface Difference {
  title: string;
  /** Which reports are compared; empty where neither has a title. */
  titles: string;
  headline: string;
  parts: DifferencePart[];
}

export interface DifferencePart {
  part: "splits" | "classes" | "verdicts" | "problems" | "curves";
  title: string;
  /** Name, split, old, new, change. */
  head: [string, string, string, string, string];
  /** What a further column is headed with that tells what a row means. */
  meaning?: string;
  rows: DifferenceRow[];
}

export interface DifferenceRow {
  name: string;
  /** Split, or run of curves; null for all splits together. */
  split: string | null;
  texts: [old: string, now: string, change: string];
  kind: "came" | "went" | "better" | "worse" | "more" | "fewer" | "other";
  /** Of verdicts: how good they are, where that is known. */
  tones?: [Verdict | null, Verdict | null];
  /** Of counts: the change as a part of the largest one of the split, -1 to 1. */
  share?: number;
  meaning?: string;
}
