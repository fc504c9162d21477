/** One page of samples: what is known of it so far, and its pictures. */

import { type Picture, release } from "./pictures.ts";
import type { Item, Query } from "./types.ts";

export type PageState = "waiting" | "silent" | "failed" | "listed";

/** Told what changed: the row whose picture came, the list, or that nothing more comes for now. */
type Watcher = (change: number | "list" | "silence") => void;

export class SamplePage {
  state: PageState = "waiting";
  /** Why there is no list. */
  text = "";
  images = 0;
  units = 0;
  /** Of a picked problem: how many of what it counts are in no image that is known. */
  unplaced = 0;
  /** Whether pictures are waited for that did not come in time. */
  isStalled = false;
  items: readonly Item[] = [];
  readonly pictures = new Map<number, Picture>();
  /** The request that fills it. */
  request: number | null = null;
  watcher: Watcher | null = null;

  constructor(readonly query: Query) {}

  get isComplete(): boolean {
    return this.state === "listed" && this.pictures.size >= this.items.length;
  }

  list(images: number, units: number, items: readonly Item[], unplaced = 0): void {
    Object.assign(this, { state: "listed", images, units, items, unplaced });
    this.watcher?.("list");
  }

  add(row: number, picture: Picture): void {
    const before = this.pictures.get(row);
    if (before) release(before);
    this.pictures.set(row, picture);
    this.isStalled = false;
    this.watcher?.(row);
  }

  /** No list came, or not all of its pictures; an answer that comes late is taken all the same. */
  stay(state: "silent" | "failed", text = ""): void {
    if (this.state === "listed") {
      this.isStalled = state === "silent" && !this.isComplete;
      this.watcher?.("silence");
      return;
    }
    this.state = state;
    this.text = text;
    this.watcher?.("list");
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
