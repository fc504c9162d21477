/** Train compared with another split, as Python sends it: columns, each of two splits or of value and limits. */

type Limits = readonly (readonly (number | null)[])[];

export interface ComparedRows {
  /** Images in which it was looked for, of train and of the other split. */
  of: readonly [number, number];
  /** Images that have it, by split. */
  count: readonly (readonly number[])[];
  /** Limits of the shares, by split. */
  low: Limits;
  high: Limits;
  /** Value, lower and upper limit of the difference and the ratio of the shares; null is without bound. */
  difference: Limits;
  ratio: Limits;
  q: readonly number[];
  /** Places of the rows that differ by more than chance. */
  differs: readonly number[];
}

export interface ComparedDistribution {
  /** Name of the statistic. */
  id: string;
  title: string;
  /** Given where there is one a class. */
  class?: string;
  js: number | null;
  psi: number | null;
  /** How large the change is, in words. */
  change: string;
  text: string;
  rows: ComparedRows & { names: readonly string[] };
}

export interface Comparison {
  alpha: number;
  split: string;
  /** Classes that an image has. */
  tested: number;
  js: number | null;
  psi: number | null;
  /** The text begins with it. */
  number: string;
  text: string;
  /** By place in the class list, the surest and largest difference first. */
  classes: ComparedRows & { at: readonly number[] };
  distributions: readonly ComparedDistribution[];
  /** Classes whose own distribution is not listed: none of them differs, or others more so. */
  left_out: number;
}
