/** The words of the plan and of what if; those of Python where both say the same. */

import { counted, countText } from "../numbers.ts";
import type { Balance, Headline } from "../plan/balance.ts";
import { sumOf } from "../plan/exact.ts";
import type { Plan } from "../plan/plan.ts";
import type { Scope, WhatIf } from "../plan/what_if.ts";
import type { Sentence, Summary, Verdict } from "../types.ts";
import { shorten } from "./words.ts";

export const TEXTS = {
  group: "What if",
  cutoff: "Cutoff",
  cutoffUnit: "of the mean count",
  cutoffHint: "Drag, or use the arrow keys, to try another cutoff",
  cutoffLabel: "Cutoff as a share of the mean count",
  budget: "I can label",
  budgetUnit: "images",
  budgetLabel: "Images that can be labelled at most",
  budgetNone: "any number of",
  reset: "Reset",
  save: "Save plan as CSV",
  table: "Table and counts to try",
  countLabel: (name: string) => `${name}: count to try`,
  columns: { share: "share", verdict: "verdict", add: "to add", images: "in images" },
  along: "come along (estimate)",
  after: "verdict then",
  afterAlong: "with what comes along",
} as const;

/** A share of the mean, as a slider says it. */
export function cutoffWords(ratio: number, cutoff: number): string {
  return `${ratio} of the mean count: ${counted(cutoff, "labels")}`;
}

/** The number and sentence above the Insight Summary, of counts that are tried too. */
export function summaryLead({ classes, cutoff }: Summary): Sentence {
  const under = classes.filter(({ verdict }) => verdict !== "well").length;
  const number = `${countText(under)} of ${countText(classes.length)}`;
  const lie = classes.length === 1 ? "class lies" : "classes lie";
  return { number, text: `${lie} under the cutoff of ${counted(cutoff, "labels")}.` };
}

/** "dog 150 instead of 123" */
function countWords(name: string, count: number, before: number): string {
  return `${shorten(name)} ${countText(count)} instead of ${countText(before)}`;
}

/** What is tried, as one sentence; nothing where nothing is. */
export function changeWords(whatIf: WhatIf, scope: Scope): string {
  const counts = [...whatIf.counts(scope)].map(([name, count]) =>
    countWords(name, count, whatIf.given(scope, name)),
  );
  const more = counts.length - NAMED;
  const changes = [
    whatIf.ratio !== whatIf.givenRatio && `a cutoff at ${whatIf.ratio} of the mean, not ${whatIf.givenRatio}`,
    ...counts.slice(0, NAMED),
    more > 0 && `${counted(more, "classes")} more`,
    whatIf.budget !== null && `${counted(whatIf.budget, "images")} to label`,
  ].filter(Boolean);
  return changes.length > 0 ? `What if: ${changes.join("; ")}.` : "";
}

const NAMED = 3;

/** What the headline means, in words that name the classes concerned. */
export function headlineText(
  headline: Headline | null,
  /** The smallest first. */
  classes: readonly (readonly [name: string, verdict: Verdict])[],
  additions: number,
  unit: string,
): string {
  const named = (verdict: Verdict) =>
    namesOf(classes.filter(([, one]) => one === verdict).map(([name]) => name));
  const more = counted(additions, unit).replace(" ", " more ");
  const plan = `${more} ${additions === 1 ? "brings" : "bring"} every class to the cutoff.`;
  if (headline === "A") return `Seriously under-represented: ${named("serious")}. Start there; ${plan}`;
  if (headline === "B") return `Mildly under-represented: ${named("mild")}. ${plan}`;
  if (headline === "C")
    return "Every class is well represented. More labels of the smaller classes could still help.";
  if (headline === "D") return "The classes are balanced. If you add labels, add them evenly.";
  return "There are no labels to judge.";
}

function namesOf(names: readonly string[]): string {
  const listed = names.slice(0, NAMED).map(shorten).join(", ");
  const more = names.length - NAMED;
  return more > 0 ? `${listed} and ${countText(more)} more` : listed;
}

/** What a plan comes to. */
export function planText(plan: Plan, counts: readonly number[], unit: string): string {
  if (sumOf(counts) === 0) return "There are no labels to plan with.";
  if (plan.fullImages === 0) return "No class is under the cutoff: nothing has to be added.";
  const parts = [lifted(plan, unit), budgetLeft(plan), withoutLabels(plan, counts, unit), along(plan, unit)];
  return parts.filter(Boolean).join(" ");
}

function lifted(plan: Plan, unit: string): string {
  const images = counted(sumOf(plan.images), "images");
  const amount = unit === "boxes" ? `${counted(sumOf(plan.additions), unit)} in ${images}` : images;
  const verb = amount.startsWith("1 ") ? "brings" : "bring";
  const [short, after] = [shortOf(plan.now), shortOf(plan.after)];
  if (after === 0) return `${amount} ${verb} every class to the cutoff.`;
  const number = after < short ? countText(short - after) : "none";
  return `${amount} ${verb} ${number} of the ${counted(short, "classes")} under the cutoff to it.`;
}

function shortOf({ verdicts }: Balance): number {
  return verdicts.filter((verdict) => verdict !== "well").length;
}

function budgetLeft({ budget, images, fullImages }: Plan): string {
  if (budget === null) return "";
  const left = budget - sumOf(images);
  const all = `To lift all takes ${counted(fullImages, "images")}.`;
  const rest = `${counted(left, "images")} of the budget ${left === 1 ? "is" : "are"} left.`;
  return [budget < fullImages && all, left > 0 && rest].filter(Boolean).join(" ");
}

function withoutLabels({ additions }: Plan, counts: readonly number[], unit: string): string {
  const isAdded = unit === "boxes" && counts.some((count, i) => count === 0 && additions[i] > 0);
  return isAdded ? "A class without any box is taken to have one an image." : "";
}

function along({ along: expected, after, afterAlong }: Plan, unit: string): string {
  const labels = sumOf(expected);
  if (labels === 0) return "";
  const overtaken = after.verdicts.filter(
    (verdict, i) => verdict === "well" && afterAlong.verdicts[i] !== "well",
  ).length;
  const told = `An estimate: these images bring ${counted(labels, unit)} of other classes along`;
  return overtaken > 0
    ? `${told}, which raise the cutoff above ${counted(overtaken, "classes")} again.`
    : `${told}.`;
}

/** Said where not all classes that come together travel to the page. */
export function keptWords(kept: number): string {
  return `The estimate looks at the ${counted(kept, "classes")} that come with each class most.`;
}
