/** Brings a part of the page into view, at once for those who want nothing to move. */

export function scrollTo(element: Element): void {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
}
