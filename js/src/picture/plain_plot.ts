/** A plot of its own: colours that the page's styles give it are written into it. */

const PAINTS = ["fill", "stroke"] as const;

export function plainPlot(plot: SVGSVGElement, { x, y }: { x: number; y: number }): SVGElement {
  const copy = plot.cloneNode(true) as SVGSVGElement;
  const { width, height } = plot.getBoundingClientRect();
  const originals = [plot, ...plot.querySelectorAll<SVGElement>("*")];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  originals.forEach((original, i) => {
    paint(original, copies[i]);
  });
  for (const [name, value] of Object.entries({ x, y, width, height })) copy.setAttribute(name, String(value));
  copy.removeAttribute("class");
  copy.setAttribute("overflow", "visible");
  return copy;
}

function paint(original: SVGElement, copy: SVGElement): void {
  const style = getComputedStyle(original);
  for (const name of PAINTS) {
    const written = copy.getAttribute(name) ?? copy.style.getPropertyValue(name);
    if (written?.includes("var(")) copy.setAttribute(name, style[name]);
  }
  if (original.tagName === "text") {
    copy.setAttribute("font-family", style.fontFamily);
    copy.setAttribute("font-size", style.fontSize);
  }
  copy.removeAttribute("style");
}
