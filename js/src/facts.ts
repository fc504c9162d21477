/** What the set is: its title, task and sizes. */

import { h } from "./dom.ts";
import { counted, countText, wholePercent } from "./numbers.ts";
import type { Part } from "./page.ts";
import { splitName } from "./splits.ts";
import { TASKS, texts } from "./texts/report.ts";
import { unitOf } from "./texts/words.ts";
import type { ReportDocument } from "./types.ts";

export function factsPart(report: ReportDocument): Part {
  const title = h("h2", { text: report.title || texts.untitled, attributes: { dir: "auto" } });
  const classes = report.classes.length;
  const line = `${TASKS[report.task]}, ${countText(classes)} ${classes === 1 ? "class" : "classes"}`;
  const element = h("header", { class: "iw-facts" }, title, h("p", { text: line }), sizes(report));
  return { element };
}

function sizes({ splits, task }: ReportDocument): HTMLElement {
  const all = Object.values(splits).reduce((sum, { images }) => sum + images, 0);
  const several = Object.keys(splits).length > 1;
  const items = Object.entries(splits).map(([split, { images, labels }]) => {
    const share = several && h("td", { class: "iw-muted", text: wholePercent(images, all) });
    const rest = task === "multiclass" ? [] : [counted(labels, unitOf(task)), perImage(labels, images)];
    const cells = [counted(images, "images"), ...rest].map((text) => h("td", { text }));
    return h("tr", {}, h("th", { attributes: { scope: "row" } }, splitName(split)), ...cells, share || null);
  });
  const caption = h("caption", { class: "iw-hidden", text: texts.sizes });
  return h("table", { class: "iw-sizes" }, caption, h("tbody", {}, ...items));
}

function perImage(labels: number, images: number): string {
  return images > 0 ? texts.anImage((labels / images).toFixed(1)) : "";
}
