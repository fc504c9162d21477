/** A long name that gives way in its middle: names of a set often begin alike and differ at the end. */

import { h } from "./dom.ts";

const LONG = 14;
const END = 6;
const SUFFIX = /\.\w{1,5}$/;
/** An end in which no place is found where a name may be parted is no end any more. */
const LONGEST_END = 12;
const JOINED = /[\p{M}\u200d]/u;
export const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LEFT_TO_RIGHT = /(?![\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc])\p{L}/u;
/** Letters that take another form before the next one; those of Arabic that never do are left out. */
const JOINS_NEXT =
  /(?![\u0621-\u0625\u0627\u0629\u062f-\u0632\u0648\u0649\u0671-\u0673\u0688-\u0699])[\u0620-\u06d3]/;
const DIGIT = /\p{N}/u;
const PICTURE = /\p{Extended_Pictographic}/u;
const WIDE =
  /[@%MWmw\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u;

/** Show a name; where there is no room for all of it, its beginning and its end. */
export function setName(element: HTMLElement, name: string, length = END): void {
  if (element.textContent === name) return;
  const [start, end] = ends(name, length);
  element.style.setProperty("--iw-end", `${widthOf(end)}em`);
  if (end === "") element.textContent = name;
  else
    element.replaceChildren(
      h("span", { class: "iw-name-start", text: start }),
      h("span", { class: "iw-name-end", text: end }),
    );
}

/** Show the name of a file, whose end is what stands before its suffix, and that. */
export function setFileName(element: HTMLElement, name: string): void {
  setName(element, name, endOfFile(name));
}

export function endOfFile(name: string): number {
  return END + (SUFFIX.exec(name)?.[0].length ?? 0);
}

/**
 * The part of a name that may be cut and the part that stays; all of a short name may be cut, and of one that
 * runs both ways, whose parts would change places.
 */
export function ends(name: string, length = END): [string, string] {
  const letters = [...name];
  const turns = RIGHT_TO_LEFT.test(name);
  if (letters.length < LONG || (turns && LEFT_TO_RIGHT.test(name))) return [name, ""];
  const isNumber = (i: number) => turns && DIGIT.test(letters[i - 1]) && DIGIT.test(letters[i]);
  let at = letters.length - length;
  while (at > 0 && (isNumber(at) || !mayPart(letters[at - 1], letters[at]))) at--;
  return at > 0 && (!turns || letters.length - at <= LONGEST_END)
    ? [letters.slice(0, at).join(""), letters.slice(at).join("")]
    : [name, ""];
}

/** Whether two letters look beside each other as they do apart. */
function mayPart(before: string, after: string): boolean {
  return !JOINED.test(after) && before !== "\u200d" && !JOINS_NEXT.test(before);
}

/** How wide an end is at most, in sizes of its font. */
function widthOf(end: string): number {
  const widths = [...end].map((one) => (PICTURE.test(one) ? 1.4 : WIDE.test(one) ? 1.05 : 0.7));
  return widths.reduce((sum, width) => sum + width, 0);
}

/** Share of the room of a name in a sentence that its end has. */
const END_SHARE = 0.4;

/** A name whose middle gives way where it has more letters than this, for a sentence; Python cuts alike. */
export function cutMiddle(name: string, most: number): string {
  const letters = [...name];
  if (letters.length <= most) return name;
  let at = letters.length - Math.floor((most - 1) * END_SHARE);
  while (at < letters.length && (JOINED.test(letters[at]) || letters[at - 1] === "\u200d")) at++;
  let stop = most - 1 - (letters.length - at);
  while (stop > 0 && (JOINED.test(letters[stop]) || letters[stop - 1] === "\u200d")) stop--;
  return `${letters.slice(0, stop).join("").trimEnd()}…${letters.slice(at).join("").trimStart()}`;
}
