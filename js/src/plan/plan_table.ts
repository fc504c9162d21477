/** The table behind the Insight Summary: counts can be typed, and what follows from them changes in its place. */

import { setText } from "../dom.ts";
import { countText, wholePercent } from "../numbers.ts";
import { table } from "../table.ts";
import { TEXTS } from "../texts/plan.ts";
import { texts } from "../texts/report.ts";
import { verdictText } from "../verdicts.ts";
import { sumOf } from "./exact.ts";
import { NumberField } from "./fields.ts";
import type { Scope, Tried, WhatIf } from "./what_if.ts";

const LARGEST = 1_000_000_000;

interface Options {
  readonly caption: string;
  readonly classes: readonly string[];
  readonly whatIf: WhatIf;
}

export class PlanTable {
  readonly #options: Options;
  readonly #positions: ReadonlyMap<string, number>;
  /** By name of the class, for the rows that are on the page. */
  readonly #fields = new Map<string, NumberField>();
  #tried: Tried;
  #scope: Scope = null;

  constructor(options: Options) {
    this.#options = options;
    this.#positions = new Map(options.classes.map((name, i) => [name, i]));
    this.#tried = options.whatIf.tried(null);
  }

  /** Take other numbers; true if the table has to be made anew. */
  take(tried: Tried, scope: Scope): boolean {
    const isOther = scope !== this.#scope;
    this.#tried = tried;
    this.#scope = scope;
    if (!isOther) this.#update();
    return isOther;
  }

  make(): HTMLElement {
    this.#fields.clear();
    const { unit, classes } = this.#tried.original;
    const { columns } = TEXTS;
    const named = [texts.class, unit, columns.share, columns.verdict, columns.add];
    const more = this.#isBoxes ? [columns.images] : [];
    const along = this.#hasAlong ? [TEXTS.along, TEXTS.after, TEXTS.afterAlong] : [TEXTS.after];
    return table({
      caption: this.#options.caption,
      head: [[...named, ...more, ...along].map((content) => ({ content }))],
      names: classes.map(({ name }) => name),
      lines: (row) => [[this.#field(classes[row].name), ...this.#cells(classes[row].name)]],
    });
  }

  get #isBoxes(): boolean {
    return this.#tried.original.unit === "boxes";
  }

  get #hasAlong(): boolean {
    return this.#options.whatIf.hasCompanions;
  }

  #field(name: string): HTMLElement {
    const { whatIf } = this.#options;
    const field = new NumberField({
      label: TEXTS.countLabel(name),
      min: 0,
      max: LARGEST,
      step: 1,
      tries: (count) => whatIf.setCount(this.#scope, name, count),
    });
    field.show(this.#tried.counts[this.#positions.get(name) ?? 0]);
    this.#fields.set(name, field);
    return field.element;
  }

  /** All behind the count. */
  #cells(name: string): string[] {
    const { plan, counts } = this.#tried;
    const i = this.#positions.get(name) ?? 0;
    const amount = (number: number) => (number > 0 ? countText(number) : "");
    const first = [wholePercent(counts[i], sumOf(counts)), verdictText(plan.now.verdicts[i])];
    const added = [amount(plan.additions[i]), ...(this.#isBoxes ? [amount(plan.images[i])] : [])];
    const after = verdictText(plan.after.verdicts[i]);
    const along = [amount(plan.along[i]), after, verdictText(plan.afterAlong.verdicts[i])];
    return [...first, ...added, ...(this.#hasAlong ? along : [after])];
  }

  #update(): void {
    for (const [name, field] of this.#fields) {
      field.show(this.#tried.counts[this.#positions.get(name) ?? 0]);
      const cells = field.element.closest("tr")?.cells ?? [];
      const first = cells.length - this.#cells(name).length;
      this.#cells(name).forEach((text, i) => {
        setText(cells[first + i], text);
      });
    }
  }
}
