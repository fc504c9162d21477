/** What stands where the page's code cannot be had any more. */

export const texts = {
  gone: "Run this cell again to see the interactive report.",
} as const;
