/** A long name that gives way in its middle: names of a set often begin alike and differ at the end. */

import { h } from "./dom.ts";

const LONG = 14;
const END = 6;
const JOINED = /[\p{M}\u200d]/u;
/** Their end lies at the left, where the style sheet cannot keep it. */
export const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Show a name; where there is no room for all of it, its beginning and its end. */
export function setName(element: Element, name: string): void {
  if (element.textContent === name) return;
  const [start, end] = ends(name);
  if (end === "") element.textContent = name;
  else
    element.replaceChildren(
      h("span", { class: "iw-name-start", text: start }),
      h("span", { class: "iw-name-end", text: end }),
    );
}

/** The part of a name that may be cut and the part that stays; all of a short name may be cut. */
export function ends(name: string): [string, string] {
  const letters = [...name];
  if (letters.length < LONG || RIGHT_TO_LEFT.test(name)) return [name, ""];
  let at = letters.length - END;
  while (at > 0 && (JOINED.test(letters[at]) || letters[at - 1] === "\u200d")) at--;
  return at > 0 ? [letters.slice(0, at).join(""), letters.slice(at).join("")] : [name, ""];
}
