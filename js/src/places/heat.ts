/** From boxes by cell to the colours of a map, on one scale for all splits. */

import type { PlacedRow } from "../rows.ts";

export const STEPS = 8;

/** Its place is counted row by row. */
export interface HeatCell extends PlacedRow {
  across: number;
  down: number;
  /** 0 where there is no box, else 1 to `STEPS`. */
  step: number;
}

export function total(boxes: Float64Array): number {
  return boxes.reduce((sum, count) => sum + count, 0);
}

/** The largest share of any split in one cell, 0 to 1. */
export function largestShare(splits: readonly Float64Array[]): number {
  return Math.max(0, ...splits.map((boxes) => Math.max(...boxes) / Math.max(total(boxes), 1)));
}

export function heatCells(boxes: Float64Array, grid: number, largest: number): HeatCell[] {
  const all = Math.max(total(boxes), 1);
  return Array.from(boxes, (count, place) => ({
    place,
    across: place % grid,
    down: Math.floor(place / grid),
    step: count > 0 ? Math.min(STEPS, Math.ceil((STEPS * count) / all / largest - 1e-9)) : 0,
  }));
}
