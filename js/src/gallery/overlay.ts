/** What is annotated, drawn over an image: boxes, outlines, masks and names. */

import { h } from "../dom.ts";
import { cornerTags, objectTags, type Size } from "./tags.ts";
import type { Item, SampleObject } from "./types.ts";

export interface Look {
  readonly colour: (name: string) => string;
  /** Pixels that the image takes on the page, as far as names must fit. */
  readonly size: Size;
  /** How many names are listed in the corner at most. */
  readonly corner: number;
  /** Names of what is not picked too. */
  readonly allNames: boolean;
}

/** Of the drawing, whose unit is the image. */
const UNIT = 1000;

export function overlay(item: Item, masks: readonly string[], look: Look): HTMLElement {
  const isNamed = (one: SampleObject) => look.allNames || one.matches;
  const placeless = item.objects.filter((one) => isNamed(one) && !one.box && !one.outline);
  return h(
    "span",
    { class: "iw-overlay", attributes: { "aria-hidden": "true" } },
    ...item.objects.flatMap((one, place) => maskLayer(one, place, masks, look.colour)),
    drawing(item.objects, look.colour),
    ...objectTags(item.objects, isNamed, look.colour, look.size),
    ...cornerTags([...item.labels, ...placeless.map((one) => one.class)], look.colour, look.corner),
  );
}

function maskLayer(
  { mask, class: name, matches }: SampleObject,
  place: number,
  masks: readonly string[],
  colour: (name: string) => string,
): HTMLElement[] {
  const url = mask === null ? undefined : masks[mask];
  if (!url) return [];
  const layer = h("span", { class: "iw-sample-mask", attributes: { "data-object": place } });
  layer.classList.toggle("iw-sample-faint", !matches);
  layer.style.background = colour(name);
  layer.style.maskImage = `url("${url}")`;
  return [layer];
}

/** Faint ones first, so that what is picked lies on top. */
function drawing(objects: readonly SampleObject[], colour: (name: string) => string): SVGSVGElement {
  const svg = shape("svg", { viewBox: `0 0 ${UNIT} ${UNIT}`, preserveAspectRatio: "none" });
  const places = objects.map((_, place) => place);
  places.sort((a, b) => Number(objects[a].matches) - Number(objects[b].matches));
  svg.append(...places.map((place) => object(objects[place], place, colour)));
  return svg as SVGSVGElement;
}

function object(one: SampleObject, place: number, colour: (name: string) => string): SVGElement {
  const group = shape("g", { "data-object": place, class: one.matches ? "" : "iw-sample-faint" });
  group.style.color = colour(one.class);
  if (one.outline) group.append(...twice("path", { d: pathOf(one.outline) }, "iw-sample-outline"));
  if (one.box)
    group.append(...twice("rect", boxOf(one.box), one.crowd ? "iw-sample-crowd" : "iw-sample-box"));
  return group;
}

/** A dark line below the coloured one, so that it is seen on any image. */
function twice(name: string, attributes: Record<string, string | number>, kind: string): SVGElement[] {
  return ["iw-sample-halo", "iw-sample-line"].map((line) =>
    shape(name, { ...attributes, class: `${kind} ${line}` }),
  );
}

function boxOf([x, y, width, height]: NonNullable<SampleObject["box"]>): Record<string, number> {
  return { x: x * UNIT, y: y * UNIT, width: width * UNIT, height: height * UNIT };
}

function pathOf(rings: NonNullable<SampleObject["outline"]>): string {
  return rings.map((ring) => `M${ring.map((value) => (value * UNIT).toFixed(2)).join(" ")}Z`).join("");
}

function shape(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}
