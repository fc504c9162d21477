/** Zoom, pan and read-out on a plot: by drag, wheel and keys, for all charts together. */

import type { CurveLook } from "./curve_look.ts";
import { h } from "./dom.ts";
import type { StepRange } from "./types.ts";

/** A drag shorter than this many pixels is a click. */
const LEAST_DRAG = 4;
const CLOSER = 0.5;
const WHEEL = 0.002;
const PAN = 0.2;

/** A plot's axis of steps, in pixels from the left of the plot's element. */
export interface StepAxis {
  readonly left: number;
  readonly width: number;
}

export class CurveGestures {
  readonly #plot: HTMLElement;
  readonly #look: CurveLook;
  readonly #axis: () => StepAxis;
  /** The steps that the chart has points at, near to a step. */
  readonly #neighbours: (step: number) => StepRange;
  readonly #selection = h("div", { class: "iw-curve-selection", attributes: { hidden: true } });
  #drag: { from: number; pan: StepRange | null } | null = null;

  constructor(
    plot: HTMLElement,
    look: CurveLook,
    axis: () => StepAxis,
    neighbours: (step: number) => StepRange,
  ) {
    this.#plot = plot;
    this.#look = look;
    this.#axis = axis;
    this.#neighbours = neighbours;
    plot.append(this.#selection);
    plot.addEventListener("pointerdown", (event) => this.#down(event));
    plot.addEventListener("pointermove", (event) => this.#move(event));
    plot.addEventListener("pointerup", (event) => this.#up(event));
    plot.addEventListener("pointercancel", () => this.#end());
    plot.addEventListener("pointerleave", () => this.#drag ?? look.point(null));
    plot.addEventListener("dblclick", () => look.zoom(null));
    plot.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    plot.addEventListener("keydown", (event) => this.#key(event));
  }

  #place({ clientX }: MouseEvent): number {
    const { left, width } = this.#axis();
    const place = clientX - this.#plot.getBoundingClientRect().left - left;
    return Math.min(Math.max(place, 0), width);
  }

  #stepAt(place: number, [first, last]: StepRange = this.#look.shown): number {
    return first + (place / this.#axis().width) * (last - first);
  }

  #down(event: PointerEvent): void {
    if (event.button !== 0 || event.pointerType === "touch") return;
    this.#plot.setPointerCapture(event.pointerId);
    this.#drag = { from: this.#place(event), pan: event.shiftKey ? this.#look.shown : null };
  }

  #move(event: PointerEvent): void {
    const place = this.#place(event);
    if (this.#drag?.pan) this.#pan(this.#drag.pan, place - this.#drag.from);
    else if (this.#drag) this.#select(this.#drag.from, place);
    this.#look.point(this.#nearest(this.#stepAt(place)));
  }

  #up(event: PointerEvent): void {
    const drag = this.#drag;
    const place = this.#place(event);
    this.#end();
    if (!drag || drag.pan || Math.abs(place - drag.from) < LEAST_DRAG) return;
    const steps = [drag.from, place].map((one) => this.#stepAt(one)).sort((a, b) => a - b);
    this.#look.zoom([steps[0], steps[1]]);
  }

  #end(): void {
    this.#drag = null;
    this.#selection.hidden = true;
  }

  #select(from: number, to: number): void {
    const { left } = this.#axis();
    this.#selection.hidden = Math.abs(to - from) < LEAST_DRAG;
    this.#selection.style.left = `${left + Math.min(from, to)}px`;
    this.#selection.style.width = `${Math.abs(to - from)}px`;
  }

  #pan(from: StepRange, pixels: number): void {
    const [first, last] = this.#look.shown;
    const wanted = from[0] - (pixels / this.#axis().width) * (from[1] - from[0]);
    this.#look.pan((wanted - first) / (last - first));
  }

  /** Only with a key: the wheel alone scrolls the page. */
  #wheel(event: WheelEvent): void {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    this.#look.scale(Math.exp(event.deltaY * WHEEL), this.#stepAt(this.#place(event)));
  }

  #key(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#does(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  #does({ key, shiftKey }: KeyboardEvent): boolean {
    const look = this.#look;
    const [first, last] = look.shown;
    const middle = look.step ?? (first + last) / 2;
    if (key === "+" || key === "=") look.scale(CLOSER, middle);
    else if (key === "-" || key === "_") look.scale(1 / CLOSER, middle);
    else if (key === "0") look.zoom(null);
    else if (key === "ArrowLeft") shiftKey ? look.pan(-PAN) : this.#next(-1);
    else if (key === "ArrowRight") shiftKey ? look.pan(PAN) : this.#next(1);
    else if (key === "Escape" && look.step !== null) look.point(null);
    else return false;
    return true;
  }

  #nearest(step: number): number {
    const [before, after] = this.#neighbours(step);
    return step - before <= after - step ? before : after;
  }

  /** Read out the point before or behind the one that is read out; the first or last in view to begin with. */
  #next(way: 1 | -1): void {
    const { step, shown } = this.#look;
    const least = (shown[1] - shown[0]) * 1e-9;
    const from = step ?? (way > 0 ? shown[0] - least : shown[1] + least);
    const [before, after] = this.#neighbours(from + way * (step === null ? 0 : least));
    const next = way > 0 ? after : before;
    if (next >= shown[0] && next <= shown[1]) this.#look.point(next);
  }
}
