/** Boxes under a filter: one pass over the cells answers every chart of boxes. */

import type { Filters, Flags } from "./filters.ts";
import type { Cells } from "./payload.ts";

export const BOX_DIMENSIONS = ["class", "box_area", "box_ratio", "boxes_per_image"] as const;

export interface BoxCounts {
  /** Boxes by position of an axis, filtered by every other axis (not by its own). */
  readonly by: readonly Float64Array[];
  /** Boxes that pass all filters. */
  readonly total: number;
  /** Those by class and boxes-per-image bin, flat. */
  readonly byClassAndImage: Float64Array;
}

/** A cell that passes all filters counts everywhere; one that fails a single filter counts on that axis alone. */
export function countBoxes(cells: Cells, filters: Filters, sizes: readonly number[]): BoxCounts {
  const [classes, areas, ratios, perImage] = cells.at;
  const by = sizes.map((size) => new Float64Array(size));
  const [byClass, byArea, byRatio, byPerImage] = by;
  const fails = BOX_DIMENSIONS.map((axis, dimension) => failing(filters[axis], sizes[dimension]));
  const [classFails, areaFails, ratioFails, perImageFails] = fails;
  const byClassAndImage = new Float64Array(sizes[0] * sizes[3]);
  let total = 0;
  for (let i = 0; i < cells.count.length; i++) {
    const count = cells.count[i];
    const c = classFails[classes[i]];
    const a = areaFails[areas[i]];
    const r = ratioFails[ratios[i]];
    const p = perImageFails[perImage[i]];
    const failed = c + a + r + p;
    if (failed > 1) continue;
    if (failed === c) byClass[classes[i]] += count;
    if (failed === a) byArea[areas[i]] += count;
    if (failed === r) byRatio[ratios[i]] += count;
    if (failed === p) byPerImage[perImage[i]] += count;
    if (failed > 0) continue;
    total += count;
    byClassAndImage[classes[i] * sizes[3] + perImage[i]] += count;
  }
  return { by, total, byClassAndImage };
}

function failing(flags: Flags | null, size: number): Flags {
  const fails = new Uint8Array(size);
  if (flags) for (let i = 0; i < size; i++) fails[i] = 1 - flags[i];
  return fails;
}
