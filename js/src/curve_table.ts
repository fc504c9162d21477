/** The values of a metric as a table: a row a step, a column a run and split. */

import { SPLITS } from "./curve_lines.ts";
import type { Runs } from "./curve_runs.ts";
import { h } from "./dom.ts";
import { countText, decimalText } from "./numbers.ts";
import { splitName } from "./splits.ts";
import { table } from "./table.ts";
import { texts } from "./texts/curves.ts";
import type { Curve } from "./types.ts";

export function curveTable(curves: readonly Curve[], runs: Runs, metric: string): HTMLElement {
  const columns = curves.flatMap((curve) =>
    SPLITS.filter((split) => curve[split].length > 0).map((split) => ({
      split,
      run: runs.count > 1 ? runs.name(curve.run ?? 0) : "",
      of: new Map(curve[split]),
    })),
  );
  const steps = [...new Set(columns.flatMap(({ of }) => [...of.keys()]))].sort((a, b) => a - b);
  const head = columns.map(({ split, run }) => ({
    content: h("span", {}, run && `${run} `, splitName(split)),
  }));
  const shown = table({
    caption: metric,
    head: [[{ content: curves[0]?.x ?? texts.step }, ...head]],
    names: steps.map(countText),
    lines: (row) => [columns.map(({ of }) => valueText(of.get(steps[row])))],
  });
  return h("div", {}, leftOut(curves), shown);
}

function valueText(value: number | null | undefined): string {
  if (value === undefined) return "";
  return value === null ? texts.noNumber : decimalText(value);
}

/** Says how many points there are where not all are listed. */
function leftOut(curves: readonly Curve[]): HTMLElement | null {
  const listed = curves.reduce((sum, { train, val }) => sum + train.length + val.length, 0);
  const all = curves.reduce((sum, { points }) => sum + points.train + points.val, 0);
  if (listed === all) return null;
  const text = texts.listed(listed, all);
  return h("p", { class: "iw-note", text });
}
