/** The image that another one is a copy of, as a leak is of one in train: beside it, with its name. */

import { h } from "../dom.ts";
import { splitName } from "../splits.ts";
import { texts } from "../texts/gallery.ts";
import { type Picture, release } from "./pictures.ts";
import type { Source } from "./source.ts";
import type { Item, Original, Query } from "./types.ts";

const SIDE = 480;

export class Originals {
  readonly element = h("div", { class: "iw-zoom-originals" });
  readonly #source: Source;
  #picture: Picture | null = null;
  #stop: () => void = () => undefined;

  constructor(source: Source) {
    this.#source = source;
    this.clear();
  }

  show({ originals = [] }: Item, query: Query): void {
    this.clear();
    const frames = originals.map(() => h("span"));
    this.element.append(...originals.map((one, i) => figure(one, frames[i])));
    this.element.hidden = originals.length === 0;
    const [first] = originals;
    if (first) this.#load(first, query, frames[0]);
  }

  clear(): void {
    this.#stop();
    this.#stop = () => undefined;
    this.element.replaceChildren();
    this.element.hidden = true;
    if (this.#picture) release(this.#picture);
    this.#picture = null;
  }

  #load(original: Original, query: Query, frame: HTMLElement): void {
    const stop = this.#source.original(query, original, SIDE, (found) => {
      if (!found) return;
      const { picture } = found;
      this.#picture = picture;
      const words = texts.states[picture.state] ?? picture.state;
      const image = { src: picture.url, alt: original.name, draggable: "false" };
      frame.replaceChildren(picture.url ? h("img", { class: "iw-zoom-original", attributes: image }) : words);
    });
    this.#stop = stop ?? this.#stop;
  }
}

function figure({ split, name, path }: Original, frame: HTMLElement): HTMLElement {
  const words = h("bdi", { text: name, attributes: { title: path } });
  const caption = h("figcaption", {}, `${texts.zoom.copyOf} `, splitName(split), " ", words);
  return h("figure", {}, caption, frame);
}
