/** Which sections a page has, in reading order; what the report does not have is left out. */

import { ComparisonPart } from "./comparison/part.ts";
import { CurvesPart, hasCurves } from "./curves.ts";
import { freshId, h, setAttribute } from "./dom.ts";
import { FindingsPart } from "./findings/part.ts";
import { isFolded, setFolded } from "./folding.ts";
import { SamplesPart } from "./gallery/samples_part.ts";
import { MaskPanels } from "./masks.ts";
import type { Page, Part } from "./page.ts";
import { Panel } from "./panel.ts";
import { PlacePanel } from "./places/place_panel.ts";
import { SizePanel } from "./places/size_panel.ts";
import { problemCount, problemsPart } from "./problems.ts";
import { SummaryPart } from "./summary.ts";
import { tablesPart } from "./tables.ts";
import { COMPARED } from "./texts/comparison.ts";
import { FINDINGS } from "./texts/findings.ts";
import { texts } from "./texts/gallery.ts";
import { texts as report } from "./texts/report.ts";
import type { ChartEntry, PanelName } from "./types.ts";

export interface Section {
  readonly name: PanelName;
  readonly title: string;
  readonly element: HTMLElement;
  readonly parts: readonly Part[];
  /** A number beside its name in the navigation. */
  readonly badge: number;
  /** Whether rows of it can be picked. */
  readonly picks: boolean;
}

/** Draws one part anew, or all. */
type Redraw = (part?: Part) => void;
type Maker = (page: Page, redraw: Redraw) => readonly Part[];

/** Sections that what is picked has to do with. */
const PICKS: readonly PanelName[] = ["summary", "statistics", "comparison", "samples"];

const SECTIONS: readonly (readonly [name: PanelName, title: string, make: Maker])[] = [
  ["findings", FINDINGS.title, findingsParts],
  ["summary", report.summary, summaryParts],
  ["curves", report.curves, curvesParts],
  ["statistics", report.statistics, statisticsParts],
  ["comparison", report.comparison, comparisonParts],
  ["samples", texts.title, (page) => (page.samples ? [new SamplesPart(page, page.samples)] : [])],
  ["tables", report.tables, (page) => (page.splits.length > 0 ? [tablesPart(page)] : [])],
  ["problems", report.problems, (page) => (page.splits.length > 0 ? [problemsPart(page)] : [])],
];

export function sectionsOf(
  page: Page,
  panels: readonly PanelName[],
  redraw: Redraw,
  unfolded: () => void,
): Section[] {
  return SECTIONS.filter(([name]) => panels.includes(name))
    .map(([name, title, make]) =>
      section(name, titleOf(name, page) || title, make(page, redraw), badge(name, page), unfolded),
    )
    .filter(({ parts }) => parts.length > 0);
}

/** Curves alone are headed with the title of the report, which stands nowhere else then. */
function titleOf(name: PanelName, page: Page): string {
  if (name === "comparison") return comparisonTitle(page);
  return name === "curves" && page.splits.length === 0 ? page.report.title : "";
}

function comparisonTitle(page: Page): string {
  const [first] = Object.keys(page.report.comparisons ?? {});
  return first ? COMPARED.title(first) : "";
}

function badge(name: PanelName, page: Page): number {
  return name === "problems" ? problemCount(page.report.problems) : 0;
}

function section(
  name: PanelName,
  title: string,
  parts: readonly Part[],
  number: number,
  unfolded: () => void,
): Section {
  const id = freshId(name);
  const attributes = { "data-section": name, "aria-labelledby": id };
  const body = h("div", { class: "iw-body" }, ...parts.map((part) => part.element));
  const toggle = h("button", { class: "iw-fold", text: title, attributes: { type: "button", id } });
  const fold = (folded: boolean) => {
    body.hidden = folded;
    setAttribute(toggle, "aria-expanded", String(!folded));
  };
  toggle.addEventListener("click", () => {
    fold(!body.hidden);
    setFolded(name, body.hidden === true);
    if (!body.hidden) unfolded();
  });
  fold(isFolded(name));
  const element = h("section", { class: "iw-section", attributes }, h("h3", {}, toggle), body);
  return { name, title, element, parts, badge: number, picks: PICKS.includes(name) };
}

/** Curves alone have their headline above them. */
function findingsParts(page: Page): Part[] {
  return page.splits.length > 0 && page.report.findings ? [new FindingsPart(page)] : [];
}

function summaryParts(page: Page): Part[] {
  const chart = page.chart("insight_summary");
  return chart && page.report.summary ? [new SummaryPart(page, chart)] : [];
}

/** Curves alone are shown from before there are any: they may come while the page is open. */
function curvesParts(page: Page): Part[] {
  const chart = page.chart("curve");
  const isShown = hasCurves(page.report) || page.splits.length === 0;
  return chart && isShown ? [new CurvesPart(chart, page.report, page.onZoom)] : [];
}

function comparisonParts(page: Page, redraw: Redraw): Part[] {
  const chart = page.chart("comparison");
  const isShown = Object.keys(page.report.comparisons ?? {}).length > 0;
  return chart && isShown ? [new ComparisonPart(page, chart, redraw)] : [];
}

function statisticsParts(page: Page, redraw: Redraw): Part[] {
  return page.charts
    .filter(({ section }) => section === "statistics")
    .map((entry) => statisticPart(page, entry, redraw));
}

function statisticPart(page: Page, entry: ChartEntry, redraw: Redraw): Part {
  if (entry.per_class) return new MaskPanels(page, entry, redraw);
  if (entry.id === "box_size" && page.sizes) return new SizePanel(page, entry, page.sizes);
  if (entry.id === "box_position" && page.places) return new PlacePanel(page, entry, page.places);
  return new Panel(page, { entry, position: null });
}
