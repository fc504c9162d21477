/** What stands above a table: a field to find rows, and the buttons that copy and keep it. */

import { copyButton } from "./copying.ts";
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
      copyButton(texts.copy, texts.copyField, () => tabbed(acts.lines()), {
        kind: "iw-quiet",
        title: `${texts.copyTitle}: ${caption}`,
      }),
      button(texts.csv, `${texts.csvTitle}: ${caption}`, keep),
    );
  }

  get search(): string {
    return this.#field.value.trim();
  }

  set search(text: string) {
    this.#field.value = text;
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
