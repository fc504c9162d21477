/** Which classes come together in images, and what comes along when images of some of them are added. */

import { cellsOf } from "../payload.ts";
import type { CompanionTable } from "../types.ts";
import { floorOf } from "./exact.ts";

/** Labels of `other` in images that have `wanted`; a pair of classes may stand here for each split. */
export interface Companions {
  readonly wanted: Uint16Array;
  readonly other: Uint16Array;
  readonly count: Float64Array;
}

/** Added up in thousandths of a label, as Python does. */
const THOUSANDTHS = 1000;

export function companionsOf(
  table: CompanionTable | undefined,
  splits: readonly string[],
): Companions | null {
  if (!table) return null;
  const classes = table.shape[0];
  const sums = new Map<number, number>();
  for (const split of splits) {
    const { at, count } = cellsOf(table, split);
    for (let i = 0; i < count.length; i++) {
      const cell = at[0][i] * classes + at[1][i];
      sums.set(cell, (sums.get(cell) ?? 0) + count[i]);
    }
  }
  const cells = [...sums.keys()];
  return {
    wanted: Uint16Array.from(cells, (cell) => Math.floor(cell / classes)),
    other: Uint16Array.from(cells, (cell) => cell % classes),
    count: Float64Array.from(sums.values()),
  };
}

/** An image added for a class is taken to hold as many labels of other classes as such images hold in the mean. */
export function expectedAlong(
  companions: Companions | null,
  holders: readonly number[],
  images: readonly number[],
): number[] {
  const along = images.map(() => 0);
  if (!companions) return along;
  const { wanted, other, count } = companions;
  for (let i = 0; i < count.length; i++) {
    const added = images[wanted[i]];
    if (added > 0 && holders[wanted[i]] > 0)
      along[other[i]] += floorOf(count[i], THOUSANDTHS * added, holders[wanted[i]]);
  }
  return along.map((sum) => Math.floor((sum + THOUSANDTHS / 2) / THOUSANDTHS));
}
