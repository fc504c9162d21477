/** Sections that fold; which are folded is remembered by the browser, for all reports. */

const KEY = "insight-widgets:folded";

/** Storage may be forbidden or full: then what is folded is known as long as the page is. */
let known = new Set<string>(stored());

export function isFolded(name: string): boolean {
  return known.has(name);
}

export function setFolded(name: string, folded: boolean): void {
  known = new Set(known);
  if (folded) known.add(name);
  else known.delete(name);
  try {
    localStorage.setItem(KEY, JSON.stringify([...known]));
  } catch {
    // the set above is all there is
  }
}

function stored(): string[] {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(value) ? value.filter((name) => typeof name === "string") : [];
  } catch {
    return [];
  }
}
