/** The order of the images; a random one is drawn anew on request, and the same seed draws the same. */

import { h } from "../dom.ts";
import { texts } from "../texts/gallery.ts";

const RANDOM = "random";

export class Order {
  readonly element: HTMLElement;
  seed = 0;
  readonly #select: HTMLSelectElement;
  readonly #draw: HTMLButtonElement;

  constructor(orders: readonly string[], changed: () => void) {
    const options = orders.map((order) =>
      h("option", { text: texts.orders[order] ?? order, attributes: { value: order } }),
    );
    const choose = () => {
      this.#draw.hidden = this.order !== RANDOM;
      changed();
    };
    const draw = () => {
      this.seed += 1;
      changed();
    };
    this.#select = h("select", { on: { change: choose } }, ...options);
    const attributes = { type: "button" };
    this.#draw = h("button", { class: "iw-button", text: texts.draw, attributes, on: { click: draw } });
    this.#draw.hidden = this.order !== RANDOM;
    const label = h("label", { class: "iw-sort" }, `${texts.order} `, this.#select);
    this.element = h("span", { class: "iw-samples-order" }, label, this.#draw);
  }

  get order(): string {
    return this.#select.value;
  }
}
