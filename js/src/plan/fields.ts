/** Fields for numbers to try: what is typed counts at once, an empty field tries nothing. */

import { h } from "../dom.ts";

interface Options {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly placeholder?: string;
  /** Given a number in the range, or null where the field is empty. */
  readonly tries: (value: number | null) => void;
}

export class NumberField {
  readonly element: HTMLInputElement;

  constructor({ label, min, max, step, placeholder, tries }: Options) {
    const isWhole = step === 1;
    const input = h("input", {
      class: "iw-number-field",
      attributes: { type: "number", min, max, step, placeholder: placeholder ?? null, "aria-label": label },
      on: {
        input: () => {
          const value = input.valueAsNumber;
          const isIn = value >= min && value <= max && (!isWhole || Number.isInteger(value));
          input.toggleAttribute("aria-invalid", false);
          if (input.value === "" && !input.validity.badInput) tries(null);
          else if (isIn) tries(value);
          else input.setAttribute("aria-invalid", "true");
        },
        keydown: (event: KeyboardEvent) => event.stopPropagation(),
      },
    });
    this.element = input;
  }

  /** Show a number, unless the reader is typing it. */
  show(value: number | null): void {
    const { element } = this;
    if (element.matches(":focus") && element.hasAttribute("aria-invalid")) return;
    const text = value === null ? "" : String(value);
    if (element.value !== text && !(element.matches(":focus") && element.valueAsNumber === value))
      element.value = text;
    element.removeAttribute("aria-invalid");
  }
}
