/** The scale of a map: its colours, and in words what they stand for. */

import { h, setText } from "../dom.ts";
import { percent } from "../numbers.ts";
import { NONE, scaleWords, upTo } from "../texts/places.ts";
import { STEPS } from "./heat.ts";

export class HeatLegend {
  readonly element: HTMLElement;
  readonly #end = h("span");

  constructor(grid: number) {
    const steps = Array.from({ length: STEPS + 1 }, (_, step) => h("span", { class: `iw-heat-${step}` }));
    const [none, ...some] = steps;
    const scale = h("span", { class: "iw-heat-scale", attributes: { "aria-hidden": "true" } }, ...some);
    const words = h("span", { class: "iw-muted", text: scaleWords(percent(1, grid * grid)) });
    this.element = h(
      "div",
      { class: "iw-heat-legend" },
      h("span", { class: "iw-heat-none" }, none, NONE),
      h("span", { class: "iw-heat-some" }, scale, this.#end),
      words,
    );
  }

  /** @param largest The share, 0 to 1, that the last colour stands for. */
  show(largest: number): void {
    setText(this.#end, upTo(percent(Math.round(largest * 1e6), 1e6)));
  }
}
