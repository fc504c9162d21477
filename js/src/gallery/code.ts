/** What is picked as Python code that picks the same and lists it. */

import type { Picked } from "../types.ts";

export function codeOf(picked: Picked): string {
  return `report.picked = ${python(picked)}\nreport.samples()`;
}

/** JSON and Python write texts, numbers, lists and dicts alike. */
function python(value: unknown): string {
  if (value === null || value === undefined) return "None";
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (typeof value === "object") {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    return `{${entries.map(([key, one]) => `${JSON.stringify(key)}: ${python(one)}`).join(", ")}}`;
  }
  return JSON.stringify(value);
}
