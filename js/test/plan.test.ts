import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { Page } from "../src/page.ts";
import { NOTHING } from "../src/picked.ts";
import { Ascent, imagesFor } from "../src/plan/budget.ts";
import type { Companions } from "../src/plan/companions.ts";
import { companionsOf } from "../src/plan/companions.ts";
import { ceilOf, ceilShare, floorOf, ratioOf, sumOf } from "../src/plan/exact.ts";
import { planOf } from "../src/plan/plan.ts";
import { WhatIf } from "../src/plan/what_if.ts";
import { summaryOf } from "../src/plan/what_if_summary.ts";
import { Store } from "../src/store.ts";
import { planText } from "../src/texts/plan.ts";
import type { Summary } from "../src/types.ts";
import { makePayload } from "./fixture.ts";

interface Case {
  labels: number[];
  images: number[];
  together: number[][];
  rule: { cutoff_ratio: number; serious_ratio: number; even_tolerance: number };
  budget: number | null;
  [answer: string]: unknown;
}

/** Made by tests/plan_cases.py. */
const CASES: Case[] = JSON.parse(
  readFileSync(new URL("../../tests/plan_cases.json", import.meta.url), "utf8"),
);

function companions(together: readonly number[][]): Companions {
  const cells = together.flatMap((row, i) => row.map((count, j) => ({ i, j, count })));
  const others = cells.filter(({ i, j, count }) => i !== j && count > 0);
  return {
    wanted: Uint16Array.from(others, ({ i }) => i),
    other: Uint16Array.from(others, ({ j }) => j),
    count: Float64Array.from(others, ({ count }) => count),
  };
}

function given(labels: readonly number[], rule: Case["rule"]): Summary {
  const classes = labels.map((count, i) => ({ name: `class ${i}`, count, i }));
  return { unit: "boxes", ...rule, classes: classes.toSorted((a, b) => b.count - a.count) } as never;
}

test.each(CASES.map((one, i) => [i, one] as const))("plan %i is that of Python", (_, one) => {
  const { labels, images, together, rule, budget, ...answer } = one;
  const stock = { counts: labels, labels, images };
  const plan = planOf(stock, companions(together), rule, budget);
  const names = labels.map((_count, i) => `class ${i}`);
  expect({
    cutoff: plan.now.cutoff,
    headline: plan.now.headline,
    target: plan.now.target,
    verdicts: plan.now.verdicts,
    add_labels: plan.additions,
    add_images: plan.images,
    expected_labels: plan.along,
    verdicts_after: plan.after.verdicts,
    verdicts_after_expected: plan.afterAlong.verdicts,
    headline_text: summaryOf(given(labels, rule), names, stock, plan, rule.cutoff_ratio).headline_text,
    plan_text: planText(plan, labels, "boxes"),
  }).toEqual(answer);
});

test("ratios are taken as they are written", () => {
  expect(ceilShare(ratioOf(0.55), 200, 2)).toBe(55);
  expect(ratioOf(1e-7)).toEqual({ over: 1n, under: 10_000_000n });
  expect(ratioOf(1)).toEqual({ over: 1n, under: 1n });
});

test("products that no number holds are exact", () => {
  const huge = 3_000_000_001;
  expect(floorOf(huge, huge, huge)).toBe(huge);
  expect(ceilOf(huge, huge, huge - 1)).toBe(huge + 2);
});

test("every image more of a budget adds to what a smaller one had", () => {
  const stock = { counts: [40, 9, 3, 0, 21], labels: [40, 9, 3, 0, 21], images: [20, 9, 1, 0, 7] };
  const ascent = new Ascent(stock, ratioOf(0.75));
  let before = ascent.within(0);
  for (let budget = 1; budget < 80; budget++) {
    const now = ascent.within(budget);
    expect(now.every((add, i) => add >= before[i])).toBe(true);
    expect(sumOf(imagesFor(now, stock))).toBeLessThanOrEqual(budget);
    before = now;
  }
});

const NAMES = ["dog", "cat", "bird", "fish"];

function whatIf(): WhatIf {
  const payload = makePayload("multilabel", NAMES, { train: 60, val: 20 });
  return new WhatIf(new Page(payload, new Store(NOTHING)));
}

test("a count that is tried changes verdicts and plan of its split alone, and reset takes it back", () => {
  const tries = whatIf();
  const before = tries.tried(null).summary;
  const val = tries.tried("val").summary;
  tries.setCount(null, "fish", 500);
  const { summary, original } = tries.tried(null);
  expect(summary.classes.find(({ name }) => name === "fish")).toMatchObject({ count: 500, verdict: "well" });
  expect(summary.cutoff).toBeGreaterThan(before.cutoff);
  expect(summary.classes.map(({ name }) => name)).toEqual(before.classes.map(({ name }) => name));
  expect(original).toBe(before);
  expect([tries.isActive(null), tries.isActive("val")]).toEqual([true, false]);
  expect(tries.tried("val").summary).toBe(val);
  tries.reset();
  expect(tries.tried(null).summary).toBe(before);
});

test("what is as in the data is not tried", () => {
  const tries = whatIf();
  const { count } = tries.tried(null).summary.classes[1];
  const { name } = tries.tried(null).summary.classes[1];
  tries.setCount(null, name, count);
  tries.setRatio(tries.givenRatio);
  expect(tries.isActive(null)).toBe(false);
  tries.setRatio(0.2);
  tries.setBudget(3);
  expect(tries.tried("train").plan.images.reduce((sum, n) => sum + n, 0)).toBeLessThanOrEqual(3);
});

test("companions of several splits are added up", () => {
  const table = {
    shape: [3, 3],
    splits: { train: { index: [1, 4], count: [2, 7] }, val: { index: [1], count: [3] } },
    kept: null,
  };
  const both = companionsOf(table, ["train", "val"]);
  expect([...(both?.count ?? [])]).toEqual([5, 7]);
  expect([...(both?.wanted ?? [])]).toEqual([0, 1]);
  expect([...(both?.other ?? [])]).toEqual([1, 2]);
  expect(companionsOf(undefined, ["train"])).toBe(null);
});
