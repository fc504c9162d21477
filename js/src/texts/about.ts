/** What is said about charts, and what can be kept of them. */

export const texts = {
  about: "About",
  aboutChart: (title: string) => `About this chart: ${title}`,
  save: "Keep the chart as it is shown:",
  svg: "SVG",
  png: "PNG",
  saveAs: (title: string, kind: string) => `Download ${title} as ${kind}`,
  noPng: "This page's security policy allows no PNG; take the SVG.",
} as const;
