/** A page on disk carries its payload in a block of its own: each one is shown where it stands. */

import { NOTHING } from "./picked.ts";
import { mount } from "./report.ts";

const BLOCKS = 'script[type="application/x-insight-report"]';

export function mountBlocks(): void {
  for (const block of document.querySelectorAll<HTMLScriptElement>(BLOCKS)) {
    const { parentElement, textContent } = block;
    const payload = Uint8Array.from(atob(textContent ?? ""), (letter) => letter.charCodeAt(0));
    if (parentElement) void mount(parentElement, { payload, picked: NOTHING, onPick: () => undefined });
  }
}
