/** How all curves of a report are looked at: the steps in view, the step under the pointer, smoothing, scale, runs. */

import type { StepRange } from "./types.ts";

export interface Look {
  /** Steps in view; null for all. */
  readonly range: StepRange | null;
  /** Weight of what came before, 0 to 0.99. */
  readonly smoothing: number;
  readonly log: boolean;
  /** Runs that are not shown. */
  readonly hidden: ReadonlySet<number>;
}

const WHOLE: Look = { range: null, smoothing: 0, log: false, hidden: new Set() };

export class CurveLook {
  #look = WHOLE;
  #step: number | null = null;
  /** Ends of all curves. */
  #whole: StepRange = [0, 1];
  readonly #changed: (() => void)[] = [];
  readonly #pointed: (() => void)[] = [];

  get now(): Look {
    return this.#look;
  }

  /** The step that is read out in all charts; null for none. */
  get step(): number | null {
    return this.#step;
  }

  /** The steps that the axes show. */
  get shown(): StepRange {
    return this.#look.range ?? this.#whole;
  }

  onChange(listener: () => void): void {
    this.#changed.push(listener);
  }

  onPoint(listener: () => void): void {
    this.#pointed.push(listener);
  }

  /** Take the ends of all curves; a range that is looked at stays. */
  setWhole(whole: StepRange): void {
    this.#whole = whole[1] > whole[0] ? whole : [whole[0] - 0.5, whole[0] + 0.5];
  }

  set(change: Partial<Look>): void {
    this.#look = { ...this.#look, ...change };
    for (const listener of this.#changed) listener();
  }

  point(step: number | null): void {
    if (step === this.#step) return;
    this.#step = step;
    for (const listener of this.#pointed) listener();
  }

  /** Look at some steps: within the whole, and never at nothing; the whole is no range. */
  zoom(range: StepRange | null): void {
    const [first, last] = this.#whole;
    const least = (last - first) * 1e-6;
    const wanted = range && [Math.max(first, range[0]), Math.min(last, range[1])];
    if (wanted && wanted[1] - wanted[0] < least) return;
    const whole = !wanted || (wanted[0] <= first && wanted[1] >= last);
    this.set({ range: whole ? null : ([wanted[0], wanted[1]] as const) });
  }

  /** Bring a step nearer, or further away, by a factor. */
  scale(factor: number, at: number): void {
    const [first, last] = this.shown;
    this.zoom([at - (at - first) * factor, at + (last - at) * factor]);
  }

  /** Move by a share of what is in view; at an end of the whole it stops. */
  pan(share: number): void {
    const [first, last] = this.shown;
    const width = last - first;
    const [start, end] = this.#whole;
    const moved = Math.min(Math.max(share * width, start - first), end - last);
    if (moved !== 0) this.zoom([first + moved, last + moved]);
  }
}
