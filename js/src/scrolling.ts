/** Leads to a part of the page; a section that is folded is unfolded first. */

export function scrollTo(element: Element): void {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  element.querySelector<HTMLElement>('.iw-fold[aria-expanded="false"]')?.click();
  element.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
}
