/** Verdicts on training curves in words: the case, what it rests on, and what to do. */

import { h } from "./dom.ts";
import { CASES, texts } from "./texts/curves.ts";
import type { Curve, CurveCase, CurvesHeadline, StepRange } from "./types.ts";

const LEVELS: Readonly<Record<CurveCase, string>> = {
  A: "well",
  B: "serious",
  C: "mild",
  D: "serious",
  nan: "serious",
  short: "none",
};

/** Steps before the span of a verdict that are shown with it, as a share of the span. */
const BEFORE = 0.25;

/** The verdict on a loss with its advice; a click on what it says looks at the steps that it rests on. */
export function verdictOf(curve: Curve, name: string, look: (range: StepRange) => void): HTMLElement | null {
  const { verdict, text, advice, evidence } = curve;
  if (!verdict) return null;
  const sentence = said(text, () => look(spanOf(evidence)));
  const run = name && h("bdi", { class: "iw-run-name", text: `${name}:` });
  return h(
    "p",
    { class: "iw-curve-verdict" },
    run,
    run && " ",
    caseName(verdict),
    " ",
    sentence,
    " ",
    advice,
  );
}

/** A sentence to click on; a real button would not break within its line. */
function said(text: string, act: () => void): HTMLElement {
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    act();
  };
  const attributes = { role: "button", tabindex: 0, title: texts.look };
  return h("span", { class: "iw-said", text, attributes, on: { click: act, keydown: press } });
}

/** What is said of the whole run. */
export function headlineOf(said: CurvesHeadline | null): Node[] {
  return said ? [caseName(said.verdict), document.createTextNode(` ${said.text}`)] : [];
}

/** The step since which a verdict holds; null where it is of the whole curve. */
export function sinceOf({ since, stalled_since }: Curve["evidence"]): number | null {
  return since ?? stalled_since ?? null;
}

/** The steps to look at: those since which the verdict holds with some before them, else all it rests on. */
export function spanOf(evidence: Curve["evidence"]): StepRange {
  const [first, last] = evidence.span ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const since = sinceOf(evidence) ?? first;
  return since > first || evidence.since !== undefined
    ? [since - BEFORE * (last - since), last]
    : [first, last];
}

function caseName(verdict: CurveCase): HTMLElement {
  return h("strong", { class: `iw-case iw-case-${LEVELS[verdict]}`, text: `${CASES[verdict]}.` });
}
