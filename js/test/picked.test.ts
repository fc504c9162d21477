import { expect, test, vi } from "vitest";
import { Gestures } from "../src/gestures.ts";
import {
  clear,
  isPicked,
  NOTHING,
  pickOnly,
  pickProblem,
  pickRange,
  replace,
  samePicked,
  toggle,
} from "../src/picked.ts";
import { Store } from "../src/store.ts";

const BINS = ["0", "1", "2", "3", "4"];
const CLASSES = ["dog", "cat", "bird"];
const PLAIN = { shiftKey: false, ctrlKey: false, metaKey: false };
const SHIFT = { ...PLAIN, shiftKey: true };

test("picking the only one again picks nothing", () => {
  const dog = pickOnly(NOTHING, "class", "dog", CLASSES);
  expect(dog.classes).toEqual(["dog"]);
  expect(pickOnly(dog, "class", "dog", CLASSES)).toEqual(NOTHING);
  expect(pickOnly(toggle(dog, "class", "cat", CLASSES), "class", "dog", CLASSES)).toEqual(dog);
});

test("names stand in the axis's own order, unknown ones are left out, empty axes are gone", () => {
  expect(replace(NOTHING, "boxes_per_image", ["3", "x", "1"], BINS).bins).toEqual({
    boxes_per_image: ["1", "3"],
  });
  expect(replace(pickOnly(NOTHING, "box_area", "2", BINS), "box_area", [], BINS)).toEqual(NOTHING);
});

test("a range goes either way", () => {
  expect(pickRange(NOTHING, "box_area", "3", "1", BINS).bins.box_area).toEqual(["1", "2", "3"]);
});

test("clearing keeps the split that is looked at", () => {
  const picked = { ...pickOnly(NOTHING, "class", "dog", CLASSES), split: "val" };
  expect(clear(picked)).toEqual({ ...NOTHING, split: "val" });
  expect(isPicked(clear(picked))).toBe(false);
});

test("equal whatever the order of names", () => {
  const one = { classes: ["a", "b"], bins: { box_area: ["1", "2"] }, split: null };
  expect(samePicked(one, { classes: ["b", "a"], bins: { box_area: ["2", "1"] }, split: null })).toBe(true);
  expect(samePicked(one, { ...one, split: "val" })).toBe(false);
  expect(samePicked(NOTHING, { ...NOTHING, bins: { box_area: [] } })).toBe(true);
});

test("the store tells once a change, and nothing where nothing changed", () => {
  const store = new Store();
  const listener = vi.fn();
  const stop = store.subscribe(listener);
  store.set({ ...NOTHING, classes: ["dog"] });
  store.set({ ...NOTHING, classes: ["dog"] }, "host");
  expect(listener).toHaveBeenCalledTimes(1);
  expect(listener).toHaveBeenCalledWith({ ...NOTHING, classes: ["dog"] }, "page");
  stop();
  store.set(NOTHING);
  expect(listener).toHaveBeenCalledTimes(1);
});

test("shift adds a class, and on bins makes a range from the last one picked", () => {
  const store = new Store();
  const classes = new Gestures(store, "class", CLASSES);
  classes.pick("bird", PLAIN);
  classes.pick("dog", SHIFT);
  expect(store.picked.classes).toEqual(["dog", "bird"]);
  classes.pick("bird", SHIFT);
  expect(store.picked.classes).toEqual(["dog"]);
  const bins = new Gestures(store, "box_ratio", BINS);
  bins.pick("3", PLAIN);
  bins.pick("1", SHIFT);
  expect(store.picked.bins.box_ratio).toEqual(["1", "2", "3"]);
  bins.clear();
  expect(store.picked).toEqual(NOTHING);
});

test("keys extend a range from where it began, and shrink it again", () => {
  const store = new Store();
  const bins = new Gestures(store, "box_area", BINS);
  bins.extend("1", "2");
  bins.extend("2", "3");
  expect(store.picked.bins.box_area).toEqual(["1", "2", "3"]);
  bins.extend("3", "2");
  expect(store.picked.bins.box_area).toEqual(["1", "2"]);
});

test("a problem is picked by itself, in its split, and picked again is picked no more", () => {
  const dog = pickOnly(NOTHING, "class", "dog", CLASSES);
  const crowd = pickProblem(dog, "crowd", "val");
  expect(crowd).toEqual({ ...NOTHING, split: "val", problem: "crowd" });
  expect(isPicked(crowd)).toBe(true);
  expect(samePicked(crowd, { ...NOTHING, split: "val" })).toBe(false);
  expect(pickProblem(crowd, "crowd", "val")).toEqual(NOTHING);
  expect(pickProblem(crowd, "crowd", "train").split).toBe("train");
  expect(clear(crowd)).toEqual({ ...NOTHING, split: "val" });
});
