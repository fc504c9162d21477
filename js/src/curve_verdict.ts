/** Verdicts on training curves in words: the case, what it rests on, and what to do. */

import { h } from "./dom.ts";
import type { Part } from "./page.ts";
import type { Curve, CurveCase, ReportDocument } from "./types.ts";

const CASES: Readonly<Record<CurveCase, string>> = {
  A: "A, fine",
  B: "B, a loss rises",
  C: "C, validation learns slowly",
  D: "D, not learning",
  nan: "not a number",
  short: "not enough steps",
};

const LEVELS: Readonly<Record<CurveCase, string>> = {
  A: "well",
  B: "serious",
  C: "mild",
  D: "serious",
  nan: "serious",
  short: "none",
};

/** The verdict on a loss with its advice; nothing for a metric that has none. */
export function verdictOf({ verdict, text, advice }: Curve): HTMLElement[] {
  return verdict ? [h("p", { class: "iw-curve-verdict" }, caseName(verdict), " ", text, " ", advice)] : [];
}

/** What is said of the whole run, above its charts. */
export function headlinePart(report: Pick<ReportDocument, "curves_headline">): Part[] {
  const said = report.curves_headline;
  if (!said) return [];
  return [{ element: h("p", { class: "iw-headline" }, caseName(said.verdict), " ", said.text) }];
}

/** The step since which a verdict holds, as rows for its mark on the chart. */
export function sinceRows({ evidence }: Pick<Curve, "evidence">): { step: number }[] {
  const step = evidence.since ?? evidence.stalled_since;
  return step === undefined ? [] : [{ step }];
}

function caseName(verdict: CurveCase): HTMLElement {
  return h("strong", { class: `iw-case iw-case-${LEVELS[verdict]}`, text: `${CASES[verdict]}.` });
}
