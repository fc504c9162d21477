/** The column of row labels: buttons, one stop of the Tab key, arrows move inside. */

import { h, setAttribute } from "./dom.ts";
import type { Gestures } from "./gestures.ts";
import { setName } from "./long_name.ts";

export interface Label {
  readonly name: string;
  readonly picked: boolean;
  /** Another row is picked and this one is not. */
  readonly off: boolean;
  /** Class of its colour, where the label carries one. */
  readonly tone?: string;
}

/** The rows of a chart and the part of them in view. */
export interface Rows {
  readonly names: readonly string[];
  readonly first: number;
  readonly labels: readonly Label[];
}

const NONE: Rows = { names: [], first: 0, labels: [] };

export class RowLabels {
  readonly element: HTMLElement;
  readonly #buttons: HTMLButtonElement[] = [];
  #rows = NONE;
  /** Row (of all, not only those in view) that the Tab key reaches. */
  #active = 0;

  constructor(
    label: string,
    readonly gestures: Gestures,
    readonly scrollTo: (row: number) => void,
  ) {
    this.element = h("div", {
      class: "iw-labels",
      attributes: { role: "group", "aria-label": label },
      on: { keydown: (event: KeyboardEvent) => this.#key(event), focusin: (event) => this.#focused(event) },
    });
  }

  show(rows: Rows): void {
    this.#rows = rows;
    const last = rows.first + rows.labels.length - 1;
    this.#active = Math.max(rows.first, Math.min(this.#active, last));
    while (this.#buttons.length < rows.labels.length) this.#add();
    while (this.#buttons.length > rows.labels.length) this.#buttons.pop()?.remove();
    rows.labels.forEach((label, i) => {
      update(this.#buttons[i], label);
    });
    this.#rove();
  }

  /** The row in view that an element of the column belongs to; -1 if none. */
  rowOf(target: EventTarget | null): number {
    const button = (target as Element | null)?.closest("button");
    return button ? this.#buttons.indexOf(button) : -1;
  }

  /** Give the focus to a row in view, so that keys go on from where the pointer was. */
  focus(row: number): void {
    this.#buttons[row]?.focus({ preventScroll: true });
  }

  #add(): void {
    const button = h("button", { class: "iw-label", attributes: { type: "button", dir: "auto" } });
    this.#buttons.push(button);
    this.element.append(button);
  }

  #rove(): void {
    const reached = this.#active - this.#rows.first;
    this.#buttons.forEach((button, i) => {
      setAttribute(button, "tabindex", i === reached ? 0 : -1);
    });
  }

  #focused(event: FocusEvent): void {
    const row = this.rowOf(event.target);
    if (row < 0) return;
    this.#active = this.#rows.first + row;
    this.#rove();
  }

  #key(event: KeyboardEvent): void {
    if (event.altKey || !this.#act(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether the key meant something here. */
  #act(event: KeyboardEvent): boolean {
    const { names } = this.#rows;
    const name = names[this.#active];
    if (name === undefined) return false;
    if (event.key === "Enter" || event.key === " ") this.gestures.pick(name, event);
    else {
      const row = target(event.key, this.#active, names.length);
      if (row === null) return false;
      this.#move(row);
      if (event.shiftKey && this.gestures.takesRanges) this.gestures.extend(name, names[row]);
    }
    return true;
  }

  #move(row: number): void {
    const { first, labels } = this.#rows;
    this.#active = row;
    if (row < first) this.scrollTo(row);
    else if (row >= first + labels.length) this.scrollTo(row - labels.length + 1);
    this.#active = row;
    this.#rove();
    this.#buttons[row - this.#rows.first]?.focus({ preventScroll: labels.length < this.#rows.names.length });
  }
}

const PAGE_STEP = 10;

function target(key: string, row: number, rows: number): number | null {
  const last = rows - 1;
  switch (key) {
    case "ArrowDown":
      return Math.min(row + 1, last);
    case "ArrowUp":
      return Math.max(row - 1, 0);
    case "PageDown":
      return Math.min(row + PAGE_STEP, last);
    case "PageUp":
      return Math.max(row - PAGE_STEP, 0);
    case "Home":
      return 0;
    case "End":
      return last;
    default:
      return null;
  }
}

const TITLE_LENGTH = 300;

function update(button: HTMLButtonElement, { name, picked, off, tone }: Label): void {
  setName(button, name);
  setAttribute(button, "aria-label", name); // else its two parts would be read as two words
  const title = name.slice(0, TITLE_LENGTH);
  if (button.title !== title) button.title = title;
  setAttribute(button, "aria-pressed", String(picked));
  button.className = ["iw-label", off && "iw-off", tone].filter(Boolean).join(" ");
}
