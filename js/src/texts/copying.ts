/** What is said when something is copied. */

export const texts = {
  copied: "Copied.",
  denied: "The browser does not let the page copy; the text is selected below.",
} as const;
