/** All that the section "Train against validation" says itself; the sentences on the data come from Python. */

import { countText } from "../numbers.ts";

const SPLITS: Record<string, string> = { train: "train", val: "validation", test: "test" };

export function splitWord(split: string): string {
  return SPLITS[split] ?? split;
}

export const COMPARED = {
  title: (split: string) => `Train against ${splitWord(split)}`,
  against: "Compare train with",
  what: "What is compared",
  classes: "Classes",
  differing: (count: number, of: number) => `${countText(count)} of ${countText(of)}`,
  counted: (share: string, count: number, of: number) => `${share} (${countText(count)} of ${countText(of)})`,
  range: (value: string, low: string, high: string) => `${value} [${low} to ${high}]`,
  columns: ["What", "Differ", "Change", "Jensen-Shannon", "PSI"],
  ofClass: "Class",
  ratioHead: ["Ratio", ", 95 % interval"],
  differs: "differs",
  legend: ["differs by more than chance", "does not"],
  alike: "the same share in both",
  hint: (alpha: number) =>
    `Of splits dealt at random at most ${100 * alpha} % show any difference here; of single intervals one in twenty misses the truth.`,
  nowhere: "in no image",
  onlyIn: (split: string) => `only in ${splitWord(split)}`,
  suggests: (split: string, ratio: string) => `${splitWord(split)} has ${ratio} of what train suggests`,
  plot: (title: string) =>
    `${title}: the ratio of the shares a row, with its interval; the table below has the numbers.`,
  groups: { ratio: "ratio", difference: "difference", rate: "q" },
  share: "share",
  interval: "95 %",
  images: "images",
} as const;

const BOUNDLESS = "∞";

/** "0.40×", as Python's words have it: two digits, none behind the point from ten on. */
export function times(ratio: number | null): string {
  if (ratio === null) return BOUNDLESS;
  if (ratio === 0) return "0";
  if (ratio >= 9.95) return countText(Math.round(ratio));
  return ratio.toFixed(ratio >= 0.995 ? 1 : 2);
}

/** "0.40× [0.21–0.75]" */
export function ratioText([value, low, high]: readonly (number | null)[]): string {
  return `${times(value)}× [${times(low)}–${times(high)}]`;
}
