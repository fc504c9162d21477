/** One image in full, in a dialog: the image, what is annotated in it, and the way to the others. */

import { copyButton } from "../copying.ts";
import { freshId, h, setText } from "../dom.ts";
import { countText } from "../numbers.ts";
import { isPicked, NOTHING } from "../picked.ts";
import { splitName } from "../splits.ts";
import { texts } from "../texts/gallery.ts";
import { Annotations } from "./annotations.ts";
import type { Column } from "./column.ts";
import type { Layers } from "./layers.ts";
import { Originals } from "./originals.ts";
import { type Picture, release } from "./pictures.ts";
import type { Source } from "./source.ts";
import { Stage } from "./stage.ts";
import type { Item } from "./types.ts";

const SIDE = 1600;
const words = texts.zoom;

export class Zoom {
  readonly element: HTMLDialogElement;
  readonly #source: Source;
  readonly #stage: Stage;
  readonly #list: Annotations;
  readonly #originals: Originals;
  readonly #split = h("span");
  readonly #name = h("bdi", { class: "iw-zoom-name", attributes: { id: freshId("zoom") } });
  readonly #place = h("span", { attributes: { role: "status" } });
  readonly #path = h("span", { class: "iw-zoom-path", attributes: { dir: "auto" } });
  readonly #state = h("span", { class: "iw-muted", attributes: { role: "status" } });
  #column: Column | null = null;
  #at = 0;
  /** Of the image in full; those of the page belong to the page. */
  #picture: Picture | null = null;
  #stop: () => void = () => undefined;

  constructor(source: Source, colour: (name: string) => string, layers: Layers) {
    this.#source = source;
    const point = (place: number | null) => this.#point(place);
    this.#stage = new Stage({ colour, point, choose: (place) => this.#list.focus(place) });
    this.#list = new Annotations({ colour, point });
    this.#originals = new Originals(source);
    const attributes = { "aria-labelledby": this.#name.id, tabindex: -1 };
    const on = {
      keydown: (event: KeyboardEvent) => this.#key(event),
      close: () => this.#closed(),
      click: (event: Event) => event.target === this.element && this.element.close(),
    };
    this.element = h("dialog", { class: "iw-zoom", attributes, on }, this.#content(layers));
  }

  get isOpen(): boolean {
    return this.element.open;
  }

  open(column: Column, place: number): void {
    if (!column.page) return;
    this.#column = column;
    if (!this.element.open) this.element.showModal();
    this.element.focus();
    this.#show(place);
  }

  close(): void {
    this.element.close();
  }

  destroy(): void {
    this.#column = null;
    this.#leave();
    this.#stage.destroy();
    this.element.remove();
  }

  #content(layers: Layers): HTMLElement {
    const copyPath = copyButton(words.copyPath, words.path, () => this.#item?.path ?? "");
    const head = h(
      "header",
      {},
      h("span", { class: "iw-zoom-title" }, this.#split, this.#name),
      h(
        "span",
        { class: "iw-zoom-tools" },
        button("‹", words.previous, () => void this.#go(-1)),
        this.#place,
        button("›", words.next, () => void this.#go(1)),
        layers.buttons(),
        button("−", words.further, () => this.#stage.zoom(-1)),
        button("+", words.closer, () => this.#stage.zoom(1)),
        button(words.fit, words.fit, () => this.#stage.zoom(0)),
        button("✕", words.close, () => this.close()),
      ),
    );
    const hint = h("span", { class: "iw-muted iw-zoom-hint", text: words.hint });
    const foot = h("footer", {}, this.#path, copyPath, this.#state, hint);
    const side = h("div", { class: "iw-zoom-side" }, this.#originals.element, this.#list.element);
    return h("div", { class: "iw-zoom-body" }, head, this.#stage.element, side, foot);
  }

  get #item(): Item | undefined {
    return this.#column?.page?.items[this.#at];
  }

  #show(place: number): void {
    this.#leave();
    this.#at = place;
    const [column, item] = [this.#column, this.#item];
    if (!column?.page || !item) return;
    const { page } = column;
    this.#split.replaceChildren(splitName(column.split));
    setText(this.#name, item.name);
    setText(this.#path, item.path);
    const number = page.query.offset + place + 1;
    setText(this.#place, words.place(countText(number), countText(page.images)));
    this.#fill(item, page.pictures.get(item.row) ?? null);
    this.#stage.zoom(0);
    this.#load(item);
    this.#originals.show(item, page.query);
  }

  #load(item: Item): void {
    const query = this.#column?.page?.query;
    if (!query) return;
    let isThere = false;
    const stop = this.#source.image(query, item.row, SIDE, (found) => {
      isThere = found !== null;
      setText(this.#state, found ? "" : words.failed);
      if (!found) return;
      this.#picture = found.picture;
      this.#fill(found.item, found.picture);
    });
    this.#stop = stop ?? (() => undefined);
    if (stop && !isThere) setText(this.#state, words.loading);
  }

  /** Shows an image, and again when it comes in full: rows are made anew, the focus stays where it was. */
  #fill(item: Item, picture: Picture | null): void {
    const { focused } = this.#list;
    this.#stage.show(item, picture);
    this.#list.show(item, isPicked(this.#column?.page?.query.picked ?? NOTHING));
    if (focused === null) return;
    if (focused < item.objects.length) this.#list.focus(focused);
    else this.element.focus();
  }

  /** To another image, on another page where need be. */
  async #go(by: number): Promise<void> {
    const column = this.#column;
    if (!column?.page) return;
    const to = this.#at + by;
    if (to >= 0 && to < column.page.items.length) return this.#show(to);
    const number = column.number + by;
    if (number < 0 || number >= column.count) return;
    await column.turn(number);
    if (this.#column === column && column.page) this.#show(by > 0 ? 0 : column.page.items.length - 1);
  }

  #point(place: number | null): void {
    this.#stage.highlight(place);
    this.#list.highlight(place);
  }

  #key(event: KeyboardEvent): void {
    event.stopPropagation();
    const act = this.#action(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  #action({ key, ctrlKey, metaKey, altKey, target }: KeyboardEvent): (() => void) | null {
    if (ctrlKey || metaKey || altKey || target instanceof HTMLTextAreaElement) return null;
    if (key === "ArrowLeft") return () => void this.#go(-1);
    if (key === "ArrowRight") return () => void this.#go(1);
    if (key === "+" || key === "=") return () => this.#stage.zoom(1);
    if (key === "-") return () => this.#stage.zoom(-1);
    if (key === "0") return () => this.#stage.zoom(0);
    return null;
  }

  #closed(): void {
    this.#leave();
    this.#column?.focus(this.#at);
    this.#column = null;
  }

  #leave(): void {
    this.#stop();
    this.#stop = () => undefined;
    this.#point(null);
    this.#originals.clear();
    setText(this.#state, "");
    if (this.#picture) release(this.#picture);
    this.#picture = null;
  }
}

function button(text: string, label: string, click: () => void): HTMLButtonElement {
  const attributes = { type: "button", "aria-label": label, title: label };
  return h("button", { class: "iw-button", text, attributes, on: { click } });
}
