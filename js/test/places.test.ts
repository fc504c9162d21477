import { describe, expect, test } from "vitest";
import { PlaceCounts, SizeCounts } from "../src/places/counts.ts";
import { heatCells, largestShare } from "../src/places/heat.ts";
import { mostOf, ninthsOf } from "../src/places/ninths.ts";
import { rangeNames, sizeReadout, sizeRow } from "../src/places/size_rows.ts";

/** Three bins and "not known"; two classes and all: class 0 has a box in each place, class 1 none. */
const SIZES = new SizeCounts(
  {
    shape: [3, 4],
    splits: { train: { index: [0, 1, 1, 1, 5, 1, 1, 1], count: [1, 2, 3, 4, 1, 2, 3, 4] } },
    inputs: [320, 640],
    limits: [8, 16, 32],
    below: [
      [1, 2, 3],
      [0, 1, 2],
    ],
    cut: 1,
  },
  ["train", "val"],
);

/** A grid of 3 x 3; class 0 in area bin 1: 4 in the middle; in bin 0: 1 at the top left. */
const PLACES = new PlaceCounts(
  {
    shape: [2, 7, 9],
    splits: { train: { index: [0, 13, 50, 13], count: [1, 4, 1, 4] } },
    grid: 3,
    cut: 0,
  },
  ["train"],
);

describe("sizes", () => {
  test("boxes under each limit are those in the bins below it; unknown ones are in none", () => {
    expect(SIZES.of("train", 0, 320)).toEqual({ known: 6, under: [1, 3, 6] });
    expect(SIZES.of("train", 0, 640)).toEqual({ known: 6, under: [0, 1, 3] });
    expect(SIZES.of("train", SIZES.all, 640)).toEqual({ known: 6, under: [0, 1, 3] });
  });

  test("nothing is said of a class that has no sizes in the page, nor of an empty split", () => {
    expect(SIZES.of("train", 1, 320)).toBeNull();
    expect(SIZES.of("val", 0, 320)).toBeNull();
    expect(sizeRow(0, null, true)).toMatchObject({ value: null, text: "" });
    expect(sizeReadout("cat", null, [8, 16, 32])).toEqual(["cat", ": not in this page"]);
  });

  test("a row ends at the share under the largest limit", () => {
    const row = sizeRow(1, SIZES.of("train", 0, 640), true);
    expect(row).toMatchObject({ under_8: 0, value: 50, text: "50%" });
    expect(row.under_16).toBeCloseTo(100 / 6);
    expect(rangeNames([8, 16, 32])).toEqual(["under 8 px", "8 to 16 px", "16 to 32 px", "32 px and more"]);
  });
});

describe("places", () => {
  test("cells are those of the picked classes and areas, else of all", () => {
    const flags = Uint8Array.from([1, 0, 0, 0, 0, 0, 0]);
    expect([...PLACES.of("train", null, undefined)]).toEqual([1, 0, 0, 0, 4, 0, 0, 0, 0]);
    expect([...PLACES.of("train", [0], flags)]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect([...PLACES.of("val", null, undefined)]).toEqual(Array(9).fill(0));
    expect(PLACES.has(0)).toBe(true);
  });

  test("colours are steps of the largest share of any split", () => {
    const train = Float64Array.from([1, 0, 0, 0, 4, 0, 0, 0, 0]);
    const val = Float64Array.from([10, 0, 0, 0, 0, 0, 0, 0, 0]);
    const largest = largestShare([train, val]);
    expect(largest).toBe(1);
    expect(heatCells(train, 3, largest).map(({ step }) => step)).toEqual([2, 0, 0, 0, 7, 0, 0, 0, 0]);
    expect(heatCells(val, 3, largest)[0]).toEqual({ place: 0, across: 0, down: 0, step: 8 });
    expect(heatCells(new Float64Array(9), 3, 0).every(({ step }) => step === 0)).toBe(true);
  });

  test("ninths add up cells, and the fullest one is named", () => {
    const boxes = new Float64Array(36);
    boxes[0] = boxes[1] = boxes[6] = 1;
    boxes[35] = 1;
    expect(ninthsOf(boxes, 6)).toEqual([3, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(mostOf(boxes, 6, "train")).toBe(
      "75% of the boxes in train lie in the top left ninth of the image",
    );
    expect(mostOf(new Float64Array(36), 6, "val")).toBe("no place is known of a box in val");
  });
});
