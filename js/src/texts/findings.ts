/** What the section "What to do next" says itself; its sentences come from Python. */

export const FINDINGS = {
  title: "What to do next",
  list: "What to do next, the most important first",
  hint: "Pick it and look",
} as const;
