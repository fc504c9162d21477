/** The samples of one split: how many there are, a page of them, and the way to the other pages. */

import { h, setText } from "../dom.ts";
import { splitName } from "../splits.ts";
import { texts } from "../texts/gallery.ts";
import { Card, type CardLook, skeleton } from "./card.ts";
import { moveFocus } from "./grid_keys.ts";
import { Pager } from "./pager.ts";
import { Pages } from "./pages.ts";
import type { SamplePage } from "./sample_page.ts";
import type { Source } from "./source.ts";
import type { Query } from "./types.ts";

/** What a column asks for; the offset and the split are its own. */
export type Wanted = Omit<Query, "split" | "offset">;

export interface ColumnOptions {
  readonly split: string;
  readonly source: Source;
  readonly colour: CardLook["colour"];
  readonly amount: (images: number, units: number) => string;
  readonly matching: CardLook["matching"];
  /** Said where nothing matches. */
  readonly none: string;
  /** Shows an image of the page in full. */
  readonly open: (column: Column, place: number) => void;
}

export class Column {
  readonly element: HTMLElement;
  readonly #options: ColumnOptions;
  readonly #pages: Pages;
  readonly #amount = h("span");
  readonly #grid: HTMLElement;
  readonly #status = h("div", { class: "iw-samples-status", attributes: { role: "status" } });
  readonly #pager: Pager;
  #cards: Card[] = [];
  #wanted: Wanted | null = null;
  #number = 0;
  /** Matching images, as far as is known. */
  #images = 0;
  #isSilent = false;
  /** What is asked for; none while nobody looks. */
  #page: SamplePage | null = null;
  /** Whose cards are there, also while nobody looks. */
  #shown: SamplePage | null = null;
  /** Resolves when the list of the page that is being turned to is there. */
  #listed: (() => void) | null = null;

  constructor(options: ColumnOptions) {
    const { split, source } = options;
    this.#options = options;
    this.#pages = new Pages(source);
    this.#pager = new Pager(split, (page) => void this.turn(page));
    const keys = (event: KeyboardEvent) =>
      moveFocus(
        event,
        this.#cards.map(({ button }) => button),
      );
    const properties = {
      class: "iw-samples-grid",
      attributes: { "aria-label": texts.list(split) },
      on: { keydown: keys },
    };
    this.#grid = h("ul", properties);
    const head = h("h4", {}, splitName(split), " ", this.#amount);
    const attributes = { "data-split": split };
    const parts = [head, this.#status, this.#grid, this.#pager.element];
    this.element = h("div", { class: "iw-samples-split", attributes }, ...parts);
  }

  get split(): string {
    return this.#options.split;
  }

  /** The page that is seen. */
  get page(): SamplePage | null {
    return this.#shown;
  }

  /** Pages there are; one where that is not known. */
  get count(): number {
    return Math.max(1, Math.ceil(this.#images / (this.#wanted?.limit ?? 1)));
  }

  get number(): number {
    return this.#number;
  }

  /** Shows that something else is looked for: nothing that was shown stays. */
  expect(wanted: Wanted, amount: string, images: number): void {
    this.#leave();
    this.#wanted = wanted;
    this.#number = 0;
    this.#images = images;
    this.#await(amount, images);
  }

  /** Asks for the page, if it is not there. */
  ask(): void {
    if (!this.#wanted || this.#page?.state === "listed") return;
    this.#open();
  }

  /** Asks again for what did not come. */
  again(): void {
    this.#leave();
    this.#open();
  }

  /** Ends what is still being asked for. */
  rest(): void {
    if (this.#page && !this.#page.isComplete) this.#leave();
    else this.#pages.stop();
  }

  /** Turns to a page, from 0; resolves when its list is there. */
  turn(number: number): Promise<void> {
    const images = this.#images;
    const [amount, limit] = [this.#amount.textContent ?? "", this.#wanted?.limit ?? 0];
    this.#leave(this.#query(number));
    this.#number = number;
    this.#await(amount, Math.min(limit, images - number * limit));
    this.#pager.show(number, Math.ceil(images / limit));
    return new Promise((listed) => {
      this.#listed = listed;
      this.#open();
    });
  }

  focus(place: number): void {
    for (const [i, { button }] of this.#cards.entries()) button.tabIndex = i === place ? 0 : -1;
    this.#cards[place]?.button.focus();
  }

  destroy(): void {
    this.#leave();
    this.#pages.destroy();
  }

  #leave(next: Query | null = null): void {
    if (this.#page) this.#page.watcher = null;
    this.#page = null;
    this.#pages.stop(next);
  }

  #query(number: number): Query {
    const wanted = this.#wanted as Wanted;
    return { ...wanted, split: this.split, offset: number * wanted.limit };
  }

  #open(): void {
    const page = this.#pages.open(this.#query(this.#number));
    this.#page = page;
    page.watcher = (change) => {
      if (change === "list") this.#show(page);
      else if (change === "silence") this.#sayState(page);
      else this.#picture(page, change);
    };
    if (page.state !== "waiting") this.#show(page);
  }

  #await(amount: string, images: number): void {
    setText(this.#amount, amount);
    this.#status.replaceChildren();
    this.#cards = [];
    this.#shown = null;
    const many = Math.max(0, Math.min(this.#wanted?.limit ?? 0, images));
    this.#grid.replaceChildren(...Array.from({ length: many }, skeleton));
    this.#grid.setAttribute("aria-busy", "true");
    this.#pager.show(this.#number, 1);
  }

  #show(page: SamplePage): void {
    this.#sayState(page);
    if (page.state !== "listed") return;
    this.#shown = page;
    this.#images = page.images;
    setText(this.#amount, this.#options.amount(page.images, page.units));
    this.#grid.removeAttribute("aria-busy");
    const look = { ...this.#options, side: this.#side() };
    this.#cards = page.items.map(
      (item, place) => new Card(item, look, () => this.#options.open(this, place)),
    );
    if (this.#cards.length > 0) this.#cards[0].button.tabIndex = 0;
    this.#grid.replaceChildren(...this.#cards.map(({ element }) => element));
    for (const { row } of page.items) this.#picture(page, row);
    this.#pager.show(this.#number, this.count);
    this.#listed?.();
    this.#listed = null;
    this.#ahead(page);
  }

  #picture(page: SamplePage, row: number): void {
    const place = page.items.findIndex((item) => item.row === row);
    const picture = page.pictures.get(row);
    if (picture) this.#cards[place]?.show(picture);
    if (this.#isSilent) this.#sayState(page);
    this.#ahead(page);
  }

  /** The next page is asked for as soon as this one is all there. */
  #ahead(page: SamplePage): void {
    if (page.isComplete && this.#number + 1 < this.count)
      this.#pages.prepare(this.#query(this.#number + 1), page);
  }

  #sayState({ state, text, items, isStalled, unplaced }: SamplePage): void {
    this.#isSilent = state === "silent" || isStalled;
    const said = this.#isSilent ? texts.silent : state === "failed" ? text : "";
    const none = state === "listed" && items.length === 0 ? this.#options.none : "";
    const others = state === "listed" && unplaced > 0 ? texts.unplaced(unplaced) : "";
    const again = h("button", { class: "iw-button", text: texts.again, attributes: { type: "button" } });
    again.addEventListener("click", () => this.again());
    const found = [none, others].filter(Boolean).join(" ");
    this.#status.replaceChildren(...(said ? [said, " ", again] : [found]));
  }

  #side(): number {
    return this.#grid.querySelector<HTMLElement>(".iw-sample-frame")?.clientWidth || 140;
  }
}
