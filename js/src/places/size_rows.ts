/** From sizes to the rows of the chart, and to what is said of them. */

import { percent } from "../numbers.ts";
import type { Page } from "../page.ts";
import type { Readout } from "../row_grid.ts";
import type { PlacedRow } from "../rows.ts";
import { atLeast, between, NOT_HERE, sizeSentence, smallestClass, under } from "../texts/places.ts";
import { names, shorten } from "../texts/words.ts";
import type { SizeCounts, Sizes } from "./counts.ts";

export interface SizeRow extends PlacedRow {
  under_8: number | null;
  under_16: number | null;
  /** Percent under the largest limit; null where nothing can be said. */
  value: number | null;
  whole: null;
  text: string;
  on: boolean;
}

export function sizeRow(place: number, sizes: Sizes | null, on: boolean): SizeRow {
  const known = sizes?.known ?? 0;
  const share = (limit: number) => (sizes && known > 0 ? (100 * sizes.under[limit]) / known : null);
  const text = sizes && known > 0 ? percent(sizes.under[2], known) : "";
  return { place, under_8: share(0), under_16: share(1), value: share(2), whole: null, text, on };
}

/** Names of the ranges between the limits, ascending. */
export function rangeNames(limits: readonly number[]): string[] {
  return limits
    .map((limit, i) => (i === 0 ? under(limit) : between(limits[i - 1], limit)))
    .concat(atLeast(limits[limits.length - 1]));
}

/** "dog: 4.2% under 8 px, 12% under 16 px, 41% under 32 px" */
export function sizeReadout(name: string, sizes: Sizes | null, limits: readonly number[]): Readout {
  if (!sizes) return [name, `: ${NOT_HERE}`];
  const parts = limits.map((limit, i) => `${percent(sizes.under[i], sizes.known)} ${under(limit)}`);
  return [name, `: ${parts.join(", ")}`];
}

/** A class of fewer boxes says little of how small its boxes are. */
const TELLING = 20;

/** The sentence above the chart: of the classes that are picked, or of all and of the one that is smallest. */
export function saidOfSizes(
  counts: SizeCounts,
  page: Page,
  picked: readonly string[],
  splits: readonly string[],
  inputSize: number,
): string {
  const { limits } = counts.table;
  const positions = picked.map((name) => page.classes.names.indexOf(name));
  const told = splits.flatMap((split) => {
    const sizes = together(
      (positions.length > 0 ? positions : [counts.all]).map((one) => counts.of(split, one, inputSize)),
    );
    if (sizes.known === 0) return [];
    const [tiny, , small] = sizes.under.map((count) => percent(count, sizes.known));
    return [{ split, tiny, small }];
  });
  const ends = [limits[2], limits[0]] as const;
  const sentence = sizeSentence(inputSize, names(picked.map(shorten)), ends, told);
  const worst =
    picked.length === 0 && told.length > 0 ? smallest(counts, page, told[0].split, inputSize) : "";
  return worst ? `${sentence} ${worst}` : sentence;
}

function together(all: readonly (Sizes | null)[]): Sizes {
  const under = [0, 0, 0];
  let known = 0;
  for (const sizes of all) {
    known += sizes?.known ?? 0;
    sizes?.under.forEach((count, i) => {
      under[i] += count;
    });
  }
  return { known, under };
}

function smallest(counts: SizeCounts, page: Page, split: string, inputSize: number): string {
  let found: { name: string; sizes: Sizes; share: number } | null = null;
  if (page.classes.names.length < 2) return "";
  for (const [position, name] of page.classes.names.entries()) {
    const sizes = counts.of(split, position, inputSize);
    if (!sizes || sizes.known < TELLING) continue;
    const share = sizes.under[2] / sizes.known;
    if (!found || share > found.share) found = { name, sizes, share };
  }
  if (!found || found.share === 0) return "";
  const { name, sizes } = found;
  return smallestClass(shorten(name), percent(sizes.under[2], sizes.known), counts.table.limits[2], split);
}
