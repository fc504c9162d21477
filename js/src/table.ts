/** Tables with proper headers; a long one is built a piece at a time. */

import { h } from "./dom.ts";
import { countText } from "./numbers.ts";

export interface HeaderCell {
  readonly content: string | Node;
  /** Columns it spans. */
  readonly span?: number;
}

export interface TableContent {
  readonly caption: string;
  /** Rows of header cells; the first cell of each stands above the row headers. */
  readonly head: readonly (readonly HeaderCell[])[];
  /** Names of the rows. */
  readonly names: readonly string[];
  /** The lines of a row, each a list of cells. */
  readonly lines: (row: number) => readonly (readonly (string | Node)[])[];
}

const ROWS_AT_ONCE = 50;

export function table(content: TableContent): HTMLElement {
  const { caption, names, head } = content;
  const body = h("tbody", {}, ...bodyRows(content, 0, ROWS_AT_ONCE));
  const title = h("caption", { class: "iw-hidden", text: caption });
  const element = h("table", {}, title, h("thead", {}, ...head.map(headRow)), body);
  const attributes = { tabindex: 0, role: "region", "aria-label": `${caption}, table` };
  const scroll = h("div", { class: "iw-table", attributes }, element);
  return names.length > ROWS_AT_ONCE ? h("div", {}, scroll, moreButton(content, body)) : scroll;
}

function moreButton(content: TableContent, body: HTMLElement): HTMLElement {
  const rest = () => {
    body.append(...bodyRows(content, ROWS_AT_ONCE, content.names.length));
    button.remove();
  };
  const text = `Show all ${countText(content.names.length)} rows`;
  const button = h("button", {
    class: "iw-button",
    text,
    attributes: { type: "button" },
    on: { click: rest },
  });
  return button;
}

function headRow(cells: readonly HeaderCell[]): HTMLElement {
  return h("tr", {}, ...cells.map(headCell));
}

function headCell({ content, span = 1 }: HeaderCell): HTMLElement {
  if (content === "") return h("td");
  const attributes = { scope: span > 1 ? "colgroup" : "col", colspan: span > 1 ? span : null };
  return h("th", { attributes }, content);
}

function bodyRows({ names, lines }: TableContent, from: number, to: number): HTMLElement[] {
  return names.slice(from, to).flatMap((name, i) => {
    const rows = lines(from + i);
    return rows.map((cells, line) => bodyRow(line === 0 ? rowHeader(name, rows.length) : null, cells));
  });
}

function rowHeader(name: string, lines: number): HTMLElement {
  const attributes = { scope: "row", dir: "auto", title: name, rowspan: lines > 1 ? lines : null };
  return h("th", { attributes, text: name });
}

function bodyRow(header: HTMLElement | null, cells: readonly (string | Node)[]): HTMLElement {
  return h("tr", { class: header ? "iw-first" : "" }, header, ...cells.map(bodyCell));
}

/** Names stand at the start of their column, numbers at its end. */
function bodyCell(cell: string | Node): HTMLElement {
  return h("td", { class: typeof cell === "string" ? "" : "iw-name" }, cell);
}

/** A table under its title, made when it is opened, and again by `refresh`. */
export class Drawer {
  readonly element: HTMLDetailsElement;
  readonly #body = h("div");

  constructor(
    title: string,
    readonly make: () => HTMLElement,
    open = false,
  ) {
    const properties = { class: "iw-drawer", attributes: { open }, on: { toggle: () => this.refresh() } };
    this.element = h("details", properties, h("summary", { text: title }), this.#body);
  }

  refresh(): void {
    this.#body.replaceChildren(...(this.element.open ? [this.make()] : []));
  }
}
