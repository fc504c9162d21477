/** Boxes under a filter: the cells of one table answer every chart of boxes. */

import type { Filters, Flags } from "./filters.ts";
import type { Cells } from "./payload.ts";
import type { RowAxis } from "./types.ts";

export interface BoxAxis {
  readonly axis: RowAxis;
  /** Places in the counts, and how many of them are known bins. */
  readonly size: number;
  readonly known: number;
}

export interface BoxCounts {
  /** Boxes by position of each axis, filtered by every other axis (not by its own). */
  readonly by: ReadonlyMap<RowAxis, Float64Array>;
  /** Boxes that pass all filters. */
  readonly total: number;
  /** Those by class and boxes-per-image bin, flat. */
  readonly byClassAndImage: Float64Array;
}

/** A cell that passes all filters counts everywhere; one that fails a single filter counts on that axis alone. */
export function countBoxes(cells: Cells, filters: Filters, axes: readonly BoxAxis[]): BoxCounts {
  const fails = axes.map(({ axis, size }) => failing(filters[axis], size));
  const failed = new Uint8Array(cells.count.length);
  fails.forEach((of, dimension) => {
    if (of) addFailures(failed, of, cells.at[dimension]);
  });
  const by = axes.map(({ axis, size }, dimension): [RowAxis, Float64Array] => {
    const at = cells.at[dimension];
    const of = fails[dimension];
    const own = of ? failuresElsewhere(failed, of, at) : failed;
    return [axis, passing(cells.count, own, at, size)];
  });
  return { by: new Map(by), ...passingAll(cells, failed, axes) };
}

/** Which positions of an axis are not picked; null where all are. */
function failing(flags: Flags | undefined, size: number): Flags | null {
  if (!flags) return null;
  const fails = new Uint8Array(size);
  for (let i = 0; i < size; i++) fails[i] = 1 - (flags[i] ?? 0);
  return fails;
}

function addFailures(failed: Uint8Array, fails: Flags, at: Uint16Array): void {
  for (let i = 0; i < at.length; i++) failed[i] += fails[at[i]];
}

function failuresElsewhere(failed: Uint8Array, fails: Flags, at: Uint16Array): Uint8Array {
  const others = new Uint8Array(failed.length);
  for (let i = 0; i < at.length; i++) others[i] = failed[i] - fails[at[i]];
  return others;
}

function passing(count: Float64Array, failed: Uint8Array, at: Uint16Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let i = 0; i < at.length; i++) if (failed[i] === 0) sums[at[i]] += count[i];
  return sums;
}

function passingAll(
  { count, at }: Cells,
  failed: Uint8Array,
  axes: readonly BoxAxis[],
): Omit<BoxCounts, "by"> {
  const [ofClass, ofImage] = ["class", "boxes_per_image"].map((name) =>
    axes.findIndex(({ axis }) => axis === name),
  );
  const [classes, perImage] = [at[ofClass], at[ofImage]];
  const bins = axes[ofImage].size;
  const byClassAndImage = new Float64Array(axes[ofClass].size * bins);
  let total = 0;
  for (let i = 0; i < count.length; i++) {
    if (failed[i] > 0) continue;
    total += count[i];
    byClassAndImage[classes[i] * bins + perImage[i]] += count[i];
  }
  return { total, byClassAndImage };
}
