/** Tells when an element comes near the part of the page that is seen, and when it leaves it. */

const MARGIN = "400px";

/** Browsers know it, the types do not yet: the margin around what scrolls inside the page. */
type Options = IntersectionObserverInit & { scrollMargin?: string };

export function whenNear(element: Element, tell: (isNear: boolean) => void): () => void {
  const options: Options = { rootMargin: MARGIN, scrollMargin: MARGIN };
  const observer = new IntersectionObserver(
    (entries) => tell(entries.at(-1)?.isIntersecting ?? false),
    options,
  );
  observer.observe(element);
  return () => observer.disconnect();
}
