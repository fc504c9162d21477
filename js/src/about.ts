/** Behind every chart: what it shows and how, and the chart as a picture to keep. */

import { h } from "./dom.ts";
import { download } from "./download.ts";
import { pngOf } from "./picture/png.ts";
import { snapshot } from "./picture/snapshot.ts";
import { fileName } from "./table_text.ts";
import { texts } from "./texts/about.ts";

/** `chart` gives the element that the picture is taken of. */
export function aboutChart(title: string, help: string, chart: () => HTMLElement): HTMLElement {
  const said = h("span", { class: "iw-muted", attributes: { role: "status" } });
  const taken = () => {
    about.open = false;
    const picture = snapshot(chart());
    about.open = true;
    return picture;
  };
  const svg = () => download(fileName(title, "svg"), taken().svg, "image/svg+xml");
  const png = async () => {
    const made = await pngOf(taken()).catch(() => null);
    said.textContent = made ? "" : texts.noPng;
    if (made) download(fileName(title, "png"), made, "image/png");
  };
  const keep = h(
    "p",
    { class: "iw-keep" },
    h("span", { class: "iw-muted", text: texts.save }),
    keepButton(texts.svg, title, svg),
    keepButton(texts.png, title, () => void png()),
    said,
  );
  const summary = h("summary", { text: texts.about, attributes: { "aria-label": texts.aboutChart(title) } });
  const about = h("details", { class: "iw-about" }, summary, h("p", { text: help }), keep);
  return about;
}

function keepButton(kind: string, title: string, act: () => void): HTMLButtonElement {
  const attributes = { type: "button", "aria-label": texts.saveAs(title, kind) };
  return h("button", { class: "iw-quiet", text: kind, attributes, on: { click: act } });
}
