import { expect, test } from "vitest";
import { withSummaries } from "../src/compact_summary.ts";
import type { Payload } from "../src/types.ts";

const packed = (classes: unknown) =>
  ({
    report: { classes: ["cat", "dog"], summary: { cutoff: 3, classes }, summaries: { train: { classes } } },
  }) as unknown as Payload;

test("a summary in columns becomes a record a class", () => {
  const columns = { at: [1, 0], count: [3, 1], verdict: "ws", labels: [0, 2], images: [0, null] };
  const { summary, summaries } = withSummaries(packed(columns)).report;
  const expected = [
    { name: "dog", count: 3, share: 0.75, verdict: "well", add: { labels: 0, images: 0 } },
    { name: "cat", count: 1, share: 0.25, verdict: "serious", add: { labels: 2, images: null } },
  ];
  expect(summary).toEqual({ cutoff: 3, classes: expected });
  expect(summaries.train.classes).toEqual(expected);
});

test("where nothing is counted, shares are nothing", () => {
  const columns = { at: [0], count: [0], verdict: "s", labels: [0], images: [0] };
  expect(withSummaries(packed(columns)).report.summary.classes[0].share).toBe(0);
});
