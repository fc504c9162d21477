/** What stands around how two reports differ; all else is said by Python. */

export const texts = {
  allSplits: "All",
  split: (title: string) => `${title}: split`,
} as const;
