/** From the names that are picked to flags by position. */

import { pickedOn } from "./picked.ts";
import type { ChartEntry, Picked, RowAxis } from "./types.ts";

/** One flag a position of an axis; 1 is picked. */
export type Flags = Uint8Array;

/** By axis; one that is not filtered is left out. */
export type Filters = Readonly<Partial<Record<RowAxis, Flags>>>;

/** The names of every axis, in the order of the counts. */
export type Axes = Readonly<Record<RowAxis, readonly string[]>>;

export const NO_FILTERS: Filters = {};

export function axesOf(classes: readonly string[], charts: readonly ChartEntry[]): Axes {
  return {
    class: classes,
    ...Object.fromEntries(charts.flatMap(({ axis, bins }) => (bins ? [[axis, bins]] : []))),
  };
}

export function filtersOf(picked: Picked, axes: Axes): Filters {
  const found = Object.keys(axes).map((axis) => [axis, flagsOf(pickedOn(picked, axis), axes[axis])] as const);
  return Object.fromEntries(found.flatMap(([axis, flags]) => (flags ? [[axis, flags]] : [])));
}

/** Behind the last name is the place for "not known", which cannot be picked. */
function flagsOf(names: readonly string[], order: readonly string[]): Flags | null {
  const positions = names.map((name) => order.indexOf(name)).filter((position) => position >= 0);
  if (positions.length === 0) return null;
  const flags = new Uint8Array(order.length + 1);
  for (const position of positions) flags[position] = 1;
  return flags;
}

/** Flags as a set in one number (bit i is position i), as the tables of images write their bins. */
export function bitsOf(flags: Flags): number {
  return flags.reduce((bits, flag, position) => bits | (flag << position), 0);
}

export function isFiltered(filters: Filters, except: RowAxis): boolean {
  return Object.keys(filters).some((axis) => axis !== except);
}
