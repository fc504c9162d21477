/** From the names that are picked to flags by position; null where an axis is not filtered. */

import { pickedOn } from "./picked.ts";
import type { BinAxis, ChartEntry, Picked, RowAxis } from "./types.ts";

/** One flag a position of an axis; 1 is picked. */
export type Flags = Uint8Array;

export type Filters = Readonly<Record<RowAxis, Flags | null>>;

/** The names of every axis, in the order of the counts. */
export type Axes = Readonly<Record<RowAxis, readonly string[]>>;

/** Positions of an axis in the counts, those for "not known" included. */
const SIZES: Record<BinAxis, number> = { box_area: 7, box_ratio: 10, boxes_per_image: 7, mask_area: 22 };

export const NO_FILTERS: Filters = {
  class: null,
  box_area: null,
  box_ratio: null,
  boxes_per_image: null,
  mask_area: null,
};

export function axesOf(classes: readonly string[], charts: readonly ChartEntry[]): Axes {
  const bins = (axis: BinAxis) => charts.find((chart) => chart.axis === axis)?.bins ?? [];
  return {
    class: classes,
    box_area: bins("box_area"),
    box_ratio: bins("box_ratio"),
    boxes_per_image: bins("boxes_per_image"),
    mask_area: bins("mask_area"),
  };
}

export function filtersOf(picked: Picked, axes: Axes): Filters {
  const flags = (axis: RowAxis, size: number) => flagsOf(pickedOn(picked, axis), axes[axis], size);
  return {
    class: flags("class", axes.class.length),
    box_area: flags("box_area", SIZES.box_area),
    box_ratio: flags("box_ratio", SIZES.box_ratio),
    boxes_per_image: flags("boxes_per_image", SIZES.boxes_per_image),
    mask_area: flags("mask_area", SIZES.mask_area),
  };
}

function flagsOf(names: readonly string[], order: readonly string[], size: number): Flags | null {
  const positions = names.map((name) => order.indexOf(name)).filter((position) => position >= 0);
  if (positions.length === 0) return null;
  const flags = new Uint8Array(size);
  for (const position of positions) flags[position] = 1;
  return flags;
}

/** Flags as a set in one number (bit i is position i), as the tables of images write their bins. */
export function bitsOf(flags: Flags): number {
  return flags.reduce((bits, flag, position) => bits | (flag << position), 0);
}

export function isFiltered(filters: Filters, except: RowAxis): boolean {
  return (Object.keys(filters) as RowAxis[]).some((axis) => axis !== except && filters[axis] !== null);
}
