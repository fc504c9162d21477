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
  const failed = failures(cells, fails);
  const told = byClassAndImage(cells, failed, axes);
  const by = axes.map(({ axis, size }, dimension): [RowAxis, Float64Array] => {
    const own = fails[dimension];
    if (own) return [axis, passingOthers(cells.count, failed, own, cells.at[dimension])];
    return [axis, told.by[axis] ?? passing(cells.count, failed, cells.at[dimension], size)];
  });
  return { by: new Map(by), total: told.total, byClassAndImage: told.both };
}

/** Which positions of an axis are not picked; null where all are. */
function failing(flags: Flags | undefined, size: number): Flags | null {
  if (!flags) return null;
  const fails = new Uint8Array(size);
  for (let i = 0; i < size; i++) fails[i] = 1 - (flags[i] ?? 0);
  return fails;
}

/** How many filters each cell fails. */
function failures({ count, at }: Cells, fails: readonly (Flags | null)[]): Uint8Array {
  const failed = new Uint8Array(count.length);
  fails.forEach((of, dimension) => {
    const places = at[dimension];
    if (of) for (let i = 0; i < failed.length; i++) failed[i] += of[places[i]];
  });
  return failed;
}

function passing(count: Float64Array, failed: Uint8Array, at: Uint16Array, size: number): Float64Array {
  const sums = new Float64Array(size);
  for (let i = 0; i < at.length; i++) if (failed[i] === 0) sums[at[i]] += count[i];
  return sums;
}

/** Sums on an axis that is filtered: of cells that fail nothing but maybe its own filter. */
function passingOthers(count: Float64Array, failed: Uint8Array, own: Flags, at: Uint16Array): Float64Array {
  const sums = new Float64Array(own.length);
  for (let i = 0; i < at.length; i++) if (failed[i] === own[at[i]]) sums[at[i]] += count[i];
  return sums;
}

interface ClassAndImage {
  readonly both: Float64Array;
  readonly by: Readonly<Partial<Record<RowAxis, Float64Array>>>;
  readonly total: number;
}

/** Boxes that pass all filters by class and boxes-per-image bin, and by each of them, which is quicker than apart. */
function byClassAndImage({ count, at }: Cells, failed: Uint8Array, axes: readonly BoxAxis[]): ClassAndImage {
  const place = (name: RowAxis) => axes.findIndex(({ axis }) => axis === name);
  const [classAt, imageAt] = [at[place("class")], at[place("boxes_per_image")]];
  const [classes, bins] = [axes[place("class")].size, axes[place("boxes_per_image")].size];
  const both = new Float64Array(classes * bins);
  for (let i = 0; i < count.length; i++)
    if (failed[i] === 0) both[classAt[i] * bins + imageAt[i]] += count[i];
  const by = { class: new Float64Array(classes), boxes_per_image: new Float64Array(bins) };
  let cell = 0;
  for (let c = 0; c < classes; c++)
    for (let bin = 0; bin < bins; bin++, cell++) {
      by.class[c] += both[cell];
      by.boxes_per_image[bin] += both[cell];
    }
  return { both, by, total: by.boxes_per_image.reduce((sum, count) => sum + count, 0) };
}
