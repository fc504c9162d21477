/** The same answers from the images one by one: slow, and hard to get wrong. */

import type { Filters, Flags } from "../src/filters.ts";
import type { Task } from "../src/types.ts";
import { type Box, classesIn, type Image, perImageBin } from "./fixture.ts";

function passes(flags: Flags | undefined, position: number): boolean {
  return flags === undefined || flags[position] === 1;
}

type Axis = "class" | "box_area" | "box_ratio" | "boxes_per_image" | "box_edges";

/** Boxes that pass every filter but that of one axis. */
export function boxesBut(images: readonly Image[], filters: Filters, except: Axis | null): [Box, Image][] {
  const on = (axis: Axis) => (axis === except ? undefined : filters[axis]);
  return images.flatMap((image) =>
    image.boxes
      .filter(
        (box) =>
          passes(on("class"), box.class) &&
          passes(on("box_area"), box.area) &&
          passes(on("box_ratio"), box.ratio) &&
          passes(on("box_edges"), box.edges) &&
          passes(on("boxes_per_image"), perImageBin(image.boxes.length)),
      )
      .map((box): [Box, Image] => [box, image]),
  );
}

export function boxesBy(images: readonly Image[], filters: Filters, axis: Axis, size: number): number[] {
  const counts = Array<number>(size).fill(0);
  for (const [box, image] of boxesBut(images, filters, axis)) {
    const position = { class: box.class, box_area: box.area, box_ratio: box.ratio, box_edges: box.edges };
    const at = axis === "boxes_per_image" ? perImageBin(image.boxes.length) : position[axis];
    if (at < size) counts[at] += 1;
  }
  return counts;
}

/** Images that have what is picked: one box (or mask, or label) that meets all of it. */
export function imagesPicked(images: readonly Image[], filters: Filters, task: Task): Image[] {
  return images.filter((image) => {
    if (!passes(filters.boxes_per_image, perImageBin(image.boxes.length)) && task === "detection")
      return false;
    if (Object.keys(filters).every((axis) => axis === "boxes_per_image")) return true;
    if (task === "detection") return boxesBut([image], filters, "boxes_per_image").length > 0;
    const classes = filters.mask_area ? [...(filters.class ?? []).keys()] : classesIn(image);
    return classes.some(
      (index) => passes(filters.class, index) && passes(filters.mask_area, image.masks.get(index) ?? 0),
    );
  });
}
