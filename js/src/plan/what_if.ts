/** What if: another cutoff, other counts, a budget. A value beside the report, which stays as it is. */

import type { Page } from "../page.ts";
import type { ClassSummary, Summary } from "../types.ts";
import type { Stock } from "./budget.ts";
import { type Companions, companionsOf } from "./companions.ts";
import { sumOf } from "./exact.ts";
import { type Plan, planOf } from "./plan.ts";
import { summaryOf } from "./what_if_summary.ts";

/** A split, or null for all of them together. */
export type Scope = string | null;

/** What the data say of some splits. */
interface Basis {
  readonly summary: Summary;
  /** Labels of every class and images that have it, in the order of the report's class list. */
  readonly labels: readonly number[];
  readonly images: readonly number[];
  readonly companions: Companions | null;
}

export interface Tried {
  /** The summary as it would be; the report's own where nothing is tried. */
  readonly summary: Summary;
  /** The report's own. */
  readonly original: Summary;
  readonly plan: Plan;
  /** Counts by position in the class list, their sum and the largest of them. */
  readonly counts: readonly number[];
  readonly total: number;
  readonly largest: number;
}

export class WhatIf {
  readonly #page: Page;
  readonly #listeners = new Set<() => void>();
  readonly #bases = new Map<Scope, Basis>();
  /** Counts by name that stand in for those of the data. */
  readonly #counts = new Map<Scope, Map<string, number>>();
  readonly #tried = new Map<Scope, Tried>();
  #ratio: number | null = null;
  #budget: number | null = null;

  constructor(page: Page) {
    this.#page = page;
  }

  /** Cutoff as a share of the mean count. */
  get ratio(): number {
    return this.#ratio ?? this.givenRatio;
  }

  /** That of the report. */
  get givenRatio(): number {
    return (this.#page.report.summary as Summary).cutoff_ratio;
  }

  get budget(): number | null {
    return this.#budget;
  }

  /** Whether images may have several classes, so that others come along. */
  get hasCompanions(): boolean {
    return this.#page.tables.together !== undefined;
  }

  /** How many companions of each class are known; null for all. */
  get kept(): number | null {
    return this.#page.tables.together?.kept ?? null;
  }

  /** The count of a class in the data. */
  given(scope: Scope, name: string): number {
    return this.#basis(scope).labels[this.#page.report.classes.indexOf(name)];
  }

  /** Counts to try, by name of the class. */
  counts(scope: Scope): ReadonlyMap<string, number> {
    return this.#counts.get(scope) ?? new Map();
  }

  isActive(scope: Scope): boolean {
    return this.#ratio !== null || this.#budget !== null || this.counts(scope).size > 0;
  }

  setRatio(ratio: number): void {
    this.#ratio = ratio === this.givenRatio ? null : ratio;
    this.#changed();
  }

  setBudget(budget: number | null): void {
    this.#budget = budget;
    this.#changed();
  }

  /** Try another count of a class; null, or the count of the data, tries none. */
  setCount(scope: Scope, name: string, count: number | null): void {
    const tried = new Map(this.counts(scope));
    if (count === null || count === this.given(scope, name)) tried.delete(name);
    else tried.set(name, count);
    this.#counts.set(scope, tried);
    this.#changed();
  }

  reset(): void {
    this.#ratio = null;
    this.#budget = null;
    this.#counts.clear();
    this.#changed();
  }

  tried(scope: Scope): Tried {
    const known = this.#tried.get(scope);
    if (known) return known;
    const made = this.#try(scope);
    this.#tried.set(scope, made);
    return made;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    this.#tried.clear();
    for (const listener of this.#listeners) listener();
  }

  #try(scope: Scope): Tried {
    const { classes } = this.#page.report;
    const { summary, labels, images, companions } = this.#basis(scope);
    const tried = this.counts(scope);
    const counts = classes.map((name, i) => tried.get(name) ?? labels[i]);
    const stock: Stock = { counts, labels, images };
    const rule = { ...summary, cutoff_ratio: this.ratio };
    const plan = planOf(stock, companions, rule, this.#budget);
    const isTried = this.isActive(scope);
    const told = isTried ? summaryOf(summary, classes, stock, plan, this.ratio) : summary;
    const largest = counts.reduce((most, count) => Math.max(most, count), 0);
    return { summary: told, original: summary, plan, counts, total: sumOf(counts), largest };
  }

  #basis(scope: Scope): Basis {
    const known = this.#bases.get(scope);
    if (known) return known;
    const made = basisOf(this.#page, scope);
    this.#bases.set(scope, made);
    return made;
  }
}

function basisOf({ report, counts, tables }: Page, scope: Scope): Basis {
  const summary = (scope !== null && report.summaries[scope]) || (report.summary as Summary);
  const splits = scope === null ? [...counts.keys()] : [scope];
  const byName = new Map(summary.classes.map((found): [string, ClassSummary] => [found.name, found]));
  const holders = splits.flatMap((split) => counts.get(split)?.labels ?? []);
  return {
    summary,
    labels: report.classes.map((name) => byName.get(name)?.count ?? 0),
    images: report.classes.map((_, i) => sumOf(holders.map((of) => of[i]))),
    companions: companionsOf(tables.together, splits),
  };
}
