/** Leads to a part of the page, below the bar that stays in view; a section that is folded is unfolded first. */

export function scrollTo(element: HTMLElement): void {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const bar = element.closest(".iw-page")?.querySelector<HTMLElement>(".iw-bar");
  if (bar) element.style.scrollMarginTop = `${bar.offsetHeight}px`;
  element.querySelector<HTMLElement>('.iw-fold[aria-expanded="false"]')?.click();
  element.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
}
