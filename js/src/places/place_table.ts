/** The numbers behind the maps: boxes by ninth of the image, and percents of every cell. */

import { h } from "../dom.ts";
import { countText, percent } from "../numbers.ts";
import { splitName } from "../splits.ts";
import { type HeaderCell, table } from "../table.ts";
import { CELL_SHARES, NINTH, NINTHS, ROW } from "../texts/places.ts";
import { UNITS } from "../texts/words.ts";
import { total } from "./heat.ts";
import { ninthsOf } from "./ninths.ts";

export function placeTables(
  title: string,
  splits: readonly string[],
  boxes: readonly Float64Array[],
  grid: number,
): HTMLElement {
  const cells = splits.map((split, i) => cellTable(`${title}, ${split}`, split, boxes[i], grid));
  return h("div", { class: "iw-place-tables" }, ninthTable(title, splits, boxes, grid), ...cells);
}

function ninthTable(
  title: string,
  splits: readonly string[],
  boxes: readonly Float64Array[],
  grid: number,
): HTMLElement {
  const ninths = boxes.map((of) => ninthsOf(of, grid));
  const groups = splits.map((split): HeaderCell => ({ content: splitName(split), span: 2 }));
  const heads = splits.flatMap((): HeaderCell[] => [{ content: UNITS.detection }, { content: "%" }]);
  return table({
    caption: title,
    head: [
      [{ content: "" }, ...groups],
      [{ content: NINTH }, ...heads],
    ],
    names: NINTHS,
    lines: (row) => [ninths.flatMap((of, i) => [countText(of[row]), percent(of[row], total(boxes[i]))])],
  });
}

function cellTable(caption: string, split: string, boxes: Float64Array, grid: number): HTMLElement {
  const all = total(boxes);
  const columns = Array.from({ length: grid }, (_, column): HeaderCell => ({ content: String(column + 1) }));
  const name = h("span", {}, splitName(split), `, ${CELL_SHARES}`);
  return table({
    caption,
    head: [
      [{ content: "" }, { content: name, span: grid }],
      [{ content: ROW }, ...columns],
    ],
    names: columns.map(({ content }) => String(content)),
    lines: (row) => [
      Array.from(boxes.subarray(row * grid, (row + 1) * grid), (count) => percent(count, all)),
    ],
  });
}
