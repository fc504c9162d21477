/** Spending a budget of images where it lifts most classes, as Python does. */

import { planTarget } from "./balance.ts";
import { ceilOf, ceilShare, lastThat, type Ratio, sumOf } from "./exact.ts";

/** The counts of some splits, and what they say of images. */
export interface Stock {
  /** Labels of every class; what if there were so many. */
  readonly counts: readonly number[];
  /** Labels of every class in the data, and the images that they are in. */
  readonly labels: readonly number[];
  readonly images: readonly number[];
}

/** In how many images the labels to add come; a class without any label is taken to have one an image. */
export function imagesFor(additions: readonly number[], { labels, images }: Stock): number[] {
  return additions.map((add, i) => (labels[i] > 0 ? ceilOf(add, images[i], labels[i]) : add));
}

/** The additions of every budget, see `Ascent` in insight_widgets/stats/budget.py. */
export class Ascent {
  readonly #stock: Stock;
  readonly #ratio: Ratio;
  /** Classes under the cutoff, first the one that takes fewest images to it. */
  readonly #order: readonly number[];

  constructor(stock: Stock, ratio: Ratio) {
    const { counts } = stock;
    this.#stock = stock;
    this.#ratio = ratio;
    const cutoff = ceilShare(ratio, sumOf(counts), counts.length);
    const missing = imagesFor(
      counts.map((count) => Math.max(cutoff - count, 0)),
      stock,
    );
    const short = [...counts.keys()].filter((i) => counts[i] < cutoff);
    this.#order = short.sort((a, b) => missing[a] - missing[b] || a - b);
  }

  /** The additions, in labels, that a budget of images allows. */
  within(budget: number): number[] {
    const order = this.#order;
    const lifted = lastThat(order.length, (number) => this.#cost(number, 0) <= budget);
    if (lifted === order.length) return this.#additions(lifted, 0);
    const wanted = this.#additions(lifted + 1, 0)[order[lifted]];
    return this.#additions(
      lifted,
      lastThat(wanted, (extra) => this.#cost(lifted, extra) <= budget),
    );
  }

  /** The additions that lift so many classes and add some labels to the next one. */
  #additions(lifted: number, extra: number): number[] {
    const counts = [...this.#stock.counts];
    const rest = this.#order.slice(lifted);
    if (extra > 0) counts[rest[0]] += extra;
    const kept = counts.map(() => true);
    for (const i of rest) kept[i] = false;
    const level = planTarget(counts, this.#ratio, kept);
    return counts.map((count, i) => (kept[i] ? Math.max(count, level) : count) - this.#stock.counts[i]);
  }

  #cost(lifted: number, extra: number): number {
    return sumOf(imagesFor(this.#additions(lifted, extra), this.#stock));
  }
}
