import { expect, test } from "vitest";
import { forestAxis, forestRow, ratioWords } from "../src/comparison/forest_rows.ts";
import { ratioText, times } from "../src/texts/comparison.ts";

const ROWS = {
  of: [100, 50] as const,
  count: [
    [40, 0, 10, 0],
    [8, 5, 0, 0],
  ],
  low: [],
  high: [],
  difference: [],
  ratio: [
    [0.4, null, 0, null],
    [0.21, 6.8, 0, null],
    [0.745, null, 1.4, null],
  ],
  q: [0.01, 0.02, 0.2, 1],
  differs: [0, 1],
};

test("ratios are written as Python writes them", () => {
  expect(ratioText([0.4, 0.21, 0.745])).toBe("0.40× [0.21–0.74]");
  expect(ratioText([null, 1.234, null])).toBe("∞× [1.2–∞]");
  expect([0, 0.996, 9.96, 1234.5].map(times)).toEqual(["0", "1.0", "10", "1,235"]);
});

test("the axis holds every ratio and is the same to either side of one", () => {
  const axis = forestAxis(ROWS);
  expect(axis.xmax).toBe(5);
  expect(axis.xmin * axis.xmax).toBeCloseTo(1);
  expect(axis.ticks).toContain(1);
  expect(forestAxis({ ...ROWS, ratio: [[null], [null], [null]] }).xmax).toBe(2);
});

test("what lies beyond the axis stands at its end, what is nowhere is not drawn", () => {
  const axis = forestAxis(ROWS);
  expect(forestRow(ROWS, 0, axis)).toMatchObject({ ratio: 0.4, low: 0.21, high: 0.745, edge: "" });
  expect(forestRow(ROWS, 1, axis)).toMatchObject({ edge: "right", low: 5, high: 5 });
  expect(forestRow(ROWS, 2, axis)).toMatchObject({ edge: "left", low: 0.2, high: 1.4 });
  expect(forestRow(ROWS, 3, axis).ratio).toBeNull();
});

test("a row in one split alone is said so", () => {
  const words = [0, 1, 2, 3].map((row) => ratioWords(ROWS, row, "val"));
  expect(words).toEqual(["0.40× [0.21–0.74]", "only in validation", "only in train", "in no image"]);
});
