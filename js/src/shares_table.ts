/** The numbers behind a share chart as a table: the same counts, the same percents. */

import { answered, type Shares, type Window } from "./rows.ts";
import { splitName } from "./splits.ts";
import { type HeaderCell, table } from "./table.ts";
import { shareCells } from "./tables.ts";
import { texts } from "./texts/report.ts";
import type { Grain } from "./types.ts";

interface SharesTable {
  readonly caption: string;
  /** What the rows are. */
  readonly heading: string;
  readonly grain: Grain;
  readonly splits: readonly string[];
  readonly shares: readonly Shares[];
  readonly rows: Window;
}

export function sharesTable({ caption, heading, grain, splits, shares, rows }: SharesTable): HTMLElement {
  const filtered = shares.some(({ whole }) => whole !== null);
  const titles = filtered ? [texts.picked, "%", texts.all(grain), "%"] : [grain, "%"];
  const groups = splits.map((split): HeaderCell => ({ content: splitName(split), span: titles.length }));
  const heads = splits.flatMap(() => titles.map((content): HeaderCell => ({ content })));
  const answers = shares.flatMap(({ now, whole }) => (filtered ? [answered(now), whole] : [answered(now)]));
  return table({
    caption,
    head: [
      [{ content: "" }, ...groups],
      [{ content: heading }, ...heads],
    ],
    names: rows.names,
    lines: (row) => [answers.flatMap((answer) => shareCells(answer, rows.positions[row]))],
  });
}
