/** One image of a page of samples: its place, kept free until the picture comes, and its name. */

import { h } from "../dom.ts";
import { setFileName } from "../long_name.ts";
import { texts } from "../texts/gallery.ts";
import { overlay } from "./overlay.ts";
import type { Picture } from "./pictures.ts";
import type { Size } from "./tags.ts";
import type { Item } from "./types.ts";

export interface CardLook {
  readonly colour: (name: string) => string;
  /** Pixels of the square that holds the picture. */
  readonly side: number;
  /** How many objects of it are picked, in short and in words; empty where that says nothing. */
  readonly matching: (item: Item) => readonly [short: string, words: string];
}

const CORNER = 3;

export class Card {
  readonly element: HTMLLIElement;
  readonly button: HTMLButtonElement;
  readonly #item: Item;
  readonly #look: CardLook;
  readonly #frame = h("span", { class: "iw-sample-frame", attributes: { "data-state": "waiting" } });

  constructor(item: Item, look: CardLook, open: () => void) {
    this.#item = item;
    this.#look = look;
    const [short, matching] = look.matching(item);
    const name = h("bdi", { class: "iw-cut" });
    setFileName(name, item.name);
    const caption = h("span", { class: "iw-sample-name" }, name, h("small", { text: short }));
    const attributes = {
      type: "button",
      tabindex: -1,
      title: [item.path, matching].filter(Boolean).join("\n"),
      "aria-haspopup": "dialog",
    };
    this.button = h("button", { class: "iw-sample", attributes, on: { click: open } }, this.#frame, caption);
    this.element = h("li", {}, this.button);
  }

  show(picture: Picture): void {
    this.#frame.dataset.state = picture.state;
    this.#frame.replaceChildren(picture.state === "ok" ? this.#picture(picture) : fault(picture, this.#item));
  }

  #picture({ url, masks, width, height }: Picture): HTMLElement {
    const size = { width: this.#item.width ?? width, height: this.#item.height ?? height };
    const image = h("img", { attributes: { src: url, alt: "", draggable: "false" } });
    const fitted = sizeWithin(size, this.#look.side);
    const look = { colour: this.#look.colour, size: fitted, corner: CORNER, allNames: false };
    const element = h("span", { class: "iw-sample-picture" }, image, overlay(this.#item, masks, look));
    element.style.aspectRatio = `${size.width} / ${size.height}`;
    element.style[size.width >= size.height ? "width" : "height"] = "100%";
    return element;
  }
}

/** A place for a card that is still to come. */
export function skeleton(): HTMLElement {
  const frame = h("span", { class: "iw-sample-frame", attributes: { "data-state": "waiting" } });
  const name = h("span", { class: "iw-sample-name" }, "\u00a0", h("small", { text: "\u00a0" }));
  return h("li", { attributes: { "aria-hidden": "true" } }, h("span", { class: "iw-sample" }, frame, name));
}

/** What stands in place of a picture. */
export function fault({ state, reason }: Pick<Picture, "state" | "reason">, { path }: Item): HTMLElement {
  return h(
    "span",
    { class: "iw-sample-fault" },
    h("strong", { text: texts.states[state] ?? state }),
    reason ? h("span", { text: reason }) : null,
    h("span", { class: "iw-sample-path", text: path, attributes: { dir: "auto" } }),
  );
}

function sizeWithin({ width, height }: Size, side: number): Size {
  const scale = side / Math.max(width, height, 1);
  return { width: width * scale, height: height * scale };
}
