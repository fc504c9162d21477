/** A page on disk carries its payload in a block of its own: each one is shown where it stands. */

import { mountDifference } from "./difference/mount.ts";
import { NOTHING } from "./picked.ts";
import { mount } from "./report.ts";

const MOUNTS: Readonly<Record<string, (el: HTMLElement, payload: Uint8Array) => unknown>> = {
  "application/x-insight-report": (el, payload) =>
    mount(el, { payload, picked: NOTHING, onPick: () => undefined }),
  "application/x-insight-difference": mountDifference,
};

export function mountBlocks(): void {
  for (const [type, mounts] of Object.entries(MOUNTS))
    for (const block of document.querySelectorAll<HTMLScriptElement>(`script[type="${type}"]`)) {
      const { parentElement, textContent } = block;
      const payload = Uint8Array.from(atob(textContent ?? ""), (letter) => letter.charCodeAt(0));
      if (parentElement) void mounts(parentElement, payload);
    }
}
