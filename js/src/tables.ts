/** The tables: counts and percents a class, and the moments of boxes and masks. */

import type { Answer } from "./crossfilter.ts";
import { h } from "./dom.ts";
import { countText, decimalText, percent } from "./numbers.ts";
import type { Page, Part } from "./page.ts";
import { answered } from "./rows.ts";
import { splitName } from "./splits.ts";
import { Drawer, type HeaderCell, table } from "./table.ts";
import { texts } from "./texts/report.ts";
import { UNITS } from "./texts/words.ts";
import type { MomentTable } from "./types.ts";

export function tablesPart(page: Page): Part {
  const moments = Object.values(page.report.tables).map(
    (of) => new Drawer(`${of.title}, ${of.unit}`, () => momentTable(of, page), true),
  );
  const classes = new Drawer(texts.classes, () => classTable(page), true);
  return {
    element: h("div", { class: "iw-tables" }, ...[classes, ...moments].map(({ element }) => element)),
  };
}

/** Counts by class of every split: images with the class, and boxes where there are any. */
function classTable(page: Page): HTMLElement {
  const charts = (["label_distribution", "box_labels"] as const).filter((id) => page.chart(id));
  const titles = charts.flatMap((id) => [UNITS[id === "box_labels" ? "detection" : "multiclass"], "%"]);
  const groups = page.splits.map((split): HeaderCell => ({ content: splitName(split), span: titles.length }));
  const heads = page.splits.flatMap(() => titles.map((content): HeaderCell => ({ content })));
  const whole = page.splits.flatMap((split) => charts.map((id) => page.whole.get(split)?.charts[id]));
  const answers = whole.map((told) => (told === undefined ? null : answered(told)));
  return table({
    caption: texts.classes,
    head: [
      [{ content: "" }, ...groups],
      [{ content: texts.class }, ...heads],
    ],
    names: page.classes.names,
    lines: (row) => [answers.flatMap((answer) => shareCells(answer, row))],
  });
}

/** A count and its percent. */
export function shareCells(answer: Answer | null, position: number): string[] {
  if (!answer) return ["–", "–"];
  const count = answer.counts[position];
  return [countText(count), percent(count, answer.total)];
}

/** A line a split, so that train stands above validation. */
function momentTable({ title, columns, splits, left_out }: MomentTable, page: Page): HTMLElement {
  const entries = Object.entries(splits);
  const rows = entries.map(([, { at }]) => new Map(at.map((place, row) => [place, row])));
  const places = page.classes.names.map((_, place) => place).filter((at) => rows.some((of) => of.has(at)));
  const names = places.map((place) => page.classes.names[place]);
  const drawn = table({
    caption: title,
    head: [[{ content: texts.class }, { content: "" }, ...columns.map((content) => ({ content }))]],
    names: [texts.allClasses, ...names],
    lines: (row) =>
      entries.map(([split, { overall, columns: told }], side) => {
        const at = rows[side].get(places[row - 1]);
        const moment = (i: number) => (row === 0 ? overall[i] : at === undefined ? null : told[i][at]);
        return [splitName(split), ...columns.map((_, i) => decimalText(moment(i)))];
      }),
  });
  return left_out > 0
    ? h("div", {}, h("p", { class: "iw-muted", text: texts.momentsCut(left_out) }), drawn)
    : drawn;
}
