/** From what Python hands over to columns that can be counted. */

import { withSummaries } from "./compact_summary.ts";
import type { Payload, Table } from "./types.ts";

export async function readPayload(raw: Uint8Array | Payload): Promise<Payload> {
  return raw instanceof Uint8Array ? withSummaries(await unpack(raw)) : raw;
}

/** What Python packed: JSON in zlib's format. */
export async function unpack<Content>(bytes: Uint8Array): Promise<Content> {
  return JSON.parse(await inflate(bytes));
}

function inflate(bytes: Uint8Array): Promise<string> {
  const stream = new Blob([bytes as BlobPart]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).text();
}

/** The cells of a sparse table as columns: one of counts, and one of positions for each dimension. */
export interface Cells {
  readonly count: Float64Array;
  readonly at: readonly Uint16Array[];
}

export function cellsOf(table: Table, split: string): Cells {
  const { index, count } = table.splits[split] ?? { index: [], count: [] };
  const at = table.shape.map(() => new Uint16Array(index.length));
  let flat = 0;
  for (let i = 0; i < index.length; i++) {
    flat += index[i];
    let rest = flat;
    for (let dimension = at.length - 1; dimension >= 0; dimension--) {
      const size = table.shape[dimension];
      at[dimension][i] = rest % size;
      rest = Math.floor(rest / size);
    }
  }
  return { count: Float64Array.from(count), at };
}

/** A small table with its zeros written out, flat and row-major. */
export function denseOf(table: Table, split: string): Float64Array {
  const { index, count } = table.splits[split] ?? { index: [], count: [] };
  const dense = new Float64Array(table.shape.reduce((product, size) => product * size, 1));
  let flat = 0;
  for (let i = 0; i < index.length; i++) {
    flat += index[i];
    dense[flat] = count[i];
  }
  return dense;
}
