/** Text to the clipboard; where the browser forbids that, selected in a field for the reader to copy. */

import { h } from "./dom.ts";
import { texts } from "./texts/copying.ts";

interface Looks {
  readonly kind?: string;
  /** What the button is called, where its label alone says too little. */
  readonly title?: string;
}

/** A button, and below it the field that appears where it must. */
export function copyButton(label: string, name: string, text: () => string, looks: Looks = {}): HTMLElement {
  const said = h("span", { class: "iw-muted", attributes: { role: "status" } });
  const field = h("textarea", {
    class: "iw-copy-field",
    attributes: { readonly: true, rows: 2, "aria-label": name, tabindex: 0 },
  });
  field.hidden = true;
  const copy = async () => {
    const done = await written(text());
    said.textContent = done ? texts.copied : texts.denied;
    field.hidden = done;
    if (!done) select(field, text());
  };
  const on = { click: () => void copy() };
  const { kind = "iw-button", title = null } = looks;
  const attributes = { type: "button", title, "aria-label": title };
  const button = h("button", { class: kind, text: label, attributes, on });
  return h("span", { class: "iw-copying" }, button, said, field);
}

async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

function select(field: HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.focus();
  field.select();
}
