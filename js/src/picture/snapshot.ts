/** A chart as it is seen, as one SVG: its plots, and the words around them, which are HTML on the page. */

import { linesOf } from "./lines.ts";
import { plainPlot } from "./plain_plot.ts";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 12;
/** A mark beside a name is no larger, in pixels. */
const LARGEST_MARK = 24;
/** What is there to be used, not to be read. */
const LEFT_OUT =
  "svg, details, .iw-hidden, .iw-classes-bar, input, select, textarea, [data-picture='none'], .iw-readout";

export interface Snapshot {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

export function snapshot(chart: HTMLElement): Snapshot {
  const { left, top, width, height } = extent(chart);
  const place = (rect: DOMRect) => ({ x: rect.left - left + MARGIN, y: rect.top - top + MARGIN });
  const size = { width: Math.ceil(width + 2 * MARGIN), height: Math.ceil(height + 2 * MARGIN) };
  const root = make("svg", { xmlns: SVG, ...size, viewBox: `0 0 ${size.width} ${size.height}` });
  root.append(make("rect", { ...size, fill: backgroundOf(chart) }));
  for (const mark of marksIn(chart)) root.append(drawnMark(mark, place(mark.getBoundingClientRect())));
  for (const { style, rect } of swatchesIn(chart)) root.append(swatch(style, place(rect), rect.height));
  for (const plot of plotsIn(chart)) root.append(plainPlot(plot, place(plot.getBoundingClientRect())));
  for (const { text, rect, style } of linesOf(wordsIn(chart)))
    root.append(drawnText(text, rect, style, place(rect)));
  return { svg: new XMLSerializer().serializeToString(root), ...size };
}

/** What is seen of a chart without what is below it to be opened. */
function extent(chart: HTMLElement): DOMRect {
  const rects = [
    ...plotsIn(chart).map((one) => one.getBoundingClientRect()),
    ...linesOf(wordsIn(chart)).map(({ rect }) => rect),
  ];
  const { left, right } = chart.getBoundingClientRect();
  const top = Math.min(...rects.map((rect) => rect.top));
  const bottom = Math.max(top, ...rects.map((rect) => rect.bottom));
  return new DOMRect(left, top, right - left, bottom - top);
}

function plotsIn(chart: HTMLElement): SVGSVGElement[] {
  return [...chart.querySelectorAll<SVGSVGElement>("svg")].filter(
    (svg) => svg.checkVisibility() && svg.parentElement?.closest("svg") === null,
  );
}

function wordsIn(chart: HTMLElement): Text[] {
  const walker = document.createTreeWalker(chart, NodeFilter.SHOW_TEXT);
  const found: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    const parent = text.parentElement;
    if (text.data.trim() && parent?.checkVisibility() && !parent.closest(LEFT_OUT)) found.push(text);
  }
  return found;
}

/** The shapes that mark splits and colours of a legend: small boxes with a colour or a border. */
function marksIn(chart: HTMLElement): HTMLElement[] {
  return [...chart.querySelectorAll<HTMLElement>("span, i")].filter((one) => {
    const { width, height } = one.getBoundingClientRect();
    const isSmall = width > 0 && width <= LARGEST_MARK && height > 0 && height <= LARGEST_MARK;
    return isSmall && !one.textContent && one.checkVisibility() && !one.closest(LEFT_OUT);
  });
}

/** The colours that stand before the words of a legend. */
function swatchesIn(chart: HTMLElement): { style: CSSStyleDeclaration; rect: DOMRect }[] {
  return [...chart.querySelectorAll<HTMLElement>("span")]
    .filter((one) => one.checkVisibility() && !one.closest(LEFT_OUT))
    .map((one) => ({ style: getComputedStyle(one, "::before"), rect: one.getBoundingClientRect() }))
    .filter(({ style }) => style.content !== "none" && style.backgroundColor !== "rgba(0, 0, 0, 0)");
}

function swatch(style: CSSStyleDeclaration, { x, y }: { x: number; y: number }, room: number): SVGElement {
  const [width, height] = [style.width, style.height].map(Number.parseFloat);
  return make("rect", {
    x,
    y: y + (room - height) / 2,
    width,
    height,
    fill: style.backgroundColor,
    opacity: style.opacity,
  });
}

function drawnMark(mark: HTMLElement, { x, y }: { x: number; y: number }): SVGElement {
  const { backgroundColor, borderTopColor, borderTopWidth, borderTopStyle, borderRadius } =
    getComputedStyle(mark);
  const { width, height } = mark.getBoundingClientRect();
  const line = borderTopStyle === "none" ? 0 : Number.parseFloat(borderTopWidth);
  return make("rect", {
    x: x + line / 2,
    y: y + line / 2,
    width: Math.max(0, width - line),
    height: Math.max(0, height - line),
    rx: borderRadius === "50%" ? width / 2 : 0,
    fill: backgroundColor,
    stroke: line > 0 ? borderTopColor : "none",
    "stroke-width": line,
  });
}

function drawnText(
  text: string,
  rect: DOMRect,
  style: CSSStyleDeclaration,
  { x, y }: { x: number; y: number },
): SVGElement {
  const size = Number.parseFloat(style.fontSize);
  const turns = style.direction === "rtl";
  const drawn = make("text", {
    x: turns ? x + rect.width : x,
    y: y + rect.height / 2,
    ...(turns ? { direction: "rtl" } : {}),
    "dominant-baseline": "central",
    "font-family": style.fontFamily,
    "font-size": size,
    "font-weight": style.fontWeight,
    fill: style.color,
  });
  drawn.textContent = text;
  return drawn;
}

/** The colour behind a chart: of the nearest element that has one. */
function backgroundOf(chart: HTMLElement): string {
  for (let one: Element | null = chart; one; one = one.parentElement) {
    const { backgroundColor } = getComputedStyle(one);
    if (backgroundColor !== "transparent" && !/, 0\)$/.test(backgroundColor)) return backgroundColor;
  }
  return "white";
}

function make(name: string, attributes: Record<string, string | number>): SVGElement {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes))
    if (key !== "xmlns") element.setAttribute(key, String(value));
  return element;
}
