/** The classes as all class charts of the page show them: one order, one search, one window. */

import type { Window } from "./rows.ts";
import type { ReportDocument } from "./types.ts";

export type Sorting = "count" | "name" | "difference";

/** Rows in view; more classes than that scroll. */
export const PAGE = 20;

const NAMES = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

export class ClassList {
  readonly names: readonly string[];
  readonly #ranked: Record<Sorting, readonly number[]>;
  readonly #lowered: readonly string[];
  readonly #listeners = new Set<() => void>();
  #sorting: Sorting;
  #search = "";
  #shown: Window;
  #first = 0;

  /** `differing` has the positions of all classes by how much splits differ in them, where that is known. */
  constructor(
    report: Pick<ReportDocument, "classes" | "summary" | "summaries">,
    differing?: readonly number[],
    sorting: Sorting = "count",
  ) {
    this.names = report.classes;
    this.#lowered = report.classes.map((name) => name.toLowerCase());
    const ranked = rankings(report);
    this.#ranked = differing ? { ...ranked, difference: differing } : ranked;
    this.#sorting = sorting;
    this.#shown = this.#windowOf(this.#ranked[sorting]);
  }

  /** The classes that the search leaves, in order: their names, and positions in the report's class list. */
  get shown(): Window {
    return this.#shown;
  }

  /** The first row in view. */
  get first(): number {
    return this.#first;
  }

  get sorting(): Sorting {
    return this.#sorting;
  }

  get search(): string {
    return this.#search;
  }

  get isLong(): boolean {
    return this.names.length > PAGE;
  }

  sortBy(sorting: Sorting): void {
    this.#sorting = sorting;
    this.#rearrange();
  }

  searchFor(text: string): void {
    this.#search = text;
    this.#rearrange();
  }

  scrollTo(row: number): void {
    const first = Math.max(0, Math.min(row, this.#shown.names.length - PAGE));
    if (first === this.#first) return;
    this.#first = first;
    this.#tell();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #rearrange(): void {
    const wanted = this.#search.trim().toLowerCase();
    const ranked = this.#ranked[this.#sorting];
    const found = (position: number) => this.#lowered[position].includes(wanted);
    this.#shown = this.#windowOf(wanted ? ranked.filter(found) : ranked);
    this.#first = 0;
    this.#tell();
  }

  #windowOf(positions: readonly number[]): Window {
    return { positions, names: positions.map((position) => this.names[position]) };
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

type Rankings = Record<Sorting, readonly number[]>;

function rankings(report: Pick<ReportDocument, "classes" | "summary" | "summaries">): Rankings {
  const { classes, summary } = report;
  const position = new Map(classes.map((name, index) => [name, index]));
  const all = [...classes.keys()];
  const gaps = differences(report, position);
  return {
    count: summary ? summary.classes.map(({ name }) => position.get(name) ?? 0) : all,
    name: all.toSorted((a, b) => NAMES.compare(classes[a], classes[b])),
    difference: all.toSorted((a, b) => gaps[b] - gaps[a]),
  };
}

/** By class: how far its share of train lies from its share of validation (or of the first two splits). */
function differences(
  { classes, summaries }: Pick<ReportDocument, "classes" | "summaries">,
  position: ReadonlyMap<string, number>,
): number[] {
  const [one, other] = [summaries?.train, summaries?.val].every(Boolean)
    ? [summaries.train, summaries.val]
    : Object.values(summaries ?? {});
  const gaps = classes.map(() => 0);
  if (!one || !other) return gaps;
  for (const { name, share } of one.classes) gaps[position.get(name) ?? 0] += share;
  for (const { name, share } of other.classes) gaps[position.get(name) ?? 0] -= share;
  return gaps.map(Math.abs);
}
