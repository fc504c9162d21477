/** The input size that is looked at: a slider; a report that is shown anew keeps it. */

import { h, setText } from "../dom.ts";
import type { Store } from "../store.ts";
import { INPUT_SIZE, pixels } from "../texts/places.ts";

export const USUAL = 640;

/** A store outlives the charts that listen to it. */
const chosen = new WeakMap<Store, number>();

export class InputSize {
  readonly element: HTMLElement;
  readonly #store: Store;
  readonly #sizes: readonly number[];
  /** What the slider says itself. */
  readonly #shown = h("span", { attributes: { "aria-hidden": "true" } });
  readonly #slider: HTMLInputElement;

  constructor(store: Store, sizes: readonly number[], changed: () => void) {
    this.#store = store;
    this.#sizes = sizes;
    const attributes = {
      type: "range",
      min: sizes[0],
      max: sizes[sizes.length - 1],
      step: sizes[1] - sizes[0],
      value: this.value,
    };
    const take = () => {
      chosen.set(store, Number(this.#slider.value));
      this.#say();
      changed();
    };
    this.#slider = h("input", { attributes, on: { input: take } });
    this.element = h("label", { class: "iw-input-size", text: INPUT_SIZE }, this.#slider, this.#shown);
    this.#say();
  }

  get value(): number {
    const value = chosen.get(this.#store) ?? USUAL;
    return this.#sizes.includes(value) ? value : this.#sizes[0];
  }

  #say(): void {
    setText(this.#shown, pixels(this.value));
    this.#slider.setAttribute("aria-valuetext", pixels(this.value));
  }
}
