/** Which layers are drawn over the images, and how many images a page has: remembered by the browser. */

import { h } from "../dom.ts";
import { texts } from "../texts/gallery.ts";

export const LAYERS = ["boxes", "masks", "names"] as const;
export type Layer = (typeof LAYERS)[number];

const KEY = "insight-widgets:samples";

export interface Remembered {
  /** Layers that are hidden. */
  hidden: Layer[];
  limit: number;
}

const LIMITS = [6, 12, 24];

export function remembered(): Remembered {
  const found = read();
  const limit = Number(found.limit);
  return {
    hidden: LAYERS.filter((layer) => Array.isArray(found.hidden) && found.hidden.includes(layer)),
    limit: LIMITS.includes(limit) ? limit : 12,
  };
}

/** Not kept where the page may not keep anything. */
export function remember(value: Remembered): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(value));
  } catch {}
}

function read(): Partial<Remembered> {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

/** The layers that are shown: groups of buttons that agree. */
export class Layers {
  readonly #hidden: Set<Layer>;
  readonly #buttons: (readonly [Layer, HTMLButtonElement])[] = [];
  readonly #show: (hidden: Layer[]) => void;

  /** `show` is told the layers that are hidden, now and after each change. */
  constructor(hidden: readonly Layer[], show: (hidden: Layer[]) => void) {
    this.#hidden = new Set(hidden);
    this.#show = show;
    show([...hidden]);
  }

  buttons(): HTMLElement {
    const attributes = { role: "group", "aria-label": texts.layersLabel };
    return h("div", { class: "iw-choice", attributes }, ...LAYERS.map((layer) => this.#button(layer)));
  }

  #button(layer: Layer): HTMLButtonElement {
    const on = { click: () => this.#turn(layer) };
    const button = h("button", { text: texts.layers[layer], attributes: { type: "button" }, on });
    button.setAttribute("aria-pressed", String(!this.#hidden.has(layer)));
    this.#buttons.push([layer, button]);
    return button;
  }

  #turn(layer: Layer): void {
    if (!this.#hidden.delete(layer)) this.#hidden.add(layer);
    for (const [of, button] of this.#buttons)
      button.setAttribute("aria-pressed", String(!this.#hidden.has(of)));
    this.#show([...this.#hidden]);
  }
}

export function limitSelect(limit: number, choose: (limit: number) => void): HTMLElement {
  const options = LIMITS.map((one) =>
    h("option", { text: String(one), attributes: { value: one, selected: one === limit } }),
  );
  const select: HTMLSelectElement = h(
    "select",
    { attributes: { "aria-label": texts.limit }, on: { change: () => choose(Number(select.value)) } },
    ...options,
  );
  return h("label", { class: "iw-sort" }, `${texts.limit} `, select);
}
