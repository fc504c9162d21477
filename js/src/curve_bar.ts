/** The controls of the curves: smoothing, scale, runs, and the way back from a zoom. */

import type { CurveLook } from "./curve_look.ts";
import { type Runs, runColour } from "./curve_runs.ts";
import { h, setAttribute, setText } from "./dom.ts";
import { setFileName } from "./long_name.ts";
import { texts } from "./texts/curves.ts";

export class CurveBar {
  readonly element: HTMLElement;
  readonly #look: CurveLook;
  readonly #runs: Runs;
  readonly #weight = h("output", { text: "0" });
  readonly #choice = h("div", {
    class: "iw-curve-runs",
    attributes: { role: "group", "aria-label": texts.runs },
  });
  readonly #reset: HTMLButtonElement;
  #named = "";

  constructor(look: CurveLook, runs: Runs) {
    this.#look = look;
    this.#runs = runs;
    const all = { type: "button", "aria-disabled": "true" };
    this.#reset = h("button", {
      class: "iw-button",
      text: texts.reset,
      attributes: all,
      on: { click: () => look.zoom(null) },
    });
    this.element = h(
      "div",
      { class: "iw-curve-bar", attributes: { role: "group", "aria-label": texts.shown } },
      this.#smoothing(),
      this.#scale(),
      this.#reset,
      h("span", { class: "iw-muted", text: texts.help }),
      this.#choice,
    );
    look.onChange(() => setAttribute(this.#reset, "aria-disabled", look.now.range ? null : "true"));
  }

  /** Offer the runs there are now; of many the last ones are shown at first. */
  refresh(): void {
    const names = Array.from({ length: this.#runs.count }, (_, run) => this.#runs.name(run));
    if (names.join("\n") === this.#named) return;
    this.#named = names.join("\n");
    this.#choice.hidden = names.length < 2;
    this.#choice.replaceChildren(...names.map((name, run) => this.#run(name, run)));
  }

  #smoothing(): HTMLElement {
    const attributes = { type: "range", min: 0, max: 0.99, step: 0.01, value: 0 };
    const slide = () => {
      setText(this.#weight, slider.value);
      this.#look.set({ smoothing: Number(slider.value) });
    };
    const slider: HTMLInputElement = h("input", { attributes, on: { input: slide } });
    return h("label", {}, texts.smoothing, slider, this.#weight);
  }

  #scale(): HTMLElement {
    const box: HTMLInputElement = h("input", {
      attributes: { type: "checkbox" },
      on: { change: () => this.#look.set({ log: box.checked }) },
    });
    return h("label", {}, box, texts.logScale);
  }

  #run(name: string, run: number): HTMLElement {
    const choose = () => {
      const hidden = new Set(this.#look.now.hidden);
      if (box.checked) hidden.delete(run);
      else hidden.add(run);
      this.#look.set({ hidden });
    };
    const attributes = { type: "checkbox", checked: !this.#look.now.hidden.has(run) };
    const box: HTMLInputElement = h("input", { attributes, on: { change: choose } });
    const mark = h("span", { class: "iw-run-mark", attributes: { "aria-hidden": "true" } });
    mark.style.background = runColour(run);
    const shown = h("bdi", { class: "iw-cut" });
    setFileName(shown, name);
    box.setAttribute("aria-label", name);
    return h("label", { attributes: { title: name } }, box, mark, shown);
  }
}
