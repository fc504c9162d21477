/** The columns beside the Insight Summary's bars: the verdict in words, and how many to add. */

import { h } from "./dom.ts";
import { texts } from "./texts/report.ts";
import type { ClassSummary } from "./types.ts";
import { planWords, VERDICTS, type Words } from "./verdicts.ts";

export class SummarySides {
  readonly #verdicts = h("div", { class: "iw-side iw-verdict-side" });
  readonly #plan = h("div", { class: "iw-side iw-plan-side" });

  /** Headings and columns. */
  readonly elements: readonly HTMLElement[] = [
    h("div", { class: "iw-head iw-side-head iw-verdict-side", text: texts.verdict }),
    h("div", { class: "iw-head iw-side-head iw-plan-side", text: texts.toAdd }),
    this.#verdicts,
    this.#plan,
  ];

  show(classes: readonly ClassSummary[], unit: string, on: (name: string) => boolean): void {
    const tone = ({ name, verdict }: ClassSummary) => (on(name) ? `iw-tone-${verdict}` : "iw-off");
    const plain = ({ name }: ClassSummary) => (on(name) ? "" : "iw-off");
    fill(this.#verdicts, classes, ({ verdict }) => VERDICTS[verdict], tone);
    fill(this.#plan, classes, ({ add }) => planWords(add, unit), plain);
  }
}

/** A cell a row, made anew only where its words change. */
export function fill<Row>(
  column: HTMLElement,
  classes: readonly Row[],
  words: (found: Row) => Words,
  look: (found: Row) => string,
): void {
  while (column.childElementCount > classes.length) column.lastElementChild?.remove();
  while (column.childElementCount < classes.length) column.append(h("span"));
  classes.forEach((found, i) => {
    const cell = column.children[i];
    const [first, rest] = words(found);
    const stays = cell.textContent === first + rest;
    if (!stays) cell.replaceChildren(first, h("span", { class: "iw-rest", text: rest }));
    cell.className = look(found);
  });
}
