/** The fields of what if above the Insight Summary, and what the plan comes to. */

import { h, setAttribute, setText } from "../dom.ts";
import { download } from "../download.ts";
import { changeWords, keptWords, planText, TEXTS } from "../texts/plan.ts";
import { planCsv } from "./csv.ts";
import { STEP } from "./cutoff_line.ts";
import { NumberField } from "./fields.ts";
import type { Scope, Tried, WhatIf } from "./what_if.ts";

const LARGEST = 1_000_000_000;

export class WhatIfBar {
  readonly element: HTMLElement;
  readonly #whatIf: WhatIf;
  readonly #ratio: NumberField;
  readonly #budget: NumberField;
  readonly #reset: HTMLButtonElement;
  readonly #text = h("p", { class: "iw-plan-text iw-muted", attributes: { role: "status" } });
  #tried: Tried | null = null;

  constructor(whatIf: WhatIf, classes: readonly string[]) {
    this.#whatIf = whatIf;
    this.#ratio = new NumberField({
      label: TEXTS.cutoffLabel,
      min: STEP,
      max: 1,
      step: STEP,
      tries: (ratio) => whatIf.setRatio(ratio ?? whatIf.givenRatio),
    });
    this.#budget = new NumberField({
      label: TEXTS.budgetLabel,
      min: 0,
      max: LARGEST,
      step: 1,
      placeholder: TEXTS.budgetNone,
      tries: (budget) => whatIf.setBudget(budget),
    });
    this.#reset = button(TEXTS.reset, () => whatIf.reset());
    const save = button(TEXTS.save, () => {
      if (this.#tried)
        download("plan.csv", planCsv(classes, this.#tried.counts, this.#tried.plan), "text/csv");
    });
    const fields = h(
      "div",
      { class: "iw-what-if-bar", attributes: { role: "group", "aria-label": TEXTS.group } },
      h("span", { class: "iw-what-if-title", text: TEXTS.group }),
      h("label", {}, TEXTS.cutoff, this.#ratio.element, TEXTS.cutoffUnit),
      h("label", {}, TEXTS.budget, this.#budget.element, TEXTS.budgetUnit),
      this.#reset,
      save,
    );
    this.element = h("div", { class: "iw-what-if" }, fields, this.#text);
  }

  show(tried: Tried, scope: Scope): void {
    this.#tried = tried;
    const whatIf = this.#whatIf;
    const isActive = whatIf.isActive(scope);
    setAttribute(this.element, "data-active", isActive);
    setAttribute(this.#reset, "aria-disabled", isActive ? null : "true");
    this.#ratio.show(whatIf.ratio);
    this.#budget.show(whatIf.budget);
    const kept = tried.plan.along.some((labels) => labels > 0) ? whatIf.kept : null;
    const told = planText(tried.plan, tried.counts, tried.summary.unit);
    setText(
      this.#text,
      [changeWords(whatIf, scope), told, kept === null ? "" : keptWords(kept)].join(" ").trim(),
    );
  }
}

function button(text: string, click: () => void): HTMLButtonElement {
  return h("button", { class: "iw-button", text, attributes: { type: "button" }, on: { click } });
}
