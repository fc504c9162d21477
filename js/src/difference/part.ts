/** A part of what differs: a table, of classes and verdicts one for each split. */

import { h } from "../dom.ts";
import { splitName } from "../splits.ts";
import { type HeaderCell, table } from "../table.ts";
import type { Cell } from "../table_text.ts";
import { texts } from "../texts/difference.ts";
import { barCell, kindCell, verdictCell } from "./cells.ts";
import type { DifferencePart, DifferenceRow } from "./types.ts";

export function partOf(part: DifferencePart): HTMLElement {
  const heading = h("h3", { text: part.title });
  const body =
    part.part === "classes" || part.part === "verdicts" ? bySplit(part) : [tableOf(part, part.rows)];
  return h("section", { class: "iw-section", attributes: { "data-part": part.part } }, heading, ...body);
}

/** Buttons for the splits, and the table of the one that is chosen; each keeps how it is sorted. */
function bySplit(part: DifferencePart): HTMLElement[] {
  const splits = [...new Set(part.rows.map(({ split }) => split))].toSorted(wholeFirst);
  if (splits.length === 1 && splits[0] === null) return [tableOf(part, part.rows, true)];
  const made = new Map<string | null, HTMLElement>();
  const place = h("div");
  const buttons = splits.map((split) => {
    const name = split === null ? texts.allSplits : splitName(split);
    return h("button", { attributes: { type: "button" }, on: { click: () => choose(split) } }, name);
  });
  const choose = (chosen: string | null) => {
    const shown = part.rows.filter(({ split }) => split === chosen);
    const found = made.get(chosen) ?? tableOf(part, shown, true);
    made.set(chosen, found);
    place.replaceChildren(found);
    buttons.forEach((button, i) => {
      button.setAttribute("aria-pressed", String(splits[i] === chosen));
    });
  };
  choose(splits[0]);
  const attributes = { role: "group", "aria-label": texts.split(part.title) };
  return [h("div", { class: "iw-choice iw-difference-splits", attributes }, ...buttons), place];
}

function wholeFirst(a: string | null, b: string | null): number {
  return Number(b === null) - Number(a === null);
}

/** The column of splits is left out where all rows are of one. */
function tableOf(part: DifferencePart, rows: readonly DifferenceRow[], ofOneSplit = false): HTMLElement {
  const [name, split, old, now, change] = part.head;
  const isCounted = part.part === "classes";
  const number = (content: string): HeaderCell => ({ content });
  const word = (content: string): HeaderCell => ({ content, words: true });
  const value = part.part === "verdicts" || part.part === "curves" ? word : number;
  const values = isCounted ? [change, old, now].map(number) : [value(old), value(now)];
  const last = part.part === "splits" ? [number(change)] : [word(change)];
  const heads = [
    ...[name, ...(ofOneSplit ? [] : [split])].map(word),
    ...values,
    ...(isCounted ? [] : last),
    ...(part.meaning ? [word(part.meaning)] : []),
  ];
  return table({
    caption: part.title,
    head: [heads],
    names: rows.map((row) => row.name),
    lines: (at) => [[...(ofOneSplit ? [] : [placeCell(part, rows[at])]), ...cellsOf(part, rows[at])]],
  });
}

function placeCell({ part }: DifferencePart, { split }: DifferenceRow): Cell {
  if (part === "problems" && split) return splitName(split);
  return h("span", { text: split ?? texts.allSplits });
}

function cellsOf({ part }: DifferencePart, row: DifferenceRow): Cell[] {
  const [old, now, change] = row.texts;
  if (part === "classes") return [barCell(row), old, now];
  if (part === "splits") return [old, now, change];
  if (row.tones) return [verdictCell(old, row.tones[0]), verdictCell(now, row.tones[1]), kindCell(row)];
  const meaning = h("span", { class: "iw-meaning", text: row.meaning ?? "" });
  return [old, now, kindCell(row), meaning];
}
