/** Elements, made of text and nodes only: whatever a data set calls its classes stays text. */

type Child = Node | string | null | false | undefined;

interface Properties {
  class?: string;
  text?: string;
  /** Attributes; false and null leave one out. */
  attributes?: Record<string, string | number | boolean | null>;
  on?: Record<string, (event: never) => void>;
}

const FOCUSABLE = new Set(["BUTTON", "INPUT", "SELECT", "SUMMARY", "A"]);

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (properties.class) element.className = properties.class;
  if (properties.text !== undefined) element.textContent = properties.text;
  for (const [name, value] of Object.entries(properties.attributes ?? {})) setAttribute(element, name, value);
  for (const [type, listener] of Object.entries(properties.on ?? {}))
    element.addEventListener(type, listener as EventListener);
  if (FOCUSABLE.has(element.tagName) || element.hasAttribute("tabindex")) leaveKeysAlone(element);
  element.append(...children.filter((child) => child || child === "").map((child) => child as Node | string));
  return element;
}

/** Set or take away an attribute; one that has the value already costs the browser nothing. */
export function setAttribute(element: Element, name: string, value: string | number | boolean | null): void {
  const text = value === true ? "" : String(value);
  if (value === null || value === false) element.removeAttribute(name);
  else if (element.getAttribute(name) !== text) element.setAttribute(name, text);
}

/** JupyterLab runs its one-letter commands (d,d deletes the cell) unless the element with focus says so. */
function leaveKeysAlone(element: HTMLElement): void {
  element.dataset.lmSuppressShortcuts = "true";
}

/** Set text only where it differs, so that a live region is not told the same twice. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

let made = 0;

/** A fresh id, for labels that point at each other. */
export function freshId(name: string): string {
  made += 1;
  return `iw-${name}-${made}`;
}
