import { deflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { ClassList, PAGE } from "../src/class_list.ts";
import type { Answer } from "../src/crossfilter.ts";
import { cellsOf, denseOf, readPayload } from "../src/payload.ts";
import { countsMax, shareRows, sharesMax, summaryRows } from "../src/rows.ts";
import { shownSplits } from "../src/splits.ts";
import { planWords } from "../src/verdicts.ts";
import { makePayload } from "./fixture.ts";

function answer(counts: number[], total = counts.reduce((sum, count) => sum + count, 0)): Answer {
  return { counts: Float64Array.from(counts), total };
}

const WINDOW = { names: ["dog", "cat"], positions: [1, 0] };
const EVERY = () => true;

test("bars are percents, each row at its own position", () => {
  const rows = shareRows({ now: answer([1, 3]), whole: null }, WINDOW, (name) => name === "dog");
  expect(rows).toEqual([
    { place: 0, value: 75, whole: null, text: "75%", on: true },
    { place: 1, value: 25, whole: null, text: "25%", on: false },
  ]);
});

test("what cannot be told has no bar, and keeps the whole behind it", () => {
  const [row] = shareRows({ now: "several-classes", whole: answer([1, 1]) }, WINDOW, EVERY);
  expect(row).toEqual({ place: 0, value: null, whole: 50, text: "50%", on: true });
});

test("nothing picked of a split is zero percent, without a text that claims a share", () => {
  const [row] = shareRows({ now: answer([0, 0]), whole: null }, WINDOW, EVERY);
  expect(row).toMatchObject({ value: 0, text: "" });
});

test("all splits share an axis that ends at a round percent", () => {
  const shares = [answer([1, 3]), answer([4, 0])].map((now) => ({ now, whole: null }));
  expect(sharesMax(shares, [0, 1])).toBe(100);
  expect(sharesMax([{ now: answer([33, 67]), whole: null }], [0])).toBe(40);
  expect([0, 7, 123, 1226, 262_465].map(countsMax)).toEqual([1, 7, 140, 1400, 300_000]);
});

test("a share stands on its bar, or beside the count where the bar is short", () => {
  const classes = makePayload("detection", ["dog", "cat"], { train: 40 }).report.summary.classes;
  const room = { inside: (count: number) => count >= 50, behind: () => true };
  const counts = { now: answer([10, 90]), filtered: false, before: new Map() };
  const rows = summaryRows(classes, [0, 1], counts, EVERY, room);
  expect(rows.map(({ share, text }) => [share, text])).toEqual([
    ["", "10 · 10%"],
    ["90%", "90"],
  ]);
  expect(rows.map(({ whole }) => whole)).toEqual([null, null]);
});

test("the plan says boxes and images, or images alone", () => {
  expect(planWords({ labels: 17, images: 1 }, "boxes").join("")).toBe("add 17 boxes in 1 image");
  expect(planWords({ labels: 17, images: null }, "boxes").join("")).toBe("add 17 boxes");
  expect(planWords({ labels: 1, images: 1 }, "images").join("")).toBe("add 1 image");
  expect(planWords({ labels: 0, images: 0 }, "boxes").join("")).toBe("");
});

test("train and validation are shown, and a third split when it is looked at", () => {
  const splits = (...names: string[]) => ({
    splits: Object.fromEntries(names.map((name) => [name, { images: 1, labels: 1 }])),
  });
  const looking = (split: string | null) => ({ classes: [], bins: {}, split });
  expect(shownSplits(splits("train", "val", "test"), looking(null))).toEqual(["train", "val"]);
  expect(shownSplits(splits("train", "val", "test"), looking("test"))).toEqual(["train", "val", "test"]);
  expect(shownSplits(splits("train", "test"), looking("train"))).toEqual(["train", "test"]);
  expect(shownSplits(splits("all"), looking(null))).toEqual(["all"]);
});

test("classes are ordered, searched and windowed, together for all charts", () => {
  const names = Array.from({ length: 60 }, (_, i) => `class ${60 - i}`);
  const list = new ClassList(makePayload("multiclass", names, { train: 900, val: 300 }).report);
  let told = 0;
  list.subscribe(() => {
    told += 1;
  });
  list.sortBy("name");
  expect(list.shown.names[0]).toBe("class 1");
  list.scrollTo(1000);
  expect(list.first).toBe(60 - PAGE);
  list.searchFor(" CLASS 57 ");
  expect(list.shown.names).toEqual(["class 57"]);
  list.searchFor("class 5");
  expect(list.shown.positions).toHaveLength(11);
  expect(list.first).toBe(0);
  expect(told).toBe(4);
});

test("a payload is inflated, and its tables are undone", async () => {
  const payload = makePayload("detection", ["dog", "cat"], { train: 30 });
  const packed = new Uint8Array(deflateSync(JSON.stringify(payload)));
  expect(await readPayload(packed)).toEqual(payload);
  const table = { shape: [2, 3], splits: { train: { index: [1, 3, 1], count: [7, 8, 9] } } };
  expect(denseOf(table, "train")).toEqual(Float64Array.of(0, 7, 0, 0, 8, 9));
  expect(cellsOf(table, "train").at.map((column) => [...column])).toEqual([
    [0, 1, 1],
    [1, 1, 2],
  ]);
  expect(cellsOf(table, "val").count).toHaveLength(0);
});
