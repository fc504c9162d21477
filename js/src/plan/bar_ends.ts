/** The ends of the Insight Summary's bars: dragged, they try another count; a tick stays where the count was. */

import { h } from "../dom.ts";
import { ROW_HEIGHT } from "../row_grid.ts";
import { type Plot, xOf } from "./plot.ts";

export interface BarEnd {
  readonly name: string;
  readonly count: number;
  /** The count of the data, where another one is tried. */
  readonly before: number | null;
}

interface Dragging {
  /** The axis is to stay as it is until `end`. */
  start(): void;
  move(name: string, count: number): void;
  end(): void;
}

export class BarEnds {
  /** For the pointer alone: by keyboard, counts are typed into the table. */
  readonly element = h("div", { class: "iw-over", attributes: { "aria-hidden": "true" } });
  readonly #ends: readonly { grip: HTMLElement; tick: HTMLElement }[] = [];
  readonly #drag: Dragging;
  #rows: readonly BarEnd[] = [];
  #plot: Plot = { width: 1, xmax: 1 };

  constructor(drag: Dragging) {
    this.#drag = drag;
  }

  show(rows: readonly BarEnd[], plot: Plot): void {
    this.#rows = rows;
    this.#plot = plot;
    const ends = this.#ends as { grip: HTMLElement; tick: HTMLElement }[];
    while (ends.length < rows.length) ends.push(this.#add(ends.length));
    ends.forEach(({ grip, tick }, row) => {
      const shown = rows[row];
      grip.hidden = !shown;
      tick.hidden = !shown || shown.before === null;
      if (!shown) return;
      grip.style.left = `${xOf(shown.count, plot)}px`;
      tick.style.left = `${xOf(shown.before ?? 0, plot)}px`;
    });
  }

  #add(row: number): { grip: HTMLElement; tick: HTMLElement } {
    const top = `${row * ROW_HEIGHT}px`;
    const stop = (event: Event) => event.stopPropagation();
    const grip = h("div", {
      class: "iw-grip",
      on: {
        pointerdown: (event: PointerEvent) => this.#down(event, row),
        pointermove: (event: PointerEvent) => this.#move(event, row),
        lostpointercapture: () => this.#drag.end(),
        click: stop,
      },
    });
    const tick = h("div", { class: "iw-was" });
    for (const part of [tick, grip]) {
      part.style.top = top;
      this.element.append(part);
    }
    return { grip, tick };
  }

  #down(event: PointerEvent, row: number): void {
    if (event.button !== 0 || !this.#rows[row]) return;
    event.stopPropagation();
    event.preventDefault();
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.#drag.start();
  }

  #move(event: PointerEvent, row: number): void {
    const grip = event.currentTarget as Element;
    if (!grip.hasPointerCapture(event.pointerId)) return;
    const left = event.clientX - this.element.getBoundingClientRect().left;
    this.#drag.move(this.#rows[row].name, roundCount(left, this.#plot));
  }
}

/** The count at a place of the plot, as round as a pixel allows. */
export function roundCount(left: number, { width, xmax }: Plot): number {
  const pixel = xmax / width;
  const power = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(pixel, 1))));
  const step = power * ([5, 2].find((factor) => factor * power <= pixel) ?? 1);
  return Math.max(0, Math.round(((left - 1) * pixel) / step) * step);
}
