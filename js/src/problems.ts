/** What is wrong in the data: each code in words, how often, where. */

import { h } from "./dom.ts";
import { countText } from "./numbers.ts";
import type { Part } from "./page.ts";
import { splitName } from "./splits.ts";
import type { Problem } from "./types.ts";

/** A panel that is closed where there is nothing to tell. */
export function problemsPart(problems: readonly Problem[]): Part {
  const sorted = problems.toSorted((a, b) => weight(b) - weight(a));
  const list = h("ul", { class: "iw-problems" }, ...sorted.map(item));
  const panel = h("details", { class: "iw-drawer" }, h("summary", { text: summary(problems) }), list);
  panel.open = problems.length > 0;
  return { element: panel };
}

/** How many kinds of problems there are; notes are none. */
export function problemCount(problems: readonly Problem[]): number {
  return problems.filter(({ level }) => level === "problem").length;
}

function summary(problems: readonly Problem[]): string {
  const faults = problemCount(problems);
  const notes = problems.length - faults;
  if (problems.length === 0) return "No problem was found in the data.";
  return `${plural(faults, "problem")}${notes > 0 ? `, ${plural(notes, "note")}` : ""}`;
}

function plural(count: number, word: string): string {
  return `${count === 0 ? "No" : countText(count)} ${word}${count === 1 ? "" : "s"}`;
}

/** Problems before notes, the most frequent first. */
function weight({ level, count }: Problem): number {
  return (level === "problem" ? 1e12 : 0) + count;
}

function item({ code, text, split, count, examples, level }: Problem): HTMLElement {
  const words = h("p", {}, text, h("span", { class: "iw-muted", text: ` ${code}` }));
  const where = split ? splitName(split) : null;
  const level_ = h("span", {
    class: `iw-level iw-level-${level}`,
    text: level === "problem" ? "problem" : "note",
  });
  const size = h("span", { class: "iw-number", text: countText(count) });
  const list = examples.map((example) => h("li", { text: example, attributes: { dir: "auto" } }));
  const title = `${examples.length < count ? "First examples" : "Where"}`;
  const details = h("details", { class: "iw-drawer" }, h("summary", { text: title }), h("ul", {}, ...list));
  return h("li", {}, level_, size, h("span", {}, where), h("div", {}, words, examples.length > 0 && details));
}
