/** Train against validation (or test): a sentence, what is compared, and a forest plot of one of these. */

import { ClassList } from "../class_list.ts";
import { h, setText } from "../dom.ts";
import { Lead } from "../lead.ts";
import type { Page, Part, Snapshot } from "../page.ts";
import { splitName } from "../splits.ts";
import { COMPARED } from "../texts/comparison.ts";
import type { ChartEntry } from "../types.ts";
import { type Choice, choiceTable } from "./choice.ts";
import { ForestPlot } from "./forest.ts";
import type { Comparison } from "./types.ts";

export class ComparisonPart implements Part {
  readonly element: HTMLElement;
  readonly isRehearsed = true;
  readonly #page: Page;
  readonly #entry: ChartEntry;
  readonly #redraw: () => void;
  readonly #sentence = new Lead();
  readonly #detail = h("p", { class: "iw-note" });
  readonly #table = h("div");
  readonly #place = h("div");
  readonly #buttons: readonly (readonly [split: string, button: HTMLButtonElement])[];
  #found: Comparison;
  #choice: Choice = "classes";
  #plot: ForestPlot | null = null;
  #forget: () => void = () => undefined;

  constructor(page: Page, entry: ChartEntry, redraw: (part: Part) => void) {
    this.#page = page;
    this.#entry = entry;
    this.#redraw = () => redraw(this);
    const all = Object.values(page.report.comparisons);
    this.#found = all[0];
    this.#buttons = all.length > 1 ? all.map((found) => this.#button(found)) : [];
    const group = { role: "group", "aria-label": COMPARED.against };
    const splits = h(
      "div",
      { class: "iw-choice", attributes: group },
      ...this.#buttons.map(([, one]) => one),
    );
    const parts = [this.#sentence.element, this.#table, this.#detail, this.#place];
    this.element = h("div", { class: "iw-comparison" }, this.#buttons.length > 0 && splits, ...parts);
  }

  /** Makes the plot that is chosen; true if it is a new one. */
  prepare(): boolean {
    if (this.#plot) return false;
    const { distributions, number, text, alpha } = this.#found;
    this.#sentence.show({ number, text: text.slice(number.length + 1) });
    const said = this.#choice === "classes" ? COMPARED.hint(alpha) : distributions[this.#choice].text;
    setText(this.#detail, said[0].toUpperCase() + said.slice(1));
    for (const [split, button] of this.#buttons)
      button.setAttribute("aria-pressed", String(split === this.#found.split));
    this.#table.replaceChildren(choiceTable(this.#found, this.#choice, (choice) => this.#choose(choice)));
    this.#plot = this.#choice === "classes" ? this.#ofClasses() : this.#ofBins(this.#choice);
    this.#place.replaceChildren(this.#plot.element);
    return true;
  }

  measure(): void {
    this.#plot?.measure();
  }

  draw(snapshot: Snapshot): Promise<unknown> | undefined {
    return this.#plot?.draw(snapshot);
  }

  destroy(): void {
    this.#forget();
    this.#plot?.destroy();
    this.#plot = null;
  }

  #ofClasses(): ForestPlot {
    const { classes, split } = this.#found;
    const list = new ClassList(this.#page.report, classes.at, "difference");
    this.#forget = list.subscribe(this.#redraw);
    const forest = { title: COMPARED.classes, axis: "class", split, rows: classes, bins: null } as const;
    return new ForestPlot(this.#page, this.#entry, forest, list, classes.at);
  }

  #ofBins(choice: number): ForestPlot {
    const { distributions, split } = this.#found;
    const { id, title, class: name, rows } = distributions[choice];
    const forest = { title: name ?? title, axis: id, split, rows, bins: rows.names };
    return new ForestPlot(this.#page, this.#entry, forest, null, []);
  }

  #choose(choice: Choice): void {
    if (choice === this.#choice) return;
    this.#choice = choice;
    this.#remake();
    // The table was made anew: the keyboard goes on from where it was.
    this.#table.querySelector<HTMLElement>('[aria-pressed="true"]')?.focus({ preventScroll: true });
  }

  #button(found: Comparison): [string, HTMLButtonElement] {
    const choose = () => {
      this.#found = found;
      this.#choice = "classes";
      this.#remake();
    };
    const attributes = { type: "button" };
    return [found.split, h("button", { attributes, on: { click: choose } }, splitName(found.split))];
  }

  #remake(): void {
    this.destroy();
    this.#redraw();
  }
}
