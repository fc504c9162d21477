/** What the pointer does on rows: it points, clicks, and drags a range of bins. */

import type { Gestures } from "./gestures.ts";

/** The rows as the pointer meets them. */
export interface Rowed {
  /** Row in view at an event; -1 if none. */
  rowAt(event: MouseEvent): number;
  nameOf(row: number): string | null;
  /** The row that is pointed at; -1 if none. */
  point(row: number): void;
  /** Keys go on from this row. */
  focus(row: number): void;
}

export class RowPointer {
  readonly listeners: Record<string, (event: never) => void> = {
    pointerdown: (event: PointerEvent) => this.#down(event),
    pointermove: (event: PointerEvent) => this.#move(event),
    pointerup: () => this.#up(),
    pointercancel: () => this.#up(),
    pointerleave: () => this.#rows.point(-1),
    click: (event: MouseEvent) => this.#click(event),
  };
  readonly #rows: Rowed;
  readonly #gestures: Gestures;
  #dragFrom: string | null = null;
  /** A drag ends in a click, which then means nothing more. */
  #dragged = false;

  constructor(rows: Rowed, gestures: Gestures) {
    this.#rows = rows;
    this.#gestures = gestures;
  }

  #click(event: MouseEvent): void {
    const row = this.#rows.rowAt(event);
    const name = this.#rows.nameOf(row);
    if (name !== null && !this.#dragged) {
      this.#rows.focus(row);
      this.#gestures.pick(name, event);
    }
    this.#dragged = false;
  }

  #down(event: PointerEvent): void {
    this.#dragged = false;
    const drags = event.button === 0 && event.pointerType !== "touch" && !event.shiftKey;
    this.#dragFrom = drags && this.#gestures.takesRanges ? this.#rows.nameOf(this.#rows.rowAt(event)) : null;
  }

  #move(event: PointerEvent): void {
    const row = this.#rows.rowAt(event);
    this.#rows.point(row);
    const name = this.#rows.nameOf(row);
    if (this.#dragFrom === null || name === null || event.buttons !== 1) return;
    if (name === this.#dragFrom && !this.#dragged) return;
    this.#dragged = true;
    this.#gestures.range(this.#dragFrom, name);
  }

  #up(): void {
    this.#dragFrom = null;
  }
}
