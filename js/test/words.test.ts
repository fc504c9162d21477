import { expect, test } from "vitest";
import type { Axes } from "../src/filters.ts";
import { counted, decimalText, percent, wholePercent } from "../src/numbers.ts";
import { NOTHING } from "../src/picked.ts";
import { amount, describePicked, runs, shorten } from "../src/texts/words.ts";
import { AREAS, MASK_AREAS, PER_IMAGE, RATIOS } from "./fixture.ts";

const AXES: Axes = {
  class: ["dog", "cat", "bird", "fish", "cow"],
  box_area: AREAS,
  box_ratio: RATIOS,
  boxes_per_image: PER_IMAGE,
  mask_area: MASK_AREAS,
  box_edges: ["0", "1", "2"],
};

const rowsOf = (axis: string) => (axis === "box_edges" ? "Edges touched" : "");

test("percents are rounded half up, from counts", () => {
  expect([4, 3, 5, 2].map((count) => wholePercent(count, 14))).toEqual(["29%", "21%", "36%", "14%"]);
  expect(wholePercent(1, 200)).toBe("1%");
  expect(wholePercent(1, 1000)).toBe("<1%");
  expect(percent(1, 8)).toBe("13%");
  expect(percent(3, 40)).toBe("7.5%");
  expect(percent(1, 25)).toBe("4%");
  expect(percent(1, 100_000)).toBe("<0.1%");
  expect(percent(0, 5)).toBe("0%");
  expect(percent(0, 0)).toBe("0%");
});

test("numbers are grouped, and one is one", () => {
  expect(counted(1, "boxes")).toBe("1 box");
  expect(counted(860_001, "boxes")).toBe("860,001 boxes");
  expect(decimalText(8.3361)).toBe("8.34");
  expect(decimalText(null)).toBe("–");
});

test("the sentence names what is picked", () => {
  expect(describePicked(NOTHING, "detection", AXES, rowsOf)).toMatch(/^Nothing is picked/);
  const picked = {
    classes: ["dog", "cat"],
    bins: { box_area: AREAS.slice(1, 3), box_ratio: [">=4"], boxes_per_image: ["1"] },
    split: null,
  };
  expect(describePicked(picked, "detection", AXES, rowsOf)).toBe(
    "Boxes of dog or cat with area [0.16, 1.44) to [1.44, 2.56) % of the image and ratio >=4 in images with 1 box",
  );
  expect(describePicked({ ...NOTHING, bins: { box_edges: ["1", "2"] } }, "detection", AXES, rowsOf)).toBe(
    "Boxes with edges touched 1 to 2",
  );
  expect(describePicked({ ...NOTHING, classes: ["dog"] }, "multiclass", AXES, rowsOf)).toBe("Images of dog");
  expect(describePicked({ ...NOTHING, bins: { mask_area: ["0"] } }, "segmentation", AXES, rowsOf)).toBe(
    "Masks with area 0 % of the image",
  );
});

test("a problem is named, and that the charts do not follow it", () => {
  const crowd = { ...NOTHING, problem: "crowd" };
  expect(describePicked(crowd, "detection", AXES, rowsOf)).toBe(
    "Samples with the problem crowd, which the charts cannot tell",
  );
  expect(describePicked({ ...crowd, classes: ["dog"] }, "detection", AXES, rowsOf)).toBe(
    "Boxes of dog; samples with the problem crowd, which the charts cannot tell",
  );
});

test("many names are counted, long ones cut, right-to-left ones kept to themselves", () => {
  expect(describePicked({ ...NOTHING, classes: [...AXES.class] }, "detection", AXES, rowsOf)).toBe(
    "Boxes of dog, cat, bird and 2 more",
  );
  expect(shorten("x".repeat(10_000))).toBe(`${"x".repeat(24)}…${"x".repeat(15)}`);
  const begun = "lesion of the left upper lobe, seen from the front, with contrast, ";
  expect(shorten(`${begun}early`)).toBe("lesion of the left upper…contrast, early");
  expect(shorten("כלב")).toBe("\u2068כלב\u2069");
});

test("neighbouring bins read as one range", () => {
  expect(runs(["4", "0", "1", "2"], PER_IMAGE)).toEqual(["0 to 2", "4"]);
});

test("images are told exactly or between bounds", () => {
  expect(amount({ units: 12, images: [10, 10] }, "detection")).toBe("12 boxes in 10 images");
  expect(amount({ units: 1, images: [1, 1] }, "segmentation")).toBe("1 mask in 1 image");
  expect(amount({ units: 40, images: [12, 30] }, "detection")).toBe("40 boxes in between 12 and 30 images");
  expect(amount({ units: 7, images: [7, 7] }, "multiclass")).toBe("7 images");
});
