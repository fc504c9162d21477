/** What is annotated in one image, as a table whose rows and the image point at each other. */

import { h } from "../dom.ts";
import { setName } from "../long_name.ts";
import { countText, decimalText } from "../numbers.ts";
import { texts } from "../texts/gallery.ts";
import { moveFocus } from "./grid_keys.ts";
import type { Item, SampleObject } from "./types.ts";

const words = texts.zoom;

export interface AnnotationsOptions {
  readonly colour: (name: string) => string;
  /** The object that the reader points at in the table; null for none. */
  readonly point: (place: number | null) => void;
}

export class Annotations {
  readonly element = h("div", { class: "iw-zoom-list" });
  readonly #options: AnnotationsOptions;
  #rows: HTMLTableRowElement[] = [];
  #on: number | null = null;

  constructor(options: AnnotationsOptions) {
    this.#options = options;
    const keys = (event: KeyboardEvent) => {
      if (event.key === "ArrowUp" || event.key === "ArrowDown") moveFocus(event, this.#buttons());
    };
    this.element.addEventListener("keydown", keys);
    this.element.addEventListener("pointerleave", () => options.point(null));
  }

  /** Shows what is annotated; `isPicked`: something is, so that it is said which are among it. */
  show(item: Item, isPicked: boolean): void {
    const columns = columnsOf(item);
    this.#rows = item.objects.map((one, place) => this.#row(one, place, columns, isPicked));
    const [first] = this.#buttons();
    if (first) first.tabIndex = 0;
    const title = `${words.objects} (${countText(item.objects.length + item.more)})`;
    const labels = item.labels.map((name) => h("li", {}, this.#swatch(name), h("bdi", { text: name })));
    const more = item.more > 0 ? h("p", { class: "iw-muted", text: words.more(countText(item.more)) }) : null;
    const isEmpty = item.objects.length + item.more + labels.length === 0;
    this.element.replaceChildren(
      ...(labels.length > 0 ? [h("ul", { class: "iw-zoom-labels" }, ...labels)] : []),
      ...(item.objects.length > 0 ? [tableOf(title, columns, this.#rows)] : []),
      ...(more ? [more] : []),
      ...(isEmpty ? [h("p", { class: "iw-muted", text: words.noObjects })] : []),
    );
    this.highlight(this.#on);
  }

  /** The object whose row has the focus; null where none has. */
  get focused(): number | null {
    const place = this.#buttons().findIndex((button) => button.matches(":focus"));
    return place < 0 ? null : place;
  }

  highlight(place: number | null): void {
    this.#on = place;
    for (const [i, row] of this.#rows.entries()) row.classList.toggle("iw-on", i === place);
    if (place !== null) this.#rows[place]?.scrollIntoView({ block: "nearest" });
  }

  focus(place: number): void {
    for (const [i, button] of this.#buttons().entries()) button.tabIndex = i === place ? 0 : -1;
    this.#buttons()[place]?.focus();
  }

  #buttons(): HTMLButtonElement[] {
    return this.#rows.map((row) => row.querySelector("button") as HTMLButtonElement);
  }

  #row(one: SampleObject, place: number, columns: readonly Column[], isPicked: boolean): HTMLTableRowElement {
    const point = () => this.#options.point(place);
    const shown = h("bdi", { class: "iw-cut" });
    setName(shown, one.class);
    const attributes = { type: "button", tabindex: -1, title: one.class, "aria-label": one.class };
    const on = { focus: point, click: point };
    const button = h("button", { class: "iw-zoom-class", attributes, on }, this.#swatch(one.class), shown);
    const marks = [isPicked && one.matches && words.picked, one.crowd && words.crowd]
      .filter(Boolean)
      .join(", ");
    const name = h(
      "th",
      { attributes: { scope: "row" } },
      button,
      marks && h("small", { text: ` ${marks}` }),
    );
    const cells = columns.map(({ cell }) => h("td", { text: cell(one) }));
    return h("tr", { on: { pointerenter: point } }, name, ...cells);
  }

  #swatch(name: string): HTMLElement {
    const swatch = h("span", { class: "iw-zoom-swatch", attributes: { "aria-hidden": "true" } });
    swatch.style.background = this.#options.colour(name);
    return swatch;
  }
}

interface Column {
  readonly title: string;
  readonly cell: (one: SampleObject) => string;
}

/** Columns that have something to say about one of the objects. */
function columnsOf({ width, height, objects }: Item): Column[] {
  const pixels = (one: SampleObject) => (width && height ? boxText(one.box, width, height) : "");
  const all = [
    { title: words.area, cell: ({ area }: SampleObject) => (area === null ? "" : decimalText(area)) },
    { title: words.ratio, cell: ({ ratio }: SampleObject) => (ratio === null ? "" : decimalText(ratio)) },
    { title: words.box, cell: pixels },
    { title: words.record, cell: ({ record }: SampleObject) => record ?? "" },
  ];
  return all.filter(({ cell }) => objects.some((one) => cell(one) !== ""));
}

function boxText(box: SampleObject["box"], width: number, height: number): string {
  if (!box) return "";
  const [x, y, w, h_] = box;
  return [x * width, y * height, w * width, h_ * height]
    .map((one) => countText(Math.round(one * 10) / 10))
    .join(", ");
}

function tableOf(title: string, columns: readonly Column[], rows: readonly HTMLElement[]): HTMLElement {
  const heads = [words.class, ...columns.map((one) => one.title)];
  return h(
    "table",
    {},
    h("caption", { text: title }),
    h("thead", {}, h("tr", {}, ...heads.map((text) => h("th", { text, attributes: { scope: "col" } })))),
    h("tbody", {}, ...rows),
  );
}
