/** One image as large as there is room, with what is drawn over it; it can be zoomed and moved. */

import { h } from "../dom.ts";
import { fault } from "./card.ts";
import { overlay } from "./overlay.ts";
import type { Picture } from "./pictures.ts";
import { boundsOf, type Size } from "./tags.ts";
import type { Item } from "./types.ts";

const STEP = 1.5;
const MOST = 16;
const CORNER = 12;

/** Where an image pixel takes this many on the page, it is shown as a square. */
const SQUARES = 4;

export interface StageOptions {
  readonly colour: (name: string) => string;
  /** The object that the reader points at in the image; null for none. */
  readonly point: (place: number | null) => void;
  readonly choose: (place: number) => void;
}

export class Stage {
  readonly element = h("div", { class: "iw-zoom-stage", attributes: { tabindex: 0, role: "img" } });
  readonly #options: StageOptions;
  readonly #image = h("img", { attributes: { alt: "", draggable: "false" } });
  readonly #picture = h("div", { class: "iw-zoom-picture" }, this.#image);
  readonly #sizes = new ResizeObserver(() => this.#fit());
  #shown: { item: Item; picture: Picture } | null = null;
  #overlay: HTMLElement | null = null;
  #scale = 1;
  #on: number | null = null;

  constructor(options: StageOptions) {
    this.#options = options;
    this.#sizes.observe(this.element);
    this.element.addEventListener("pointermove", (event) => this.#move(event));
    this.element.addEventListener("pointerleave", () => options.point(null));
    this.element.addEventListener("click", (event) => this.#click(event));
  }

  /** Shows an image; null where its picture is still to come. */
  show(item: Item, picture: Picture | null): void {
    this.element.setAttribute("aria-label", item.name);
    this.#shown = picture?.state === "ok" ? { item, picture } : null;
    this.element.replaceChildren(...(picture ? [this.#shown ? this.#picture : fault(picture, item)] : []));
    if (!this.#shown) return;
    this.#image.src = this.#shown.picture.url;
    this.#fit();
  }

  /** Zooms in (1), out (-1) or back to where all is seen (0). */
  zoom(steps: number): void {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = this.element;
    const before = this.#scale;
    this.#scale = steps === 0 ? 1 : Math.max(1, Math.min(before * STEP ** steps, MOST));
    this.#fit();
    const grown = this.#scale / before;
    this.element.scrollLeft = (scrollLeft + clientWidth / 2) * grown - clientWidth / 2;
    this.element.scrollTop = (scrollTop + clientHeight / 2) * grown - clientHeight / 2;
  }

  highlight(place: number | null): void {
    this.#on = place;
    this.#overlay?.classList.toggle("iw-some", place !== null);
    for (const part of this.#overlay?.querySelectorAll<HTMLElement>("[data-object]") ?? [])
      part.classList.toggle("iw-on", place !== null && part.dataset.object === String(place));
  }

  destroy(): void {
    this.#sizes.disconnect();
    this.#image.removeAttribute("src");
  }

  #fit(): void {
    const { clientWidth, clientHeight } = this.element;
    if (!this.#shown || clientWidth === 0) return;
    const { item, picture } = this.#shown;
    const natural = { width: item.width ?? picture.width, height: item.height ?? picture.height };
    const scale = this.#scale * Math.min(clientWidth / natural.width, clientHeight / natural.height);
    const size = { width: natural.width * scale, height: natural.height * scale };
    this.#picture.style.width = `${size.width}px`;
    this.#picture.style.height = `${size.height}px`;
    this.element.classList.toggle("iw-zoomed", this.#scale > 1);
    this.#image.classList.toggle("iw-squares", size.width > SQUARES * picture.width);
    this.#draw(item, picture, size);
  }

  #draw(item: Item, { masks }: Picture, size: Size): void {
    const look = { colour: this.#options.colour, size, corner: CORNER, allNames: true };
    const drawn = overlay(item, masks, look);
    if (this.#overlay) this.#overlay.replaceWith(drawn);
    else this.#picture.append(drawn);
    this.#overlay = drawn;
    this.highlight(this.#on);
  }

  #move(event: PointerEvent): void {
    if (event.buttons === 1) this.element.scrollBy(-event.movementX, -event.movementY);
    else this.#options.point(this.#objectAt(event));
  }

  #click(event: MouseEvent): void {
    const place = this.#objectAt(event);
    if (place !== null) this.#options.choose(place);
  }

  /** The smallest object there. */
  #objectAt({ clientX, clientY }: MouseEvent): number | null {
    if (!this.#shown) return null;
    const frame = this.#picture.getBoundingClientRect();
    const [x, y] = [(clientX - frame.left) / frame.width, (clientY - frame.top) / frame.height];
    let [found, least]: [number | null, number] = [null, Number.POSITIVE_INFINITY];
    for (const [place, one] of this.#shown.item.objects.entries()) {
      const [left, top, width, height] = boundsOf(one) ?? [2, 2, 0, 0];
      const isIn = x >= left && x <= left + width && y >= top && y <= top + height;
      if (isIn && width * height < least) [found, least] = [place, width * height];
    }
    return found;
  }
}
