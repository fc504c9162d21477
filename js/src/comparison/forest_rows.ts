/** From columns to the rows that the forest plot draws. */

import type { PlacedRow } from "../rows.ts";
import { COMPARED, ratioText } from "../texts/comparison.ts";
import type { ComparedRows } from "./types.ts";

export interface ForestRow extends PlacedRow {
  /** On the axis: null where there is nothing to compare. */
  ratio: number | null;
  low: number | null;
  high: number | null;
  /** At which end of the axis the ratio stands because it lies beyond. */
  edge: "" | "left" | "right";
  differs: boolean;
  on: boolean;
}

/** Ends of the axis, the same to either side of 1, and its ticks. */
export interface ForestAxis {
  readonly xmin: number;
  readonly xmax: number;
  readonly ticks: readonly number[];
}

const ENDS = [2, 5, 10, 20, 50, 100];
const TICKS: Record<number, readonly number[]> = {
  2: [1.5, 2],
  5: [2, 5],
  10: [2, 5, 10],
  20: [5, 20],
  50: [10, 50],
  100: [10, 100],
};

/** A little room behind the furthest ratio. */
const ROOM = 1.1;

/** How far a mark for what lies beyond stands inside the end, as a share of the axis. */
const INSET = 0.01;

/** The value, or the limits, of one row. */
export function at(columns: readonly (readonly (number | null)[])[], row: number): (number | null)[] {
  return columns.map((column) => column[row]);
}

/** Wide enough for every ratio up to a hundred times; intervals may reach beyond. */
export function forestAxis(rows: ComparedRows): ForestAxis {
  const furthest = rows.ratio[0].reduce<number>(
    (most, ratio) => (ratio ? Math.max(most, ratio, 1 / ratio) : most),
    1,
  );
  const xmax = ENDS.find((end) => end >= furthest * ROOM) ?? 100;
  const above = TICKS[xmax];
  return { xmin: 1 / xmax, xmax, ticks: [...above.map((tick) => 1 / tick), 1, ...above] };
}

export function forestRow(
  rows: ComparedRows,
  row: number,
  { xmin, xmax }: ForestAxis,
): Omit<ForestRow, "place" | "on" | "differs"> {
  const [value, low, high] = at(rows.ratio, row);
  if (isNowhere(rows, row)) return { ratio: null, low: null, high: null, edge: "" };
  const within = (number: number | null) => Math.min(xmax, Math.max(xmin, number ?? xmax));
  const edge = value === null || value > xmax ? "right" : value < xmin ? "left" : "";
  const inset = (xmax / xmin) ** INSET;
  const ratio = edge === "right" ? xmax / inset : edge === "left" ? xmin * inset : within(value);
  return { ratio, low: within(low), high: within(high), edge };
}

/** Whether no image of either split has it. */
export function isNowhere({ count }: ComparedRows, row: number): boolean {
  return count[0][row] === 0 && count[1][row] === 0;
}

/** "0.40× [0.21–0.75]", or that it is in one split alone. */
export function ratioWords(rows: ComparedRows, row: number, split: string): string {
  if (isNowhere(rows, row)) return COMPARED.nowhere;
  const ratio = at(rows.ratio, row);
  if (ratio[0] === null) return COMPARED.onlyIn(split);
  return ratio[0] === 0 ? COMPARED.onlyIn("train") : ratioText(ratio);
}
