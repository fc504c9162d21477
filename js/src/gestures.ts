/** What a click, a drag or a key on a row picks. */

import { clear, pickOnly, pickRange, toggle } from "./picked.ts";
import type { Store } from "./store.ts";
import type { RowAxis } from "./types.ts";

interface Modifiers {
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
}

export class Gestures {
  /** Where a range starts: the last row picked by itself. */
  #anchor: string | null = null;

  constructor(
    readonly store: Store,
    readonly axis: RowAxis,
    readonly order: readonly string[],
  ) {}

  get takesRanges(): boolean {
    return this.axis !== "class";
  }

  pick(name: string, { shiftKey, ctrlKey, metaKey }: Modifiers): void {
    if (shiftKey && this.takesRanges && this.#anchor !== null) this.range(this.#anchor, name);
    else if (shiftKey || ctrlKey || metaKey) this.#set(name, toggle);
    else this.#set(name, pickOnly);
  }

  /** From the last row picked (or `start`) to this one. */
  extend(start: string, name: string): void {
    this.range(this.#anchor ?? start, name);
  }

  range(from: string, to: string): void {
    this.#anchor = from;
    this.store.set(pickRange(this.store.picked, this.axis, from, to, this.order));
  }

  clear(): void {
    this.#anchor = null;
    this.store.set(clear(this.store.picked));
  }

  #set(name: string, change: typeof toggle): void {
    this.#anchor = name;
    this.store.set(change(this.store.picked, this.axis, name, this.order));
  }
}
