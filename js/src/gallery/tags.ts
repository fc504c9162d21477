/** Names on an image: beside the box they belong to, inside the image, and never on top of each other. */

import { h } from "../dom.ts";
import type { SampleObject } from "./types.ts";

export interface Size {
  readonly width: number;
  readonly height: number;
}

interface Place {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Shares of the image. */
type Bounds = readonly [x: number, y: number, width: number, height: number];

const HEIGHT = 15;
const PADDING = 8;
const FONT = "11px system-ui, sans-serif";

/** Tags of objects, largest first; those that find no room are left out. */
export function objectTags(
  objects: readonly SampleObject[],
  isNamed: (one: SampleObject) => boolean,
  colour: (name: string) => string,
  size: Size,
): HTMLElement[] {
  const taken: Place[] = [];
  const found: HTMLElement[] = [];
  for (const place of bySize(objects)) {
    const bounds = boundsOf(objects[place]);
    const at = bounds && isNamed(objects[place]) && freePlace(objects[place].class, bounds, size, taken);
    if (!at) continue;
    taken.push(at);
    found.push(tag(objects[place], place, colour, at, size));
  }
  return found;
}

/** Names that belong to the whole image, or to what has no place of its own: in a corner. */
export function cornerTags(
  names: readonly string[],
  colour: (name: string) => string,
  most: number,
): HTMLElement[] {
  const unique = [...new Set(names)];
  const shown = unique.slice(0, most).map((name) => chip(name, colour(name)));
  const more = unique.length - shown.length;
  const all = more > 0 ? [...shown, chip(`+${more}`, "#ddd")] : shown;
  return all.length > 0 ? [h("span", { class: "iw-sample-corner" }, ...all)] : [];
}

export function boundsOf({ box, outline }: SampleObject): Bounds | null {
  if (box) return box;
  const all = outline?.flat() ?? [];
  if (all.length < 2) return null;
  const xs = all.filter((_, i) => i % 2 === 0);
  const ys = all.filter((_, i) => i % 2 === 1);
  const [x, y] = [least(xs), least(ys)];
  return [x, y, -least(xs.map((one) => -one)) - x, -least(ys.map((one) => -one)) - y];
}

function least(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), 1);
}

/** What is picked first, and of these the largest. */
function bySize(objects: readonly SampleObject[]): number[] {
  const area = (one: SampleObject) => {
    const [, , width, height] = boundsOf(one) ?? [0, 0, 0, 0];
    return (one.matches ? 10 : 0) + width * height;
  };
  const areas = objects.map(area);
  return objects.map((_, place) => place).sort((a, b) => areas[b] - areas[a]);
}

/** Above the box, else in its upper corner, else below it: at its left or its right end. */
function freePlace(name: string, [x, y, w, h_]: Bounds, size: Size, taken: readonly Place[]): Place | null {
  const width = Math.min(widthOf(name), size.width);
  const edge = (share: number, full: number) => Math.max(0, Math.min(share, 1)) * full;
  const lefts = [edge(x, size.width), edge(x + w, size.width) - width];
  const [top, bottom] = [edge(y, size.height), edge(y + h_, size.height)];
  for (const at of [top - HEIGHT, top, bottom])
    for (const left of lefts) {
      const inside = Math.max(0, Math.min(left, size.width - width));
      const place = { left: inside, top: at, right: inside + width, bottom: at + HEIGHT };
      if (at >= 0 && place.bottom <= size.height && !taken.some((other) => overlap(place, other)))
        return place;
    }
  return null;
}

function overlap(a: Place, b: Place): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

let measuring: CanvasRenderingContext2D | null = null;

function widthOf(name: string): number {
  measuring ??= document.createElement("canvas").getContext("2d");
  if (!measuring) return PADDING;
  measuring.font = FONT;
  return measuring.measureText(name.slice(0, 200)).width + PADDING;
}

function tag(
  { class: name, matches }: SampleObject,
  place: number,
  colour: (name: string) => string,
  { left, top }: Place,
  size: Size,
): HTMLElement {
  const element = chip(name, colour(name));
  element.classList.add("iw-sample-at");
  element.classList.toggle("iw-sample-faint", !matches);
  element.dataset.object = String(place);
  const share = (value: number, full: number) => `${((100 * value) / full).toFixed(3)}%`;
  element.style.left = share(left, size.width);
  element.style.top = share(top, size.height);
  element.style.maxWidth = share(size.width - left, size.width);
  return element;
}

function chip(name: string, colour: string): HTMLElement {
  const element = h("span", { class: "iw-sample-tag", text: name, attributes: { dir: "auto" } });
  element.style.background = colour;
  return element;
}
