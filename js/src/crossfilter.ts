/** Everything the page says of one split under what is picked, from its counts alone. */

import { type BoxAxis, type BoxCounts, countBoxes } from "./boxes.ts";
import type { Filters, Flags } from "./filters.ts";
import {
  type Bounds,
  countImages,
  type ImageTable,
  imageBounds,
  imageTable,
  PER_IMAGE_BINS,
  positionsOf,
  type Untold,
  unionBounds,
  untoldOf,
} from "./images.ts";
import { type Cells, cellsOf, denseOf } from "./payload.ts";
import type { BoxTable, Counts, Table, Task } from "./types.ts";

export interface SplitCounts {
  readonly task: Task;
  readonly classes: number;
  readonly images: number;
  /** Images with the class, by class. */
  readonly labels: Float64Array;
  readonly boxes: Cells | null;
  readonly boxAxes: readonly BoxAxis[];
  readonly imagesByArea: ImageTable | null;
  readonly imagesByRatio: ImageTable | null;
  /** Images by class and mask-area bin, flat. */
  readonly masks: Float64Array | null;
  readonly maskBins: number;
}

/** Counts by row of a chart, and the number that is 100 %. */
export interface Answer {
  readonly counts: Float64Array;
  readonly total: number;
}

export type Told = Answer | Untold;

export interface Filtered {
  /** What the summary counts (images, labels, boxes or masks), by class. */
  readonly units: Answer;
  /** By the name of the chart. */
  readonly charts: Readonly<Partial<Record<string, Told>>>;
  readonly picked: { readonly units: number; readonly images: Bounds };
}

/** Axes of boxes all of whose places are known. */
const ALL_KNOWN = ["class", "boxes_per_image"];

export function splitCounts(counts: Counts, split: string, images: number, task: Task): SplitCounts {
  const classes = counts.labels.shape[0];
  const ofImages = (table?: Table) => (table ? imageTable(cellsOf(table, split), classes) : null);
  return {
    task,
    images,
    classes,
    labels: denseOf(counts.labels, split),
    boxes: counts.boxes ? cellsOf(counts.boxes, split) : null,
    boxAxes: counts.boxes ? boxAxes(counts.boxes) : [],
    imagesByArea: ofImages(counts.images_area),
    imagesByRatio: ofImages(counts.images_ratio),
    masks: counts.masks ? denseOf(counts.masks, split) : null,
    maskBins: counts.masks?.shape[1] ?? 0,
  };
}

function boxAxes({ axes, shape }: BoxTable): BoxAxis[] {
  return axes.map((axis, i) => ({
    axis,
    size: shape[i],
    known: shape[i] - (ALL_KNOWN.includes(axis) ? 0 : 1),
  }));
}

export function crossfilter(split: SplitCounts, filters: Filters): Filtered {
  if (split.boxes && split.imagesByArea && split.imagesByRatio)
    return filterBoxes(split, split.boxes, split.imagesByArea, split.imagesByRatio, filters);
  return split.masks ? filterMasks(split, split.masks, filters) : filterLabels(split, filters);
}

function filterLabels(split: SplitCounts, filters: Filters): Filtered {
  const { labels, images } = split;
  const picked = pickedValues(labels, filters);
  return {
    units: answer(labels),
    charts: { label_distribution: { counts: labels, total: images } },
    picked: {
      units: sum(picked),
      images: !filters.class ? [images, images] : labelledImages(split, picked),
    },
  };
}

/** In a multi-class set an image has one class, so classes never share an image. */
function labelledImages(split: SplitCounts, picked: readonly number[]): Bounds {
  return split.task === "multiclass" ? [sum(picked), sum(picked)] : unionBounds(picked, split.images);
}

function filterMasks(split: SplitCounts, masks: Float64Array, filters: Filters): Filtered {
  const flags = filters.mask_area;
  const images = maskSums(split, masks, (bin) => (flags ? flags[bin] === 1 : bin > 0));
  const units = flags ? maskSums(split, masks, (bin) => bin > 0 && flags[bin] === 1) : images;
  const all = !flags && !filters.class;
  return {
    units: answer(units),
    charts: { label_distribution: { counts: images, total: split.images } },
    picked: {
      units: sum(pickedValues(units, filters)),
      images: all ? [split.images, split.images] : unionBounds(pickedValues(images, filters), split.images),
    },
  };
}

function maskSums(
  { classes, maskBins }: SplitCounts,
  masks: Float64Array,
  wanted: (bin: number) => boolean,
): Float64Array {
  const sums = new Float64Array(classes);
  for (let bin = 0; bin < maskBins; bin++)
    if (wanted(bin)) for (let c = 0; c < classes; c++) sums[c] += masks[c * maskBins + bin];
  return sums;
}

function filterBoxes(
  split: SplitCounts,
  cells: Cells,
  area: ImageTable,
  ratio: ImageTable,
  filters: Filters,
): Filtered {
  const boxes = countBoxes(cells, filters, split.boxAxes);
  const on = ({ axis, known }: BoxAxis) => answer((boxes.by.get(axis) as Float64Array).subarray(0, known));
  const by = Object.fromEntries(split.boxAxes.map((of) => [of.axis, on(of)]));
  const byArea = imagesWith(area, split.classes, filters.box_area);
  const byRatio = imagesWith(ratio, split.classes, filters.box_ratio);
  return {
    units: by.class,
    charts: {
      ...by,
      box_labels: by.class,
      label_distribution: imagesOfClasses(split, filters, byArea, byRatio),
      boxes_per_image: imagesByBoxes(split, filters, byArea, byRatio), // images, where the table has boxes
    },
    picked: { units: boxes.total, images: pickedImages(split, filters, boxes, byArea, byRatio) },
  };
}

function imagesWith({ cells, whole }: ImageTable, classes: number, flags?: Flags): Float64Array {
  return flags ? countImages(cells, classes, flags) : whole;
}

function pickedImages(
  split: SplitCounts,
  filters: Filters,
  boxes: BoxCounts,
  byArea: Float64Array,
  byRatio: Float64Array,
): Bounds {
  return imageBounds({ byArea, byRatio, boxes: boxes.byClassAndImage }, filters, split.classes);
}

/** Both tables hold the same images; the one that is filtered says more. */
function narrower(filters: Filters, byArea: Float64Array, byRatio: Float64Array): Float64Array | Untold {
  return untoldOf(filters) ?? (filters.box_ratio ? byRatio : byArea);
}

function imagesOfClasses(
  split: SplitCounts,
  filters: Filters,
  byArea: Float64Array,
  byRatio: Float64Array,
): Told {
  const images = narrower(filters, byArea, byRatio);
  if (typeof images === "string") return images;
  const flags = filters.boxes_per_image;
  const counts = new Float64Array(split.classes);
  let at = 0;
  for (let c = 0; c < counts.length; c++)
    for (let bin = 0; bin < PER_IMAGE_BINS; bin++, at++) if (!flags || flags[bin]) counts[c] += images[at];
  return { counts, total: split.images };
}

function imagesByBoxes(
  split: SplitCounts,
  filters: Filters,
  byArea: Float64Array,
  byRatio: Float64Array,
): Told {
  const rows = filters.class ? positionsOf(filters.class) : [split.classes];
  if (rows.length > 1) return "several-classes";
  const images = narrower(filters, byArea, byRatio);
  if (typeof images === "string") return images;
  return answer(images.subarray(rows[0] * PER_IMAGE_BINS, (rows[0] + 1) * PER_IMAGE_BINS));
}

function answer(counts: Float64Array): Answer {
  return { counts, total: sum(counts) };
}

function pickedValues(values: Float64Array, filters: Filters): number[] {
  return filters.class ? positionsOf(filters.class).map((position) => values[position]) : Array.from(values);
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
