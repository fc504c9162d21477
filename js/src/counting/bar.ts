/** How much of the data is counted, and a button that leaves it at that; it stays while the page is made anew. */

import { h, setAttribute, setText } from "../dom.ts";
import { texts } from "../texts/counting.ts";
import type { Kernel, SoFar } from "../types.ts";

type State = "none" | "going" | "stopping" | "stopped";

export class CountingBar {
  readonly element: HTMLElement;
  readonly #progress = h("progress", { attributes: { "aria-label": texts.progress } });
  readonly #parts = h("span", { class: "iw-muted" });
  readonly #said = h("span", { attributes: { role: "status" } });
  readonly #stop: HTMLButtonElement;
  #state: State = "none";

  constructor(kernel?: Kernel | null) {
    const click = () => {
      if (this.#state !== "going") return;
      kernel?.send({ kind: "stop-counting" });
      this.#turn("stopping");
    };
    const attributes = { type: "button", hidden: !kernel };
    this.#stop = h("button", { class: "iw-button", text: texts.stop, attributes, on: { click } });
    this.element = h(
      "div",
      { class: "iw-counting", attributes: { tabindex: -1 } },
      this.#progress,
      this.#parts,
      this.#said,
      this.#stop,
    );
  }

  /** None where everything is counted. */
  show(soFar?: SoFar): void {
    if (soFar) {
      this.#progress.max = soFar.of;
      this.#progress.value = soFar.parts;
      setText(this.#parts, texts.parts(soFar.parts, soFar.of));
    }
    if (!soFar) this.#turn("none");
    else if (soFar.stopped) this.#turn("stopped");
    else if (this.#state !== "stopping") this.#turn("going");
  }

  /** A screen reader is told what changes, not every part. */
  #turn(state: State): void {
    const wasHere = this.element.contains(document.activeElement);
    const wasShown = this.#state !== "none";
    this.#state = state;
    this.element.dataset.state = state;
    this.#progress.hidden = state === "stopped";
    this.#stop.hidden ||= state === "stopped";
    setAttribute(this.#stop, "aria-disabled", state === "stopping" ? "true" : null);
    setText(this.#said, state === "none" ? (wasShown ? texts.done : "") : texts[state]);
    if (wasHere && state !== "stopping" && state !== "going") this.element.focus();
  }
}
