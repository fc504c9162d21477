/** What is wrong in the data: each code in words, how often, where. */

import { h } from "./dom.ts";
import { countText } from "./numbers.ts";
import type { Page, Part, Snapshot } from "./page.ts";
import { isPickedProblem, pickProblem } from "./picked.ts";
import { splitName } from "./splits.ts";
import type { Store } from "./store.ts";
import { texts } from "./texts/report.ts";
import type { Problem } from "./types.ts";

/** A panel that is closed where there is nothing to tell. */
export function problemsPart({ report: { problems }, samples, store }: Page): Part {
  const sorted = problems.toSorted((a, b) => weight(b) - weight(a));
  const isPickable = ({ code, split }: Problem) =>
    samples?.live === true && split !== null && (samples.codes?.[split] ?? [code]).includes(code);
  const rows = sorted.map((problem) => new Row(problem, isPickable(problem) ? store : null));
  const list = h("ul", { class: "iw-problems" }, ...rows.map(({ element }) => element));
  const panel = h("details", { class: "iw-drawer" }, h("summary", { text: summary(problems) }), list);
  panel.open = problems.length > 0;
  return { element: panel, draw: (snapshot) => rows.map((row) => row.draw(snapshot)) };
}

/** How many kinds of problems there are; notes are none. */
export function problemCount(problems: readonly Problem[]): number {
  return problems.filter(({ level }) => level === "problem").length;
}

function summary(problems: readonly Problem[]): string {
  const faults = problemCount(problems);
  const notes = problems.length - faults;
  if (problems.length === 0) return texts.noProblem;
  return texts.problemsAndNotes(faults, notes);
}

/** Problems before notes, the most frequent first. */
function weight({ level, count }: Problem): number {
  return (level === "problem" ? 1e12 : 0) + count;
}

/** A problem: where there are samples, a button that shows the images that have it. */
class Row {
  readonly element: HTMLElement;
  readonly #problem: Problem;
  readonly #button: HTMLButtonElement | null;

  constructor(problem: Problem, store: Store | null) {
    const { code, text, split, count, examples, level } = problem;
    this.#problem = problem;
    this.#button = store && pickButton(problem, store);
    const words = h("p", {}, this.#button ?? text, h("span", { class: "iw-muted", text: ` ${code}` }));
    const where = split ? splitName(split) : null;
    const level_ = h("span", {
      class: `iw-level iw-level-${level}`,
      text: level === "problem" ? texts.problem : texts.note,
    });
    const size = h("span", { class: "iw-number", text: countText(count) });
    const list = examples.map((example) => h("li", { text: example, attributes: { dir: "auto" } }));
    const title = examples.length < count ? texts.firstExamples : texts.where;
    const details = h("details", { class: "iw-drawer" }, h("summary", { text: title }), h("ul", {}, ...list));
    const rest = h("div", {}, words, examples.length > 0 && details);
    this.element = h("li", {}, level_, size, h("span", {}, where), rest);
  }

  draw({ picked }: Snapshot): void {
    const { code, split } = this.#problem;
    this.#button?.setAttribute("aria-pressed", String(isPickedProblem(picked, code, split)));
  }
}

function pickButton({ code, split, text }: Problem, store: Store): HTMLButtonElement {
  const pick = () => store.set(pickProblem(store.picked, code, split));
  const attributes = { type: "button", "aria-pressed": "false" };
  return h("button", { class: "iw-problem", text, attributes, on: { click: pick } });
}
