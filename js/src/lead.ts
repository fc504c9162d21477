/** The number and the sentence above a chart: what it says at a glance. */

import { h } from "./dom.ts";
import type { Sentence } from "./types.ts";

export class Lead {
  readonly element = h("p", { class: "iw-lead", attributes: { hidden: true } });

  constructor(sentence?: Sentence | null) {
    this.show(sentence);
  }

  show(sentence?: Sentence | null): void {
    this.element.hidden = !sentence;
    if (!sentence) return;
    const text = h("bdi", { text: sentence.text });
    this.element.replaceChildren(h("strong", { class: "iw-lead-number", text: sentence.number }), " ", text);
  }
}

/** The same as one text, for the description of a chart. */
export function spoken(sentence?: Sentence | null): string {
  return sentence ? ` ${sentence.number} ${sentence.text}` : "";
}
