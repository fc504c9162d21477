/** The counts behind a share chart: which answer belongs to which chart. */

import { PAGE } from "./class_list.ts";
import type { Told } from "./crossfilter.ts";
import { isFiltered } from "./filters.ts";
import type { Page, Snapshot } from "./page.ts";
import { answered, type Shares, type Window } from "./rows.ts";
import type { ChartEntry } from "./types.ts";

/** A chart, and for charts that exist once a class the position of theirs. */
export interface Chart {
  readonly entry: ChartEntry;
  readonly position: number | null;
}

export function sharesOf(chart: Chart, split: string, page: Page, snapshot: Snapshot): Shares {
  const { entry, position } = chart;
  if (position !== null) return { now: maskAreas(page, split, position), whole: null };
  const whole = page.whole.get(split)?.charts[entry.id];
  const filtered = whole && isFiltered(snapshot.filters, entry.axis);
  return {
    now: snapshot.now.get(split)?.charts[entry.id] ?? NOTHING,
    whole: filtered ? answered(whole) : null,
  };
}

const NOTHING: Told = { counts: new Float64Array(), total: 0 };

function maskAreas(page: Page, split: string, position: number): Told {
  const counts = page.counts.get(split);
  if (!counts?.masks) return NOTHING;
  return {
    counts: counts.masks.subarray(position * counts.maskBins, (position + 1) * counts.maskBins),
    total: counts.images,
  };
}

/** All rows of a chart, in order. */
export function rowsOf(chart: Chart, page: Page): Window {
  const { axis } = chart.entry;
  if (axis === "class") return page.classes.shown;
  const bins = page.axes[axis];
  const names = chart.position === null ? bins : bins.slice(0, lastUsed(page, chart.position) + 1);
  return { names, positions: names.map((_, position) => position) };
}

/** Charts of mask areas stop after the last bin that any split uses. */
function lastUsed(page: Page, position: number): number {
  const used = [...page.splits].map((split) => {
    const told = answered(maskAreas(page, split, position));
    return told ? told.counts.findLastIndex((count) => count > 0) : -1;
  });
  return Math.max(0, ...used);
}

/** The part of a class chart that is in view; bins are always all in view. */
export function windowOf(rows: Window, chart: Chart, page: Page): Window & { first: number } {
  if (chart.entry.axis !== "class") return { ...rows, first: 0 };
  const { first } = page.classes;
  return {
    names: rows.names.slice(first, first + PAGE),
    positions: rows.positions.slice(first, first + PAGE),
    first,
  };
}
