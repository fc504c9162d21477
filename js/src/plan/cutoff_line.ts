/** A handle on the cutoff line: moved by pointer or keys, it tries another share of the mean count. */

import { h, setAttribute } from "../dom.ts";
import { cutoffWords, TEXTS } from "../texts/plan.ts";
import { type Plot, xOf } from "./plot.ts";

export interface Cutoff {
  readonly ratio: number;
  /** In labels. */
  readonly cutoff: number;
  /** In labels; with it, a place of the plot tells a ratio. */
  readonly mean: number;
}

/** The smallest ratio that is tried, and how far a key moves it. */
export const STEP = 0.01;
const PAGE_STEP = 0.1;

export class CutoffLine {
  readonly element: HTMLElement;
  readonly #handle: HTMLElement;
  readonly #tries: (ratio: number) => void;
  #shown: Cutoff = { ratio: 1, cutoff: 0, mean: 0 };
  #plot: Plot = { width: 1, xmax: 1 };

  constructor(tries: (ratio: number) => void, drag: { start(): void; end(): void }) {
    this.#tries = tries;
    this.#handle = h("div", {
      class: "iw-cutoff-line",
      attributes: {
        role: "slider",
        tabindex: 0,
        title: TEXTS.cutoffHint,
        "aria-label": TEXTS.cutoffLabel,
        "aria-valuemin": STEP,
        "aria-valuemax": 1,
      },
      on: {
        keydown: (event: KeyboardEvent) => this.#key(event),
        pointerdown: (event: PointerEvent) => {
          if (event.button !== 0) return;
          event.stopPropagation();
          this.#handle.setPointerCapture(event.pointerId);
          drag.start();
        },
        pointermove: (event: PointerEvent) => this.#move(event),
        lostpointercapture: () => drag.end(),
        click: (event: Event) => event.stopPropagation(),
      },
    });
    this.element = h("div", { class: "iw-over" }, this.#handle);
  }

  show(shown: Cutoff, plot: Plot): void {
    this.#shown = shown;
    this.#plot = plot;
    this.#handle.hidden = shown.cutoff === 0;
    this.#handle.style.left = `${xOf(Math.min(shown.cutoff, plot.xmax), plot)}px`;
    setAttribute(this.#handle, "aria-valuenow", shown.ratio);
    setAttribute(this.#handle, "aria-valuetext", cutoffWords(shown.ratio, shown.cutoff));
  }

  #move(event: PointerEvent): void {
    if (!this.#handle.hasPointerCapture(event.pointerId)) return;
    const left = event.clientX - this.element.getBoundingClientRect().left;
    const { width, xmax } = this.#plot;
    this.#try(((left - 1) / width) * (xmax / this.#shown.mean));
  }

  #key(event: KeyboardEvent): void {
    const { ratio } = this.#shown;
    const wanted: Record<string, number> = {
      ArrowRight: ratio + STEP,
      ArrowUp: ratio + STEP,
      ArrowLeft: ratio - STEP,
      ArrowDown: ratio - STEP,
      PageUp: ratio + PAGE_STEP,
      PageDown: ratio - PAGE_STEP,
      Home: STEP,
      End: 1,
    };
    if (!(event.key in wanted) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    this.#try(wanted[event.key]);
  }

  /** Whole hundredths, so that what is tried can be said and typed. */
  #try(ratio: number): void {
    this.#tries(Math.min(1, Math.max(STEP, Math.round(ratio / STEP) / 100)));
  }
}
