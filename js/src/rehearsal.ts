/** The first pick, gone through while nobody waits: an engine runs code slowly until it has run a few times. */

import type { Page, Part } from "./page.ts";
import { clear } from "./picked.ts";

const SOON = 200;

/** A page that is made again, while data are counted, finds the engine practised. */
let isPractised = false;

/**
 * Once all is drawn, draw parts as if a class were picked and at once as they are, one in each pause; no frame
 * comes in between. The first real pick ends it, and so does the function that is returned.
 */
export function rehearse(parts: readonly Part[], page: Page, drawn: Promise<void>): () => void {
  const classes = page.axes.class.slice(0, 1);
  const left = isPractised || classes.length === 0 ? [] : [...parts];
  const perform = async () => {
    const part = left.shift();
    if (!part) return;
    isPractised = left.length === 0;
    await part.draw?.(page.snapshot({ ...clear(page.store.picked), classes }));
    await part.draw?.(page.snapshot());
    whenIdle(perform);
  };
  const end = () => {
    left.length = 0;
  };
  const forget = page.store.subscribe(end);
  void drawn.then(() => whenIdle(perform));
  return () => {
    forget();
    end();
  };
}

function whenIdle(work: () => Promise<void>): void {
  if ("requestIdleCallback" in window) window.requestIdleCallback(() => void work());
  else setTimeout(() => void work(), SOON);
}
