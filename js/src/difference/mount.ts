/** Puts what differs between two reports into an element. */

import { h } from "../dom.ts";
import { unpack } from "../payload.ts";
import { rootIn } from "../root.ts";
import { partOf } from "./part.ts";
import type { Difference } from "./types.ts";

/** Resolves to what takes it away again. */
export async function mountDifference(el: HTMLElement, raw: Uint8Array): Promise<() => void> {
  const root = rootIn(el);
  const { title, titles, headline, parts } = await unpack<Difference>(raw);
  const page = h(
    "div",
    { class: "iw-page iw-difference" },
    h("h2", { text: title }),
    titles !== "" &&
      h("p", { class: "iw-muted iw-difference-titles", text: titles, attributes: { dir: "auto" } }),
    h("p", { class: "iw-headline", text: headline, attributes: { dir: "auto" } }),
    ...parts.map(partOf),
  );
  root.append(page);
  root.dataset.ready = "1";
  return () => root.remove();
}
