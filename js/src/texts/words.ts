/** The sentences: what is picked, how much of each split that is, and why a chart cannot say. */

import type { Filtered } from "../crossfilter.ts";
import type { Axes } from "../filters.ts";
import type { Bounds, Untold } from "../images.ts";
import { cutMiddle, RIGHT_TO_LEFT } from "../long_name.ts";
import { counted, countText } from "../numbers.ts";
import { binAxes, filtersCharts, isPicked, pickedOn } from "../picked.ts";
import type { Picked, RowAxis, Task } from "../types.ts";

const NAMED = 3;
const NAME_LENGTH = 40;

export const UNITS: Readonly<Record<Task, string>> = {
  multiclass: "images",
  multilabel: "labels",
  detection: "boxes",
  segmentation: "masks",
};

export function unitOf(task: Task): string {
  return UNITS[task];
}

/** What the rows of an axis are, as a table is headed. */
type RowsOf = (axis: RowAxis) => string;

/** "Boxes of dog or cat with area [0.16, 1.44) % of the image in images with 2 boxes" */
export function describePicked(picked: Picked, task: Task, axes: Axes, rowsOf: RowsOf): string {
  if (!isPicked(picked)) return "Nothing is picked; click a class or a bar";
  if (!filtersCharts(picked)) return `Samples with ${problemWords(picked)}`;
  return (
    describeFilters(picked, task, axes, rowsOf) +
    (picked.problem ? `; samples with ${problemWords(picked)}` : "")
  );
}

function describeFilters(picked: Picked, task: Task, axes: Axes, rowsOf: RowsOf): string {
  const area = binWords(picked, "box_area", axes) || binWords(picked, "mask_area", axes);
  const ratio = binWords(picked, "box_ratio", axes);
  const perImage = binWords(picked, "boxes_per_image", axes);
  const others = binAxes(picked)
    .filter((axis) => !NAMED_AXES.includes(axis))
    .map((axis) => `${lowered(rowsOf(axis))} ${binWords(picked, axis, axes)}`);
  const shape = [area && `area ${area} % of the image`, ratio && `ratio ${ratio}`, ...others].filter(Boolean);
  const parts = [
    subject(names(picked.classes.map(shorten)), task),
    shape.length > 0 && `with ${shape.join(" and ")}`,
    perImage && `in images with ${perImage} ${perImage === "1" ? "box" : "boxes"}`,
  ];
  return parts.filter(Boolean).join(" ");
}

/** Axes with words of their own in a sentence; others are named by what their rows are. */
const NAMED_AXES: readonly RowAxis[] = ["box_area", "mask_area", "box_ratio", "boxes_per_image"];

function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

/** Counts cannot tell which boxes a problem is about. */
function problemWords({ problem }: Picked): string {
  return `the problem ${problem}, which the charts cannot tell`;
}

function subject(classes: string, task: Task): string {
  const unit = UNITS[task][0].toUpperCase() + UNITS[task].slice(1);
  return classes ? `${unit} of ${classes}` : unit;
}

function binWords(picked: Picked, axis: RowAxis, axes: Axes): string {
  return names(runs(pickedOn(picked, axis), axes[axis] ?? []));
}

/** Neighbours as "first to last", so that a range reads as one. */
export function runs(names: readonly string[], order: readonly string[]): string[] {
  const positions = names.map((name) => order.indexOf(name)).sort((a, b) => a - b);
  const found: [number, number][] = [];
  for (const position of positions) {
    const last = found.at(-1);
    if (last && position === last[1] + 1) last[1] = position;
    else found.push([position, position]);
  }
  return found.map(([first, last]) => (first === last ? order[first] : `${order[first]} to ${order[last]}`));
}

/** "dog, cat or bird"; of many the first few. */
export function names(all: readonly string[]): string {
  const more = all.length - NAMED;
  if (more > 1) return `${all.slice(0, NAMED).join(", ")} and ${countText(more)} more`;
  return all.length > 1 ? `${all.slice(0, -1).join(", ")} or ${all.at(-1)}` : (all[0] ?? "");
}

/** A name as a sentence can hold it: not too long, and kept from turning its neighbours around. */
export function shorten(name: string): string {
  const short = cutMiddle(name, NAME_LENGTH);
  return RIGHT_TO_LEFT.test(short) ? `\u2068${short}\u2069` : short;
}

/** "12 boxes in 10 images": boxes exactly, images exactly or between bounds. */
export function amount(found: Filtered["picked"], task: Task): string {
  const images = imagesText(found.images);
  if (task === "multiclass") return images;
  return `${counted(found.units, UNITS[task])} in ${images}`;
}

function imagesText([low, high]: Bounds): string {
  return low === high ? counted(low, "images") : `between ${countText(low)} and ${counted(high, "images")}`;
}

const WHY: Record<Untold, string> = {
  "several-classes":
    "An image can have boxes of several of the picked classes, so the counts cannot tell how many images that is. Pick one class.",
  "area-and-ratio":
    "The counts cannot tell which images have a box of this area and this ratio. Pick bins of one of the two.",
  "boxes-alone":
    "The counts tell which boxes are picked, not in which images they lie. Pick bins of area or ratio instead.",
};

export function why(untold: Untold): string {
  return WHY[untold];
}
