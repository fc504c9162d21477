/** Sizes and places of boxes, class by class, as Python counted them; the row behind the last class is all. */

import type { Flags } from "../filters.ts";
import { type Cells, cellsOf } from "../payload.ts";
import type { Counts, Table } from "../types.ts";

export interface SizeTable extends Table {
  /** Input sizes, ascending; at each, how many bins hold the boxes under each limit. */
  inputs: number[];
  limits: number[];
  below: number[][];
  /** Classes that the page has no room for. */
  cut: number;
}

export interface PlaceTable extends Table {
  grid: number;
  cut: number;
}

/** Cells in the order of their class, and where each class begins. */
interface ByClass {
  readonly cells: Cells;
  readonly start: Uint32Array;
}

/** Boxes of a class whose size is known, and how many of them are under each limit. */
export interface Sizes {
  readonly known: number;
  readonly under: readonly number[];
}

export class SizeCounts {
  readonly #splits: ReadonlyMap<string, ByClass>;
  readonly all: number;

  constructor(
    readonly table: SizeTable,
    splits: readonly string[],
  ) {
    this.all = table.shape[0] - 1;
    this.#splits = byClass(table, splits);
  }

  /** Null for a class that has no sizes in the page. */
  of(split: string, position: number, inputSize: number): Sizes | null {
    const found = this.#splits.get(split);
    const below = this.table.below[this.table.inputs.indexOf(inputSize)];
    if (!found || found.start[position] === found.start[position + 1]) return null;
    const { cells, start } = found;
    const unknown = this.table.shape[1] - 1;
    const under = below.map(() => 0);
    let known = 0;
    for (let i = start[position]; i < start[position + 1]; i++) {
      const bin = cells.at[1][i];
      if (bin === unknown) continue;
      known += cells.count[i];
      for (let limit = 0; limit < under.length; limit++)
        if (bin < below[limit]) under[limit] += cells.count[i];
    }
    return { known, under };
  }
}

export class PlaceCounts {
  readonly #splits: ReadonlyMap<string, ByClass>;
  readonly grid: number;
  readonly cut: number;
  readonly #all: number;

  constructor(table: PlaceTable, splits: readonly string[]) {
    this.grid = table.grid;
    this.cut = table.cut;
    this.#all = table.shape[0] - 1;
    this.#splits = byClass(table, splits);
  }

  /** Whether the page has the places of a class, in any split. */
  has(position: number): boolean {
    return [...this.#splits.values()].some(({ start }) => start[position] < start[position + 1]);
  }

  /** Boxes by cell, row by row from the top left, of some classes (all for null) and area bins. */
  of(split: string, classes: readonly number[] | null, areas: Flags | undefined): Float64Array {
    const boxes = new Float64Array(this.grid * this.grid);
    const found = this.#splits.get(split);
    for (const position of found ? (classes ?? [this.#all]) : [])
      add(boxes, found as ByClass, position, areas);
    return boxes;
  }
}

function add(
  boxes: Float64Array,
  { cells, start }: ByClass,
  position: number,
  areas: Flags | undefined,
): void {
  const [, area, cell] = cells.at;
  for (let i = start[position]; i < start[position + 1]; i++)
    if (!areas || areas[area[i]]) boxes[cell[i]] += cells.count[i];
}

function byClass(table: Table, splits: readonly string[]): Map<string, ByClass> {
  return new Map(
    splits.map((split) => {
      const cells = cellsOf(table, split);
      return [split, { cells, start: starts(cells.at[0], table.shape[0]) }];
    }),
  );
}

function starts(classes: Uint16Array, size: number): Uint32Array {
  const start = new Uint32Array(size + 1);
  for (const position of classes) start[position + 1]++;
  for (let position = 0; position < size; position++) start[position + 1] += start[position];
  return start;
}

export function sizeCounts({ sizes }: Counts, splits: readonly string[]): SizeCounts | null {
  return sizes ? new SizeCounts(sizes, splits) : null;
}

export function placeCounts({ positions }: Counts, splits: readonly string[]): PlaceCounts | null {
  return positions ? new PlaceCounts(positions, splits) : null;
}
