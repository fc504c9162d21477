/** The pages of one split that are at hand: the one that is looked at, the next one, and some from before. */

import { keyOf, type SamplePage } from "./sample_page.ts";
import type { Source } from "./source.ts";
import type { Query } from "./types.ts";

const KEPT = 4;

export class Pages {
  readonly #source: Source;
  /** The one used last stands last. */
  readonly #pages = new Map<string, SamplePage>();

  constructor(source: Source) {
    this.#source = source;
  }

  /** The page of a query, asked for if it is not at hand. */
  open(query: Query): SamplePage {
    const page = this.#pages.get(keyOf(query)) ?? this.#source.page(query);
    this.#touch(page);
    this.#forget();
    return page;
  }

  /** Asks for a page that may be wanted next; the one that is looked at stays the one used last. */
  prepare(query: Query, looked: SamplePage): void {
    if (this.#pages.has(keyOf(query))) return;
    this.open(query);
    this.#touch(looked);
  }

  /** Ends what is still being filled, except for the page of one query. */
  stop(except: Query | null = null): void {
    const kept = except && keyOf(except);
    for (const [key, page] of this.#pages) if (key !== kept && !page.isComplete) this.#remove(key, page);
  }

  destroy(): void {
    for (const [key, page] of this.#pages) this.#remove(key, page);
  }

  #touch(page: SamplePage): void {
    const key = keyOf(page.query);
    this.#pages.delete(key);
    this.#pages.set(key, page);
  }

  #forget(): void {
    for (const [key, page] of this.#pages) if (this.#pages.size > KEPT) this.#remove(key, page);
  }

  #remove(key: string, page: SamplePage): void {
    this.#source.stop(page);
    this.#pages.delete(key);
    page.release();
  }
}
