/** The plan: what to add so that no class is under the cutoff, or what a budget of images does best. */

import { type Balance, judge, type Rule } from "./balance.ts";
import { Ascent, imagesFor, type Stock } from "./budget.ts";
import { type Companions, expectedAlong } from "./companions.ts";
import { ratioOf, sumOf } from "./exact.ts";

export interface Plan {
  /** Labels to add, and the images that these come in, by class. */
  readonly additions: readonly number[];
  readonly images: readonly number[];
  /** Labels that come along in images added for other classes; an estimate. */
  readonly along: readonly number[];
  readonly now: Balance;
  readonly after: Balance;
  /** With all that is expected to come along. */
  readonly afterAlong: Balance;
  /** Images that the plan for all classes takes. */
  readonly fullImages: number;
  readonly budget: number | null;
}

export function planOf(
  stock: Stock,
  companions: Companions | null,
  rule: Rule,
  budget: number | null = null,
): Plan {
  const { counts } = stock;
  const now = judge(counts, rule);
  const all = counts.map((count) => Math.max(now.target - count, 0));
  const fullImages = sumOf(imagesFor(all, stock));
  const isShort = budget !== null && fullImages > budget;
  const additions = isShort ? new Ascent(stock, ratioOf(rule.cutoff_ratio)).within(budget) : all;
  const images = imagesFor(additions, stock);
  const along = expectedAlong(companions, stock.images, images);
  const added = counts.map((count, i) => count + additions[i]);
  return {
    additions,
    images,
    along,
    now,
    after: judge(added, rule),
    afterAlong: judge(
      added.map((count, i) => count + along[i]),
      rule,
    ),
    fullImages,
    budget,
  };
}
