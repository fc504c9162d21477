/** Images that have what is picked: exact where the counts can tell, else the narrowest bounds they give. */

import { bitsOf, type Filters, type Flags } from "./filters.ts";
import type { Cells } from "./payload.ts";

export type Bounds = readonly [low: number, high: number];

export const PER_IMAGE_BINS = 7;

/** The most boxes an image of each boxes-per-image bin can have. */
const MOST_BOXES = [0, 1, 2, 3, 4, 9, Number.POSITIVE_INFINITY];

/**
 * Images by class and boxes-per-image bin, flat; the row after the last class is "any class".
 * `flags` asks for images with a box in one of these bins; without them all are counted.
 */
export function countImages(cells: Cells, classes: number, flags?: Flags): Float64Array {
  const [classAt, perImageAt, setAt] = cells.at;
  const images = new Float64Array((classes + 1) * PER_IMAGE_BINS);
  const wanted = flags ? bitsOf(flags) : null;
  for (let i = 0; i < cells.count.length; i++)
    if (wanted === null || (setAt[i] & wanted) !== 0)
      images[classAt[i] * PER_IMAGE_BINS + perImageAt[i]] += cells.count[i];
  return images;
}

/** Images by class, boxes per image and the set of bins their boxes are in, and what they come to unfiltered. */
export interface ImageTable {
  readonly cells: Cells;
  readonly whole: Float64Array;
}

export function imageTable(cells: Cells, classes: number): ImageTable {
  return { cells, whole: countImages(cells, classes) };
}

/** Why counts cannot answer: boxes of several classes, or of an area and a ratio, may lie in one image. */
export type Untold = "several-classes" | "area-and-ratio" | "boxes-alone";

/** Images are counted by class, boxes per image, and area or ratio: all else is told of boxes alone. */
export function untoldOf(filters: Filters): Untold | null {
  const others = Object.keys(filters).filter((axis) => !TOLD_OF_IMAGES.includes(axis));
  if (others.length > 0) return "boxes-alone";
  return filters.box_area && filters.box_ratio ? "area-and-ratio" : null;
}

const TOLD_OF_IMAGES = ["class", "box_area", "box_ratio", "boxes_per_image"];

/** The sizes of sets are known, of their union only this: at least the largest, at most all together. */
export function unionBounds(sizes: readonly number[], cap: number): Bounds {
  const sum = sizes.reduce((total, size) => total + size, 0);
  return [Math.max(0, ...sizes), Math.min(sum, cap)];
}

export interface BoxEvidence {
  /** `countImages` under the filter on area and under that on ratio (the same one where only one is filtered). */
  readonly byArea: Float64Array;
  readonly byRatio: Float64Array;
  /** Boxes that pass all filters, by class and boxes-per-image bin, flat. */
  readonly boxes: Float64Array;
}

/** Bounds on the images that have a box which passes all filters. */
export function imageBounds(evidence: BoxEvidence, filters: Filters, classes: number): Bounds {
  const rows = filters.class ? positionsOf(filters.class) : [classes];
  const joint = untoldOf(filters) !== null;
  let low = 0;
  let high = 0;
  for (let bin = 0; bin < PER_IMAGE_BINS; bin++) {
    if (filters.boxes_per_image && !filters.boxes_per_image[bin]) continue;
    const [least, most] = binBounds(evidence, rows, bin, joint, classes);
    low += least;
    high += most;
  }
  return [low, high];
}

/** The same within one boxes-per-image bin. Where tables of images cannot tell, boxes bound images. */
function binBounds(
  evidence: BoxEvidence,
  rows: readonly number[],
  bin: number,
  joint: boolean,
  classes: number,
): Bounds {
  const most = (row: number) => {
    const at = row * PER_IMAGE_BINS + bin;
    return Math.min(evidence.byArea[at], evidence.byRatio[at]);
  };
  if (!joint && rows.length === 1) return [most(rows[0]), most(rows[0])];
  const boxes = rows.map((row) => boxesOf(evidence.boxes, row, bin, classes));
  const allBoxes = boxes.reduce((total, count) => total + count, 0);
  const highs = rows.map((row, i) => (joint ? Math.min(most(row), boxes[i]) : most(row)));
  const [largest, high] = unionBounds(highs, Math.min(most(classes), allBoxes));
  const packed = allBoxes === 0 ? 0 : Math.max(1, Math.ceil(allBoxes / MOST_BOXES[bin]));
  return [joint ? packed : Math.max(packed, largest), high];
}

function boxesOf(boxes: Float64Array, row: number, bin: number, classes: number): number {
  if (row < classes) return boxes[row * PER_IMAGE_BINS + bin];
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += boxes[c * PER_IMAGE_BINS + bin];
  return sum;
}

export function positionsOf(flags: Flags): number[] {
  const positions: number[] = [];
  for (let i = 0; i < flags.length; i++) if (flags[i] === 1) positions.push(i);
  return positions;
}
