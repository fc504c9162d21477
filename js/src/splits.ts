/** Splits: which are shown beside each other, and the colour and shape that mark them. */

import { h } from "./dom.ts";
import type { Picked, ReportDocument } from "./types.ts";

const KNOWN = ["train", "val", "test"];

/** Train and validation (or the first two there are), and the split that is looked at. */
export function shownSplits(report: Pick<ReportDocument, "splits">, picked: Picked): string[] {
  const all = Object.keys(report.splits);
  const first = ["train", "val"].filter((split) => all.includes(split));
  const shown = [...first, ...all.filter((split) => !first.includes(split))].slice(0, 2);
  const chosen = picked.split;
  return chosen && all.includes(chosen) && !shown.includes(chosen) ? [...shown, chosen] : shown;
}

export function splitColour(split: string): string {
  return `var(--iw-${KNOWN.includes(split) ? split : "other"})`;
}

/** The split's name behind its mark: a disc for train, a square outline for validation, a diamond for others. */
export function splitName(split: string): HTMLElement {
  const kind = KNOWN.includes(split) ? split : "other";
  const mark = h("span", { class: "iw-mark", attributes: { "aria-hidden": "true" } });
  return h("span", { class: `iw-split iw-split-${kind}` }, mark, h("bdi", { text: split }));
}
