/** What the report says around its charts: sections, controls, descriptions. */

import { countText } from "../numbers.ts";
import type { Task, Verdict } from "../types.ts";

export const texts = {
  untitled: "Training insight report",
  sizes: "Sizes of the splits",
  anImage: (labels: string) => `${labels} an image`,
  sections: "Sections of the report",
  split: "Split",
  allSplits: "All",
  clear: "Clear",
  summary: "Insight Summary",
  curves: "Training Curves",
  statistics: "Data Statistics",
  comparison: "Train against validation",
  tables: "Tables",
  problems: "Problems",
  table: "Table",
  classes: "Classes",
  class: "Class",
  allClasses: "All classes",
  momentsCut: (classes: number) =>
    `${countText(classes)} classes that have least are left out here; report.to_csv() writes all of them.`,
  findClass: "Find a class",
  sortBy: "Sort by ",
  noSuchClass: "no such class",
  extent: (first: number, last: number, all: number) =>
    `${countText(first)}–${countText(last)} of ${countText(all)}`,
  moreClasses: (classes: string) => `Show more of the other ${classes}`,
  bars: (title: string, split: string) =>
    `${title}, ${split}: a bar a row, in percent; the table below has the numbers.`,
  summaryBars: (title: string) => `${title}: a bar a class with its count; the table below has the numbers.`,
  cutoff: (labels: string) => `Cutoff threshold: ${labels}`,
  verdict: "Verdict",
  toAdd: "To add",
  add: (labels: string) => `add ${labels}`,
  addIn: (images: string) => ` in ${images}`,
  picked: "picked",
  all: (units: string) => `all ${units}`,
  part: (count: number, of: string) => `${countText(count)} of ${of}`,
  noProblem: "No problem was found in the data.",
  problemsAndNotes: (problems: number, notes: number) =>
    `${several(problems, "problem")}${notes > 0 ? `, ${several(notes, "note")}` : ""}`,
  problem: "problem",
  note: "note",
  firstExamples: "First examples",
  where: "Where",
} as const;

function several(count: number, word: string): string {
  return `${count === 0 ? "No" : countText(count)} ${word}${count === 1 ? "" : "s"}`;
}

export const TASKS: Readonly<Record<Task, string>> = {
  multiclass: "Multi-class classification",
  multilabel: "Multi-label classification",
  detection: "Object detection",
  segmentation: "Semantic segmentation",
};

/** A first part that always shows, a rest where there is room. */
export const VERDICTS: Readonly<Record<Verdict, readonly [first: string, rest: string]>> = {
  well: ["well", " represented"],
  mild: ["mildly", " under-represented"],
  serious: ["seriously", " under-represented"],
};
