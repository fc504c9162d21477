/** The frame of a row chart: labels left, a plot for each column, a window of the rows where they are many. */

import { type ClassList, PAGE } from "./class_list.ts";
import { h, setAttribute, setText } from "./dom.ts";
import type { Gestures } from "./gestures.ts";
import { setName } from "./long_name.ts";
import { type Label, RowLabels, type Rows } from "./row_labels.ts";
import { RowPointer } from "./row_pointer.ts";
import { texts } from "./texts/report.ts";

export const ROW_HEIGHT = 24;
/** What the specs keep free around the plot: left and right. */
const PLOT_PADDING = 1 + 52;
const AXIS_HEIGHT = 24;
const UNSEEN_WIDTH = 400;

export interface GridColumn {
  /** Where the column's heading goes. */
  readonly head: HTMLElement;
  /** Says the numbers of the row under the pointer or the focus. */
  readonly readout: HTMLElement;
  readonly plot: HTMLElement;
  /** Tints the row under the pointer or the focus. */
  readonly band: HTMLElement;
  /** The labels once more, for where columns stand below each other. */
  readonly copies: HTMLElement;
}

/** A row, and its numbers in words. */
export type Readout = readonly [name: string, said: string];

interface Options {
  readonly label: string;
  readonly gestures: Gestures;
  /** Given where rows are classes: a long list scrolls. */
  readonly list: ClassList | null;
  readonly readout: (column: number, row: number) => Readout | null;
}

export class RowGrid {
  readonly element: HTMLElement;
  columns: readonly GridColumn[] = [];
  readonly #options: Options;
  readonly #labels: RowLabels;
  readonly #window: HTMLElement;
  /** As high as the rows that are out of view. */
  readonly #rest = h("div");
  /** Says which rows of how many are in view. */
  readonly #extent = h("div", { class: "iw-extent" });
  #rows: Rows = { names: [], first: 0, labels: [] };
  /** The first row in view as the scroll bar has it. */
  #scrolledTo = 0;
  /** The row in view under the pointer or the focus. */
  #pointed = -1;

  constructor(options: Options) {
    this.#options = options;
    this.#labels = new RowLabels(options.label, options.gestures, (row) => options.list?.scrollTo(row));
    const rows = {
      rowAt: (event: MouseEvent) => this.#rowAt(event),
      nameOf: (row: number) => this.#rows.labels[row]?.name ?? null,
      point: (row: number) => this.#point(row),
      focus: (row: number) => this.#labels.focus(row),
    };
    const on = {
      ...new RowPointer(rows, options.gestures).listeners,
      focusin: (event: FocusEvent) => this.#point(this.#labels.rowOf(event.target)),
      focusout: () => this.#point(-1),
    };
    this.#window = h("div", { class: "iw-window", on });
    this.element = h(
      "div",
      { class: "iw-rows", on: { scroll: () => this.#scrolled() } },
      this.#window,
      this.#rest,
    );
    setAttribute(this.element, "data-long", options.list?.isLong ?? false);
  }

  /** One column for each description of its plot; `extra` stands behind the plots. */
  build(descriptions: readonly string[], ...extra: HTMLElement[]): void {
    this.columns = descriptions.map((description, i) => column(description, i));
    const parts = this.columns.flatMap(({ band, head, copies, plot }) => [band, head, copies, plot]);
    this.#window.replaceChildren(this.#labels.element, this.#extent, ...parts, ...extra);
    this.element.style.setProperty("--iw-columns", String(descriptions.length));
  }

  /** What is folded has no width yet, and may be printed all the same. */
  get plotWidth(): number {
    return Math.max(60, (this.columns[0]?.plot.clientWidth || UNSEEN_WIDTH) - PLOT_PADDING);
  }

  show(rows: Rows): void {
    this.#rows = rows;
    this.#labels.show(rows);
    for (const { copies } of this.columns) showCopies(copies, rows.labels);
    this.element.style.setProperty("--iw-plot-height", `${rows.labels.length * ROW_HEIGHT + AXIS_HEIGHT}px`);
    if (this.#options.list?.isLong) this.#place(rows);
    this.#point(this.#pointed < rows.labels.length ? this.#pointed : -1);
  }

  /** The window sticks to the top while the height of all other rows scrolls by. */
  #place({ names, first }: Rows): void {
    this.#rest.style.height = `${Math.max(0, names.length - PAGE) * ROW_HEIGHT}px`;
    const last = Math.min(first + PAGE, names.length);
    const extent = texts.extent(first + 1, last, names.length);
    setText(this.#extent, last > 0 ? extent : texts.noSuchClass);
    if (this.#scrolledTo !== first) this.element.scrollTop = first * ROW_HEIGHT;
    this.#scrolledTo = first;
  }

  #scrolled(): void {
    this.#scrolledTo = Math.round(this.element.scrollTop / ROW_HEIGHT);
    this.#options.list?.scrollTo(this.#scrolledTo);
  }

  /** Row in view under the pointer; the whole width of a row counts, also where its bar is short or zero. */
  #rowAt(event: MouseEvent): number {
    const own = this.#labels.rowOf(event.target);
    if (own >= 0) return own;
    const area = (event.target as Element).closest(".iw-plot, .iw-copies, .iw-side, .iw-over");
    if (!area) return -1;
    const row = Math.floor((event.clientY - area.getBoundingClientRect().top) / ROW_HEIGHT);
    return row < this.#rows.labels.length ? row : -1;
  }

  #point(row: number): void {
    this.#pointed = row;
    this.columns.forEach(({ band, readout }, i) => {
      band.hidden = row < 0;
      band.style.translate = `0 ${row * ROW_HEIGHT}px`;
      showReadout(readout, row >= 0 ? this.#options.readout(i, row) : null);
    });
  }
}

function column(description: string, index: number): GridColumn {
  const readout = h("span", { class: "iw-readout", attributes: { "aria-hidden": "true" } });
  const head = h("div", { class: "iw-head" });
  const plot = h("div", { class: "iw-plot", attributes: { role: "img", "aria-label": description } });
  const copies = h("div", { class: "iw-copies", attributes: { "aria-hidden": "true", hidden: index === 0 } });
  const band = h("div", { class: "iw-band", attributes: { hidden: true } });
  for (const part of [head, plot, copies, band]) part.style.setProperty("--iw-column", String(index));
  return { head, readout, plot, copies, band };
}

/** A name that is too long gives way to the numbers. */
function showReadout(element: HTMLElement, told: Readout | null): void {
  const [name, said] = told ?? ["", ""];
  if (element.textContent === name + said) return;
  const words = h("bdi", { class: "iw-cut" });
  setName(words, name);
  element.replaceChildren(...(told ? [words, h("span", { text: said })] : []));
}

function showCopies(element: HTMLElement, labels: readonly Label[]): void {
  while (element.childElementCount > labels.length) element.lastElementChild?.remove();
  while (element.childElementCount < labels.length)
    element.append(h("span", { class: "iw-copy", attributes: { dir: "auto" } }));
  labels.forEach(({ name, off }, i) => {
    const copy = element.children[i] as HTMLElement;
    setName(copy, name);
    copy.className = off ? "iw-copy iw-off" : "iw-copy";
  });
}
