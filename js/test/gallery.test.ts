import { expect, test, vi } from "vitest";
import { codeOf } from "../src/gallery/code.ts";
import { colourOf, paletteOf } from "../src/gallery/palette.ts";
import { Requests } from "../src/gallery/requests.ts";
import { keyOf } from "../src/gallery/sample_page.ts";
import type { Query } from "../src/gallery/types.ts";
import { NOTHING } from "../src/picked.ts";
import type { Kernel, KernelListener } from "../src/types.ts";

function kernel() {
  const sent: { kind: string; request: number; view: number }[] = [];
  const listeners = new Set<KernelListener>();
  const made: Kernel = {
    send: (content) => sent.push(content as (typeof sent)[0]),
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const say = (content: { kind: string; request: number; view?: number }) => {
    for (const listener of listeners) listener({ view: sent.at(-1)?.view, ...content }, []);
  };
  return { made, sent, listeners, say };
}

vi.stubGlobal("window", globalThis);

function receiver() {
  return { answer: vi.fn(() => true), silent: vi.fn() };
}

test("an answer reaches who asked, and only as long as it is wanted", () => {
  const { made, sent, say } = kernel();
  const requests = new Requests(made);
  const [one, other] = [receiver(), receiver()];
  const first = requests.ask({ kind: "samples" }, one);
  const second = requests.ask({ kind: "samples" }, other);
  expect(second).toBeGreaterThan(first);
  requests.drop(first);
  say({ kind: "samples", request: first });
  say({ kind: "samples", request: second });
  expect([one.answer.mock.calls.length, other.answer.mock.calls.length]).toEqual([0, 1]);
  expect(sent.at(-1)).toMatchObject({ kind: "samples-stop", request: first });
});

test("a later request is not stopped as long as an earlier one of the same view is wanted", () => {
  const { made, sent } = kernel();
  const requests = new Requests(made);
  const earlier = requests.ask({ kind: "samples" }, receiver());
  const later = requests.ask({ kind: "samples" }, receiver());
  requests.drop(later);
  expect(sent.map(({ kind }) => kind)).toEqual(["samples", "samples"]);
  requests.drop(earlier);
  expect(sent.at(-1)).toMatchObject({ kind: "samples-stop", request: later });
});

test("views of one report neither wait for each other nor take each other's answers", () => {
  const { made, sent, say } = kernel();
  const [mine, theirs] = [new Requests(made), new Requests(made)];
  const waiting = receiver();
  const earlier = theirs.ask({ kind: "samples" }, waiting);
  const request = mine.ask({ kind: "samples" }, receiver());
  const [{ view: their }, { view: my }] = sent;
  expect(my).not.toBe(their);
  mine.drop(request);
  expect(sent.at(-1)).toEqual({ kind: "samples-stop", request, view: my });
  say({ kind: "samples", request: earlier, view: my });
  expect(waiting.answer).not.toHaveBeenCalled();
  say({ kind: "samples", request: earlier, view: their });
  expect(waiting.answer).toHaveBeenCalledOnce();
});

test("who gets some of the answers and then none is told, and gets the others when they come", () => {
  vi.useFakeTimers();
  const { made, say } = kernel();
  const requests = new Requests(made);
  const patient = { answer: vi.fn(() => false), silent: vi.fn() };
  const request = requests.ask({ kind: "samples" }, patient);
  say({ kind: "samples", request });
  vi.advanceTimersByTime(2999);
  say({ kind: "thumbnail", request });
  vi.advanceTimersByTime(2999);
  expect(patient.silent).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(patient.silent).toHaveBeenCalledOnce();
  say({ kind: "thumbnail", request });
  expect(patient.answer).toHaveBeenCalledTimes(3);
  vi.useRealTimers();
});

test("who gets no answer is told, and gets it when it comes late", () => {
  vi.useFakeTimers();
  const { made, say } = kernel();
  const requests = new Requests(made);
  const patient = receiver();
  const request = requests.ask({ kind: "samples" }, patient);
  vi.advanceTimersByTime(2999);
  expect(patient.silent).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(patient.silent).toHaveBeenCalledOnce();
  say({ kind: "samples", request });
  expect(patient.answer).toHaveBeenCalledOnce();
  vi.useRealTimers();
});

test("nothing is listened to any more at the end, and the kernel is told", () => {
  const { made, sent, listeners } = kernel();
  const requests = new Requests(made);
  const request = requests.ask({ kind: "samples" }, receiver());
  requests.destroy();
  expect(listeners.size).toBe(0);
  expect(sent.at(-1)).toMatchObject({ kind: "samples-stop", request });
});

test("what is picked reads as Python", () => {
  const picked = { classes: ['a "b"\n'], bins: { box_area: ["(0, 0.16)"] }, split: null, problem: "crowd" };
  expect(codeOf(picked)).toBe(
    'report.picked = {"classes": ["a \\"b\\"\\n"], "bins": {"box_area": ["(0, 0.16)"]}, "split": None, "problem": "crowd"}\nreport.samples()',
  );
  expect(codeOf(NOTHING)).toContain('{"classes": [], "bins": {}, "split": None}');
});

test("a class keeps its colour, and classes near each other differ", () => {
  const colour = paletteOf(["dog", "cat", "bird"]);
  expect(colour("cat")).toBe(colourOf(1));
  expect(new Set(Array.from({ length: 60 }, (_, place) => colourOf(place))).size).toBe(60);
});

test("pages differ by all that is asked for", () => {
  const query: Query = {
    picked: NOTHING,
    split: "train",
    order: "random",
    seed: 0,
    offset: 0,
    limit: 12,
    side: 240,
  };
  const others: Partial<Query>[] = [
    { split: "val" },
    { seed: 1 },
    { offset: 12 },
    { picked: { ...NOTHING, problem: "crowd" } },
    { picked: { ...NOTHING, classes: ["dog"] } },
  ];
  const keys = [query, ...others.map((other) => ({ ...query, ...other }))].map(keyOf);
  expect(new Set(keys).size).toBe(keys.length);
});
