/** The numbers behind the forest plot: images, shares and intervals of both splits, ratio, difference. */

import { countText, percent } from "../numbers.ts";
import { splitName } from "../splits.ts";
import { type HeaderCell, table } from "../table.ts";
import { COMPARED, ratioText } from "../texts/comparison.ts";
import { at, isNowhere } from "./forest_rows.ts";
import type { ComparedRows } from "./types.ts";

interface ForestTable {
  readonly caption: string;
  /** What the rows are. */
  readonly heading: string;
  readonly split: string;
  readonly rows: ComparedRows;
  readonly names: readonly string[];
  /** Where in the columns each row stands. */
  readonly places: readonly number[];
}

export function forestTable({ caption, heading, split, rows, names, places }: ForestTable): HTMLElement {
  const { images, share, interval, groups } = COMPARED;
  const ofSplit = [images, share, interval];
  const spans = ["train", split].map((name): HeaderCell => ({ content: splitName(name), span: 3 }));
  const last = [groups.ratio, groups.difference, groups.rate, ""];
  const titles = [heading, ...ofSplit, ...ofSplit, ...last];
  return table({
    caption,
    head: [
      [{ content: "" }, ...spans, ...last.map(() => ({ content: "" }))],
      titles.map((content) => ({ content })),
    ],
    names,
    lines: (row) => [cells(rows, places[row])],
  });
}

function cells(rows: ComparedRows, row: number): string[] {
  const none = isNowhere(rows, row);
  const differs = rows.differs.includes(row) ? COMPARED.differs : "";
  const times = none ? "–" : ratioText(at(rows.ratio, row));
  return [
    ...side(rows, row, 0),
    ...side(rows, row, 1),
    times,
    points(at(rows.difference, row)),
    String(rows.q[row]),
    differs,
  ];
}

function side({ of, count, low, high }: ComparedRows, row: number, split: number): string[] {
  const limits = `${hundredths(low[split][row])}–${hundredths(high[split][row])}%`;
  return [countText(count[split][row]), percent(count[split][row], of[split]), limits];
}

/** Percentage points with their interval. */
function points([value, low, high]: readonly (number | null)[]): string {
  return value === null ? "–" : COMPARED.range(signed(value), signed(low), signed(high));
}

function signed(share: number | null): string {
  const text = hundredths(share);
  return (share ?? 0) > 0 ? `+${text}` : text.replace("-", "−");
}

function hundredths(share: number | null): string {
  return share === null ? "–" : String(Number((100 * share).toPrecision(2)));
}
