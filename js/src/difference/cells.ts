/** Cells of what differs: bars both ways from zero, verdicts in colour and words, what got better and worse. */

import { h } from "../dom.ts";
import type { Cell } from "../table_text.ts";
import type { Verdict } from "../types.ts";
import type { DifferenceRow } from "./types.ts";

const TONES: Readonly<Partial<Record<DifferenceRow["kind"], Verdict>>> = { better: "well", worse: "serious" };
const SIGNS: Readonly<Record<DifferenceRow["kind"], string>> = {
  came: "+",
  went: "−",
  better: "▲",
  worse: "▼",
  more: "↑",
  fewer: "↓",
  other: "",
};

/** A number behind a bar that starts in the middle: to the right what was gained, to the left what was lost. */
export function barCell({ texts: [, , change], share = 0 }: DifferenceRow): Cell {
  const bar = h("span", { class: `iw-gain ${share < 0 ? "iw-lost" : ""}` });
  bar.style.setProperty("--iw-share", String(Math.abs(share)));
  const room = h("span", { class: "iw-gains", attributes: { "aria-hidden": "true" } }, bar);
  return h("span", { class: "iw-gain-cell" }, room, h("span", { class: "iw-number", text: change }));
}

export function verdictCell(text: string, tone: Verdict | null | undefined): Cell {
  return h("span", { class: tone ? `iw-key iw-key-${tone} iw-tone-${tone}` : "", text });
}

/** Colour, a sign and a word. */
export function kindCell({ kind, texts: [, , change] }: DifferenceRow): Cell {
  const tone = TONES[kind];
  const sign = h("span", { class: "iw-kind-sign", attributes: { "aria-hidden": "true" } });
  sign.dataset.sign = SIGNS[kind];
  return h("span", { class: tone ? `iw-tone-${tone}` : "" }, sign, h("span", { text: change }));
}
