/** What stands above a table: a field to find rows, and the buttons that copy and keep it. */

import { h } from "./dom.ts";
import { download } from "./download.ts";
import { csv, fileName, tabbed } from "./table_text.ts";
import { texts } from "./texts/table.ts";

/** Fewer rows are found by eye. */
const LONG = 12;

interface Acts {
  readonly search: () => void;
  readonly lines: () => string[][];
}

export class TableTools {
  readonly element: HTMLElement;
  readonly #field: HTMLInputElement;
  readonly #said = h("span", { class: "iw-muted", attributes: { role: "status" } });
  readonly #text = h("textarea", {
    class: "iw-copy-field",
    attributes: { readonly: true, rows: 3, "aria-label": texts.copyField, hidden: true },
  });

  constructor(caption: string, rows: number, acts: Acts) {
    const label = `${texts.find}: ${caption}`;
    const attributes = { type: "search", placeholder: texts.find, "aria-label": label };
    this.#field = h("input", { class: "iw-find", attributes, on: { input: acts.search } });
    this.#field.hidden = rows <= LONG;
    const keep = () => download(fileName(caption, "csv"), `\ufeff${csv(acts.lines())}`, "text/csv");
    this.element = h(
      "div",
      { class: "iw-table-tools" },
      this.#field,
      button(texts.copy, `${texts.copyTitle}: ${caption}`, () => void this.#copy(tabbed(acts.lines()))),
      button(texts.csv, `${texts.csvTitle}: ${caption}`, keep),
      this.#said,
      this.#text,
    );
  }

  get search(): string {
    return this.#field.value.trim();
  }

  set search(text: string) {
    this.#field.value = text;
  }

  /** Where the browser forbids to copy, the text is selected in a field. */
  async #copy(text: string): Promise<void> {
    let done = true;
    await navigator.clipboard.writeText(text).catch(() => {
      done = false;
    });
    this.#said.textContent = done ? texts.copied : texts.denied;
    this.#text.hidden = done;
    this.#text.value = done ? "" : text;
    if (!done) this.#text.select();
  }
}

function button(text: string, title: string, act: () => void): HTMLButtonElement {
  return h("button", {
    class: "iw-quiet",
    text,
    attributes: { type: "button", title, "aria-label": title },
    on: { click: act },
  });
}
