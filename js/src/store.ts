/** Holds what is picked and tells who listens, once a change. */

import { NOTHING, samePicked } from "./picked.ts";
import type { Picked } from "./types.ts";

/** Who made a change: the reader of the page, or the program around it (which then needs no echo). */
export type Origin = "page" | "host";
export type Listener = (picked: Picked, origin: Origin) => void;

export class Store {
  #picked: Picked;
  readonly #listeners = new Set<Listener>();

  constructor(picked: Picked = NOTHING) {
    this.#picked = picked;
  }

  get picked(): Picked {
    return this.#picked;
  }

  /** Take a new value; an equal one changes nothing and is not told. */
  set(picked: Picked, origin: Origin = "page"): void {
    if (samePicked(picked, this.#picked)) return;
    this.#picked = picked;
    for (const listener of this.#listeners) listener(picked, origin);
  }

  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
