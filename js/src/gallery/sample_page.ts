/** One page of samples: what is known of it so far, and its pictures. */

import { type Picture, release } from "./pictures.ts";
import type { Item, Query } from "./types.ts";

export type PageState = "waiting" | "silent" | "failed" | "listed";

/** Told what changed: the row whose picture came, or null for the list. */
type Watcher = (row: number | null) => void;

export class SamplePage {
  state: PageState = "waiting";
  /** Why there is no list. */
  text = "";
  images = 0;
  units = 0;
  items: readonly Item[] = [];
  readonly pictures = new Map<number, Picture>();
  /** The request that fills it. */
  request: number | null = null;
  watcher: Watcher | null = null;

  constructor(readonly query: Query) {}

  get isComplete(): boolean {
    return this.state === "listed" && this.pictures.size >= this.items.length;
  }

  list(images: number, units: number, items: readonly Item[]): void {
    Object.assign(this, { state: "listed", images, units, items });
    this.watcher?.(null);
  }

  add(row: number, picture: Picture): void {
    const before = this.pictures.get(row);
    if (before) release(before);
    this.pictures.set(row, picture);
    this.watcher?.(row);
  }

  /** No list came; an answer that comes late is taken all the same. */
  stay(state: "silent" | "failed", text = ""): void {
    if (this.state === "listed") return;
    this.state = state;
    this.text = text;
    this.watcher?.(null);
  }

  release(): void {
    this.watcher = null;
    for (const picture of this.pictures.values()) release(picture);
    this.pictures.clear();
  }
}

/** Two queries with the same key have the same answer. */
export function keyOf({ picked, ...query }: Query): string {
  return JSON.stringify([{ ...query, picked: { ...picked, split: null } }]);
}
