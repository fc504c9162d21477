/** What is picked, as a value: every change makes a new one. */

import type { Picked, RowAxis } from "./types.ts";

export const NOTHING: Picked = { classes: [], bins: {}, split: null };

export function pickedOn(picked: Picked, axis: RowAxis): readonly string[] {
  return axis === "class" ? picked.classes : (picked.bins[axis] ?? []);
}

/** Statistics with bins that are picked. */
export function binAxes(picked: Picked): RowAxis[] {
  return Object.keys(picked.bins);
}

export function isPicked(picked: Picked): boolean {
  return picked.problem !== undefined || filtersCharts(picked);
}

/** Whether classes or bins are picked, which counts can tell. */
export function filtersCharts(picked: Picked): boolean {
  return picked.classes.length > 0 || binAxes(picked).some((axis) => pickedOn(picked, axis).length > 0);
}

/** The same with other names on one axis, in the axis's own order; names it does not have are left out. */
export function replace(
  picked: Picked,
  axis: RowAxis,
  names: Iterable<string>,
  order: readonly string[],
): Picked {
  const wanted = new Set(names);
  const kept = order.filter((name) => wanted.has(name));
  if (axis === "class") return { ...picked, classes: kept };
  const { [axis]: _, ...others } = picked.bins;
  return { ...picked, bins: kept.length > 0 ? { ...others, [axis]: kept } : others };
}

/** Only this one; or none, where it was the only one already. */
export function pickOnly(picked: Picked, axis: RowAxis, name: string, order: readonly string[]): Picked {
  const now = pickedOn(picked, axis);
  return replace(picked, axis, now.length === 1 && now[0] === name ? [] : [name], order);
}

export function toggle(picked: Picked, axis: RowAxis, name: string, order: readonly string[]): Picked {
  const names = new Set(pickedOn(picked, axis));
  if (!names.delete(name)) names.add(name);
  return replace(picked, axis, names, order);
}

export function pickRange(
  picked: Picked,
  axis: RowAxis,
  from: string,
  to: string,
  order: readonly string[],
): Picked {
  const [first, last] = [order.indexOf(from), order.indexOf(to)].sort((a, b) => a - b);
  return replace(picked, axis, order.slice(Math.max(first, 0), last + 1), order);
}

/** Only this problem, in its split; or nothing, where it was picked already. */
export function pickProblem(picked: Picked, problem: string, split: string | null): Picked {
  if (isPickedProblem(picked, problem, split)) return { ...NOTHING };
  return { ...NOTHING, split, problem };
}

export function isPickedProblem(picked: Picked, problem: string, split: string | null): boolean {
  return picked.problem === problem && picked.split === split;
}

/** Nothing picked; the split that is looked at stays. */
export function clear(picked: Picked): Picked {
  return { ...NOTHING, split: picked.split };
}

export function samePicked(a: Picked, b: Picked): boolean {
  return (
    a.split === b.split &&
    a.problem === b.problem &&
    sameNames(a.classes, b.classes) &&
    [...binAxes(a), ...binAxes(b)].every((axis) => sameNames(pickedOn(a, axis), pickedOn(b, axis)))
  );
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name) => b.includes(name));
}
