/** Verdicts and plans in words: a first part that always shows, a rest where there is room. */

import { counted } from "./numbers.ts";
import { texts, VERDICTS } from "./texts/report.ts";
import type { ClassSummary, Verdict } from "./types.ts";

export { VERDICTS };

export type Words = readonly [first: string, rest: string];

export const VERDICT_ORDER: readonly Verdict[] = ["well", "mild", "serious"];

export function verdictText(verdict: Verdict): string {
  return VERDICTS[verdict].join("");
}

/** What to add, in labels; for boxes also the images that these take, where that is known. */
export function planWords({ labels, images }: ClassSummary["add"], unit: string): Words {
  if (labels === 0) return ["", ""];
  if (unit !== "boxes") return [texts.add(counted(labels, "images")), ""];
  return [texts.add(counted(labels, unit)), images === null ? "" : texts.addIn(counted(images, "images"))];
}
