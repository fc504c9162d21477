/** The element that all of ours is in, with its styles. */

import { h } from "./dom.ts";
import { styles } from "./styles/index.ts";

export function rootIn(el: HTMLElement): HTMLElement {
  const root = h("div", { class: "iw" });
  addStyles(el);
  el.append(root);
  return root;
}

/** Once a document (or shadow root), however many reports it shows. */
function addStyles(el: HTMLElement): void {
  const root = el.getRootNode();
  const target = root instanceof ShadowRoot ? root : document.head;
  if ([...target.querySelectorAll("style")].some(({ textContent }) => textContent === styles)) return;
  const style = document.createElement("style");
  style.textContent = styles;
  target.append(style);
}
