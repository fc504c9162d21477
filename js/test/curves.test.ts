import { describe, expect, it } from "vitest";

import { inRange, nearest, positive, smoothed, stepsOf, valuesOf, withDetail } from "../src/curve_lines.ts";
import { CurveLook } from "../src/curve_look.ts";
import { dataOf, signalsOf } from "../src/curve_rows.ts";
import { sinceOf, spanOf } from "../src/curve_verdict.ts";
import type { Curve, CurvePoint } from "../src/types.ts";

const POINTS: CurvePoint[] = [
  [0, 4],
  [2, 3],
  [4, null],
  [6, 1],
];
const CURVE: Curve = {
  metric: "loss",
  x: "epoch",
  train: POINTS,
  val: [],
  points: { train: 4, val: 0 },
  best: { split: "train", step: 6, value: 1 },
  lower_is_better: true,
  baseline: null,
  verdict: "B",
  evidence: { span: [2, 6], since: 2 },
  text: "",
  advice: "",
  sentence: null,
};

function drawn(change = {}) {
  const line = { run: 0, split: "train" as const, colour: "blue", points: POINTS, smooth: [] };
  const rest = { range: [0, 6] as const, isZoomed: false, log: false, smoothing: 0, width: 200 };
  return { lines: [line], curves: [CURVE], ...rest, ...change };
}

describe("the steps in view", () => {
  it("are those of the range and the neighbours that a line leads to", () => {
    expect(inRange(POINTS, [3, 5]).map(([step]) => step)).toEqual([2, 4, 6]);
    expect(inRange(POINTS, [2, 4]).map(([step]) => step)).toEqual([0, 2, 4, 6]);
    expect(inRange(POINTS, [7, 9]).map(([step]) => step)).toEqual([6]);
    expect(inRange([], [0, 1])).toEqual([]);
  });

  it("reach over all curves", () => {
    expect(stepsOf([CURVE, { ...CURVE, train: [[-3, 1]], val: [[9, null]] }])).toEqual([-3, 9]);
    expect(stepsOf([])).toEqual([0, 1]);
  });

  it("take more points where there are more, and keep the others", () => {
    const more: CurvePoint[] = [
      [1, 9],
      [2, 3],
      [3, 8],
      [5, 9],
    ];
    expect(withDetail(POINTS, more, [2, 4]).map(([step]) => step)).toEqual([0, 2, 3, 6]);
  });
});

describe("zoom", () => {
  function looking() {
    const look = new CurveLook();
    look.setWhole([0, 100]);
    return look;
  }

  it("stays within the whole, and the whole is none", () => {
    const look = looking();
    look.zoom([-5, 20]);
    expect(look.shown).toEqual([0, 20]);
    look.zoom([-5, 200]);
    expect(look.now.range).toBeNull();
    look.zoom([50, 50]);
    expect(look.now.range).toBeNull();
  });

  it("brings a step nearer that keeps its place", () => {
    const look = looking();
    look.scale(0.5, 20);
    expect(look.shown).toEqual([10, 60]);
    look.scale(2, 20);
    expect(look.now.range).toBeNull();
  });

  it("moves up to the ends", () => {
    const look = looking();
    look.zoom([10, 20]);
    look.pan(0.5);
    expect(look.shown).toEqual([15, 25]);
    look.pan(-9);
    expect(look.shown).toEqual([0, 10]);
  });

  it("stays while curves grow", () => {
    const look = looking();
    look.zoom([10, 20]);
    look.setWhole([0, 500]);
    expect(look.shown).toEqual([10, 20]);
    look.zoom(null);
    expect(look.shown).toEqual([0, 500]);
  });

  it("has a width where there is one step", () => {
    const look = looking();
    look.setWhole([7, 7]);
    expect(look.shown).toEqual([6.5, 7.5]);
  });
});

describe("the values", () => {
  it("nearest to a step are read out", () => {
    expect(nearest(POINTS, 2.9)).toEqual([2, 3]);
    expect(nearest(POINTS, 3.1)).toEqual([4, null]);
    expect(nearest(POINTS, 99)).toEqual([6, 1]);
    expect(nearest([], 1)).toBeNull();
  });

  it("are smoothed from the first on, past gaps", () => {
    const even = POINTS.map(([step, value]): CurvePoint => [step, value && 5]);
    expect(smoothed(even, 0.9).map(([, value]) => value && Math.round(value * 1e9) / 1e9)).toEqual([
      5,
      5,
      null,
      5,
    ]);
    expect(smoothed(POINTS, 0)).toEqual(POINTS);
    const [, second] = smoothed(POINTS, 0.5);
    expect(second[1]).toBeCloseTo((0.5 * 4 + 3) / 1.5);
  });

  it("at or below 0 are gaps of a log scale", () => {
    expect(
      positive([
        [0, 0],
        [1, -1],
        [2, 3],
      ]),
    ).toEqual([
      [0, null],
      [1, null],
      [2, 3],
    ]);
  });

  it("have an axis with a little room, also where there are none or one", () => {
    expect(valuesOf([POINTS], [], false)).toEqual([0.88, 4.12]);
    expect(valuesOf([], [], false)).toEqual([0, 1]);
    expect(valuesOf([[[0, 0]]], [], false)).toEqual([-0.5, 0.5]);
    expect(valuesOf([[[0, 2]]], [], true)).toEqual([1, 4]);
    expect(valuesOf([POINTS], [-9], false)[0]).toBeLessThan(-9);
  });
});

describe("what is drawn", () => {
  it("is the best step, the gaps and the step since which the verdict holds, where they are in view", () => {
    const { best, marks, since } = dataOf(drawn());
    expect(best).toMatchObject([{ step: 6, value: 1, label: "best 6" }]);
    expect(marks).toMatchObject([{ step: 4, split: "train" }]);
    expect(since).toEqual([{ step: 2, label: "2" }]);
    const zoomed = dataOf(drawn({ range: [0, 1] }));
    expect([zoomed.best, zoomed.marks, zoomed.since]).toEqual([[], [], []]);
  });

  it("is chance where it is known, within the axis", () => {
    const curves = [{ ...CURVE, baseline: 0.125 }];
    expect(dataOf(drawn({ curves })).chance).toMatchObject([{ value: 0.125 }]);
    expect(signalsOf(drawn({ curves }), "epoch").y0).toBeLessThan(0.125);
    const zero = [{ ...CURVE, baseline: 0 }];
    expect(dataOf(drawn({ curves: zero, log: true })).chance).toEqual([]);
  });

  it("has no points where they would touch, and faint lines behind smooth ones", () => {
    expect(signalsOf(drawn(), "epoch")).toMatchObject({ raw_opacity: 1, x0: 0, x1: 6 });
    expect(dataOf(drawn()).dots).toHaveLength(4);
    expect(dataOf(drawn({ width: 20 })).dots).toEqual([]);
    expect(signalsOf(drawn({ smoothing: 0.5 }), "epoch")).toMatchObject({ raw_opacity: 0.3 });
  });
});

describe("the span of a verdict", () => {
  it("is looked at with some steps before it", () => {
    expect(spanOf({ span: [20, 60], since: 20 })).toEqual([10, 60]);
    expect(spanOf({ span: [0, 60], stalled_since: 40 })).toEqual([35, 60]);
    expect(spanOf({ span: [0, 60] })).toEqual([0, 60]);
  });

  it("begins at step 0 too", () => {
    expect(sinceOf({ since: 0 })).toBe(0);
    expect(sinceOf({})).toBeNull();
  });
});
