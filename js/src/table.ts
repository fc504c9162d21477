/** Tables with proper headers, sorted and searched by the reader, copied and kept; long ones grow piece by piece. */

import { h, setAttribute } from "./dom.ts";
import { setName } from "./long_name.ts";
import { type Cell, compareCells, plain, textOf } from "./table_text.ts";
import { TableTools } from "./table_tools.ts";
import { texts } from "./texts/table.ts";

export interface HeaderCell {
  readonly content: string | Node;
  /** Columns it spans. */
  readonly span?: number;
  /** Whether it stands above words, which begin below each other, not above numbers. */
  readonly words?: boolean;
}

export interface TableContent {
  readonly caption: string;
  /** Rows of header cells; the first cell of each stands above the row headers. */
  readonly head: readonly (readonly HeaderCell[])[];
  /** Names of the rows. */
  readonly names: readonly string[];
  /** The lines of a row, each a list of cells. */
  readonly lines: (row: number) => readonly (readonly Cell[])[];
}

const ROWS_AT_ONCE = 50;
const ROWS_MORE = 1000;

/** By which column rows are sorted; none: as they came. */
interface Order {
  readonly column: number;
  readonly descending: boolean;
}

/** The tables on the page, so that one made anew takes over how the last one was sorted and searched. */
const views = new WeakMap<Element, TableView>();

export function table(content: TableContent): HTMLElement {
  return new TableView(content).element;
}

class TableView {
  readonly element: HTMLElement;
  readonly #content: TableContent;
  readonly #body = h("tbody");
  readonly #columns: readonly HTMLElement[];
  readonly #tools: TableTools;
  readonly #more = h("button", {
    class: "iw-button",
    attributes: { type: "button" },
    on: { click: () => this.#grow() },
  });
  readonly #none = h("p", { class: "iw-muted", text: texts.none });
  #order: Order | null = null;
  #rows: readonly number[] = [];
  #shown = 0;

  constructor(content: TableContent) {
    this.#content = content;
    const { caption, head, names } = content;
    this.#tools = new TableTools(caption, names.length, {
      search: () => this.#arrange(),
      lines: () => this.#lines(),
    });
    const heads = head.map((cells, row) => this.#headRow(cells, row === head.length - 1));
    this.#columns = [...(heads.at(-1)?.children ?? [])] as HTMLElement[];
    const title = h("caption", { class: "iw-hidden", text: caption });
    const attributes = { tabindex: 0, role: "region", "aria-label": texts.region(caption) };
    const inner = h("table", {}, title, h("thead", {}, ...heads), this.#body);
    const scroll = h("div", { class: "iw-table", attributes }, inner);
    this.element = h("div", { class: "iw-data" }, this.#tools.element, scroll, this.#none, this.#more);
    views.set(this.element, this);
    this.#arrange();
  }

  /** Be sorted and searched as another table is. */
  adopt(other: TableView): void {
    this.#tools.search = other.#tools.search;
    this.#order = other.#order;
    this.#arrange();
  }

  #headRow(cells: readonly HeaderCell[], sorts: boolean): HTMLElement {
    return h("tr", {}, ...cells.map((cell, column) => this.#headCell(cell, sorts ? column : null)));
  }

  #headCell({ content, span = 1, words = false }: HeaderCell, column: number | null): HTMLElement {
    if (content === "") return h("td");
    const kind = words ? "iw-name" : "";
    const attributes = { scope: span > 1 ? "colgroup" : "col", colspan: span > 1 ? span : null };
    if (column === null || this.#content.names.length < 2)
      return h("th", { class: kind, attributes }, content);
    const on = { click: () => this.#sortBy(column) };
    const button = h("button", { class: "iw-sorts", attributes: { type: "button" }, on }, content);
    return h("th", { class: kind, attributes }, button);
  }

  /** Numbers first from the largest, names from A; then the other way round; then as they came. */
  #sortBy(column: number): void {
    const first = column > 0;
    const now = this.#order?.column === column ? this.#order.descending : null;
    if (now === null) this.#order = { column, descending: first };
    else this.#order = now === first ? { column, descending: !first } : null;
    this.#arrange();
  }

  #arrange(): void {
    const { names } = this.#content;
    const wanted = this.#tools.search.toLocaleLowerCase();
    const rows = [...names.keys()].filter((row) => names[row].toLocaleLowerCase().includes(wanted));
    this.#rows = this.#order ? this.#sorted(rows, this.#order) : rows;
    this.#columns.forEach((cell, column) => {
      const sorted = this.#order?.column === column ? this.#order : null;
      if (sorted) cell.setAttribute("aria-sort", sorted.descending ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    });
    this.#body.replaceChildren();
    this.#shown = 0;
    this.#show(ROWS_AT_ONCE);
  }

  #sorted(rows: readonly number[], { column, descending }: Order): number[] {
    const { names, lines } = this.#content;
    const cells = new Map(
      rows.map((row) => [row, column === 0 ? names[row] : (lines(row)[0]?.[column - 1] ?? "")]),
    );
    const cell = (row: number) => cells.get(row) ?? "";
    return rows.toSorted((a, b) => compareCells(cell(a), cell(b), descending) || a - b);
  }

  #grow(): void {
    this.#show(ROWS_MORE);
  }

  #show(count: number): void {
    const { names, lines } = this.#content;
    const more = this.#rows.slice(this.#shown, this.#shown + count);
    this.#body.append(...more.flatMap((row) => bodyRows(names[row], lines(row))));
    this.#shown += more.length;
    const left = this.#rows.length - this.#shown;
    this.#none.hidden = this.#rows.length > 0;
    this.#more.hidden = left === 0;
    this.#more.textContent =
      left <= ROWS_MORE ? texts.all(this.#rows.length) : texts.more(this.#shown, this.#rows.length);
  }

  /** All rows that are searched for, in their order, as text: a line of headings first. */
  #lines(): string[][] {
    const { names, lines } = this.#content;
    const rows = this.#rows.flatMap((row) => lines(row).map((cells) => [names[row], ...cells.map(plain)]));
    return [headings(this.#content.head), ...rows];
  }
}

/** The headings of all columns, each behind that of the group it stands under. */
function headings(head: TableContent["head"]): string[] {
  const rows = head.map((cells) =>
    cells.flatMap(({ content, span = 1 }) => Array.from({ length: span }, () => textOf(content))),
  );
  return (rows.at(-1) ?? []).map((_, column) =>
    rows
      .map((row) => row[column] ?? "")
      .filter(Boolean)
      .join(" "),
  );
}

function bodyRows(name: string, lines: readonly (readonly Cell[])[]): HTMLElement[] {
  return lines.map((cells, line) => bodyRow(line === 0 ? rowHeader(name, lines.length) : null, cells));
}

function rowHeader(name: string, lines: number): HTMLElement {
  const attributes = { scope: "row", dir: "auto", title: name, rowspan: lines > 1 ? lines : null };
  const header = h("th", { attributes });
  setName(header, name);
  if (header.firstElementChild) setAttribute(header, "aria-label", name); // else it would be read as two words
  return header;
}

function bodyRow(header: HTMLElement | null, cells: readonly Cell[]): HTMLElement {
  return h("tr", { class: header ? "iw-first" : "" }, header, ...cells.map(bodyCell));
}

/** Names stand at the start of their column, numbers at its end. */
function bodyCell(cell: Cell): HTMLElement {
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
    const before = viewsIn(this.#body);
    this.#body.replaceChildren(...(this.element.open ? [this.make()] : []));
    viewsIn(this.#body).forEach((view, i) => {
      if (before[i]) view.adopt(before[i]);
    });
  }
}

function viewsIn(element: Element): TableView[] {
  return [...element.querySelectorAll(".iw-data")].flatMap((one) => views.get(one) ?? []);
}
