/** Previous and next page, and which one it is. */

import { h, setAttribute } from "../dom.ts";
import { countText } from "../numbers.ts";
import { texts } from "../texts/gallery.ts";

export class Pager {
  readonly element: HTMLElement;
  readonly #previous: HTMLButtonElement;
  readonly #next: HTMLButtonElement;
  readonly #number: HTMLInputElement;
  readonly #all = h("span");
  #page = 0;
  #pages = 1;

  /** `go` is told the page to show, from 0. */
  constructor(split: string, go: (page: number) => void) {
    const turn = (by: number) => () => {
      const to = this.#page + by;
      if (to >= 0 && to < this.#pages) go(to);
    };
    this.#previous = button(`‹ ${texts.previous}`, turn(-1));
    this.#next = button(`${texts.next} ›`, turn(1));
    const choose = () => {
      const to = Math.round(Number(this.#number.value)) - 1;
      const page = Math.max(0, Math.min(Number.isFinite(to) ? to : 0, this.#pages - 1));
      this.#number.value = String(page + 1);
      if (page !== this.#page) go(page);
    };
    const attributes = { type: "number", min: 1, "aria-label": `${texts.page}, ${split}` };
    this.#number = h("input", { attributes, on: { change: choose } });
    const place = h("span", {}, `${texts.page} `, this.#number, " ", this.#all);
    this.element = h(
      "nav",
      { class: "iw-samples-pages", attributes: { "aria-label": texts.pages(split) } },
      this.#previous,
      place,
      this.#next,
    );
  }

  /** Hidden where there is one page only. */
  show(page: number, pages: number): void {
    this.#page = page;
    this.#pages = Math.max(pages, 1);
    this.#number.value = String(page + 1);
    this.#number.max = String(this.#pages);
    this.#all.textContent = texts.ofPages(countText(this.#pages));
    this.element.hidden = this.#pages <= 1;
    setAttribute(this.#previous, "aria-disabled", page === 0 ? "true" : null);
    setAttribute(this.#next, "aria-disabled", page + 1 >= this.#pages ? "true" : null);
  }
}

function button(text: string, click: () => void): HTMLButtonElement {
  return h("button", { class: "iw-button", text, attributes: { type: "button" }, on: { click } });
}
