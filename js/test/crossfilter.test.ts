import { describe, expect, test } from "vitest";
import {
  type Answer,
  crossfilter,
  type Filtered,
  type SplitCounts,
  splitCounts,
} from "../src/crossfilter.ts";
import { type Filters, NO_FILTERS } from "../src/filters.ts";
import type { Task } from "../src/types.ts";
import { boxesBut, boxesBy, imagesPicked } from "./brute.ts";
import {
  classesIn,
  generator,
  type Image,
  makeCounts,
  makeImages,
  perImageBin,
  unitCounts,
} from "./fixture.ts";

const CLASSES = 5;
const KNOWN = { class: CLASSES, box_area: 6, box_ratio: 9, boxes_per_image: 7, mask_area: 22, box_edges: 3 };

function randomFilters(random: () => number, axes: readonly (keyof typeof KNOWN)[]): Filters {
  const found = axes.flatMap((axis) => {
    if (random() < 0.4) return [];
    const flags = new Uint8Array(KNOWN[axis] + 1);
    for (let i = 0; i < 1 + random() * 2; i++) flags[Math.floor(random() * KNOWN[axis])] = 1;
    return [[axis, flags]];
  });
  return Object.fromEntries(found);
}

function made(task: Task, seed: number): { images: Image[]; split: SplitCounts } {
  const images = makeImages(120, CLASSES, task, seed);
  const counts = makeCounts({ train: images }, CLASSES, task);
  return { images, split: splitCounts(counts, "train", images.length, task) };
}

function rounds(task: Task, axes: readonly (keyof typeof KNOWN)[]) {
  const random = generator(task.length);
  return Array.from({ length: 150 }, (_, i) => {
    const { images, split } = made(task, i % 6);
    const filters = randomFilters(random, axes);
    return { images, filters, found: crossfilter(split, filters) };
  });
}

function list(told: Filtered["charts"][string]): number[] {
  return [...(told as Answer).counts];
}

const BOX_AXES = ["class", "box_area", "box_ratio", "boxes_per_image"] as const;

describe("detection", () => {
  const all = rounds("detection", BOX_AXES);

  test("boxes by class, area and ratio are exact, whatever is picked", () => {
    for (const { images, filters, found } of all) {
      expect(list(found.charts.box_labels)).toEqual(boxesBy(images, filters, "class", CLASSES));
      expect(list(found.units)).toEqual(boxesBy(images, filters, "class", CLASSES));
      expect(list(found.charts.box_area)).toEqual(boxesBy(images, filters, "box_area", 6));
      expect(list(found.charts.box_ratio)).toEqual(boxesBy(images, filters, "box_ratio", 9));
      expect(found.picked.units).toBe(boxesBut(images, filters, null).length);
    }
  });

  test("a distribution of boxes that is added narrows the others, and tells nothing of images", () => {
    for (const { images, filters, found } of rounds("detection", [...BOX_AXES, "box_edges"])) {
      expect(list(found.charts.box_edges)).toEqual(boxesBy(images, filters, "box_edges", 3));
      expect(list(found.charts.box_labels)).toEqual(boxesBy(images, filters, "class", CLASSES));
      expect(list(found.charts.box_ratio)).toEqual(boxesBy(images, filters, "box_ratio", 9));
      expect(found.picked.units).toBe(boxesBut(images, filters, null).length);
      if (filters.box_edges) expect(found.charts.label_distribution).toBe("boxes-alone");
      const [low, high] = found.picked.images;
      const truth = imagesPicked(images, filters, "detection").length;
      expect(low).toBeLessThanOrEqual(truth);
      expect(high).toBeGreaterThanOrEqual(truth);
    }
  });

  test("images lie between the bounds, which meet for one class and not area with ratio", () => {
    for (const { images, filters, found } of all) {
      const [low, high] = found.picked.images;
      const truth = imagesPicked(images, filters, "detection").length;
      expect(low).toBeLessThanOrEqual(truth);
      expect(high).toBeGreaterThanOrEqual(truth);
      const several = (filters.class?.filter(Boolean).length ?? 0) > 1;
      if (!several && !(filters.box_area && filters.box_ratio)) expect([low, high]).toEqual([truth, truth]);
    }
  });

  test("boxes per image: exact for one class or none, else it says that it cannot tell", () => {
    for (const { images, filters, found } of all) {
      const told = found.charts.boxes_per_image;
      if (filters.class && filters.class.filter(Boolean).length > 1) expect(told).toBe("several-classes");
      else if (filters.box_area && filters.box_ratio) expect(told).toBe("area-and-ratio");
      else {
        const counts = Array<number>(7).fill(0);
        for (const image of imagesPicked(images, { ...filters, boxes_per_image: undefined }, "detection"))
          counts[perImageBin(image.boxes.length)] += 1;
        expect(list(told)).toEqual(counts);
      }
    }
  });

  test("label distribution asks for each class by itself", () => {
    for (const { images, filters, found } of all) {
      if (filters.box_area && filters.box_ratio)
        expect(found.charts.label_distribution).toBe("area-and-ratio");
      else {
        const boxes = boxesBut(images, filters, "class");
        const counts = [...Array(CLASSES).keys()].map(
          (index) => new Set(boxes.filter(([box]) => box.class === index).map(([, image]) => image)).size,
        );
        expect(list(found.charts.label_distribution)).toEqual(counts);
        expect((found.charts.label_distribution as Answer).total).toBe(images.length);
      }
    }
  });
});

test("segmentation: masks by class, and images between bounds", () => {
  for (const { images, filters, found } of rounds("segmentation", ["class", "mask_area"])) {
    const flags = filters.mask_area;
    const counts = [...Array(CLASSES).keys()].map((index) => {
      const bins = images.map((image) => image.masks.get(index) ?? 0);
      return bins.filter((bin) => (flags ? flags[bin] === 1 : bin > 0)).length;
    });
    expect(list(found.charts.label_distribution)).toEqual(counts);
    const anyClass = { ...filters, class: filters.class ?? new Uint8Array(CLASSES).fill(1) };
    const truth = imagesPicked(images, flags || filters.class ? anyClass : filters, "segmentation").length;
    const [low, high] = found.picked.images;
    expect(low).toBeLessThanOrEqual(truth);
    expect(high).toBeGreaterThanOrEqual(truth);
  }
});

test.each(["multiclass", "multilabel"] as const)(
  "%s: labels exactly, images exactly or between bounds",
  (task) => {
    for (const { images, filters, found } of rounds(task, ["class"])) {
      expect(list(found.charts.label_distribution)).toEqual(unitCounts(images, CLASSES, task));
      const truth = imagesPicked(images, filters, task).length;
      const [low, high] = found.picked.images;
      expect(low).toBeLessThanOrEqual(truth);
      expect(high).toBeGreaterThanOrEqual(truth);
      if (task === "multiclass") expect([low, high]).toEqual([truth, truth]);
    }
  },
);

test("nothing picked is the whole split", () => {
  const { images, split } = made("detection", 3);
  const found = crossfilter(split, NO_FILTERS);
  const boxes = images.flatMap((image) => image.boxes);
  expect(found.picked).toEqual({ units: boxes.length, images: [images.length, images.length] });
  expect(list(found.charts.label_distribution)).toEqual(
    [...Array(CLASSES).keys()].map(
      (index) => images.filter((image) => classesIn(image).includes(index)).length,
    ),
  );
});
