import { describe, expect, it } from "vitest";

import { sinceRows } from "../src/curve_verdict.ts";
import { curveData } from "../src/curves.ts";
import type { Curve } from "../src/types.ts";

const CURVE: Curve = {
  metric: "loss",
  train: [
    [0, 2],
    [1, 1],
  ],
  val: [
    [0, 2],
    [1, 3],
  ],
  best: null,
  verdict: "B",
  evidence: { since: 0 },
  text: "",
  advice: "",
};

describe("the step since which a verdict holds", () => {
  it("is marked, step 0 too", () => {
    expect(curveData(CURVE).since).toEqual([{ step: 0 }]);
  });

  it("may be that of a validation that learns no more", () => {
    expect(sinceRows({ evidence: { stalled_since: 7 } })).toEqual([{ step: 7 }]);
  });

  it("is not marked where there is none", () => {
    expect(sinceRows({ evidence: {} })).toEqual([]);
  });
});
