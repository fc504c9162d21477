/** The runs of the curves: their names, colours and learning rates. */

import { texts } from "./texts/curves.ts";
import type { CurvePoint, CurveRun } from "./types.ts";

/** So many colours there are; further runs begin again. */
const COLOURS = 8;

export function runColour(run: number): string {
  return `var(--iw-run-${run % COLOURS})`;
}

export class Runs {
  #runs: readonly CurveRun[] = [];

  set(runs: readonly CurveRun[]): void {
    this.#runs = runs;
  }

  get count(): number {
    return this.#runs.length;
  }

  /** What was repaired in the logs, each said once. */
  get notes(): string[] {
    return [...new Set(this.#runs.flatMap(({ notes }) => notes))];
  }

  name(run: number): string {
    return this.#runs[run]?.name || texts.run(run);
  }

  rates(run: number): readonly CurvePoint[] {
    return this.#runs[run]?.rates ?? [];
  }
}
