/** Puts a report into an element, keeps it up to date, and takes it away again. */

import { h } from "./dom.ts";
import { readPayload } from "./payload.ts";
import { ReportView } from "./report_view.ts";
import { Store } from "./store.ts";
import styles from "./styles.css";
import type { Host, Mounted } from "./types.ts";

export async function mount(el: HTMLElement, host: Host): Promise<Mounted> {
  const root = h("div", { class: "iw" });
  const store = new Store(host.picked);
  store.subscribe((picked, origin) => {
    if (origin === "page") host.onPick(picked);
  });
  addStyles(el);
  el.append(root);
  let view = new ReportView(root, await readPayload(host.payload), store);
  await view.drawn;
  return {
    setPicked: (picked) => store.set(picked, "host"),
    setPayload: async (raw) => {
      const payload = await readPayload(raw);
      view.destroy();
      view = new ReportView(root, payload, store);
      await view.drawn;
    },
    destroy: () => {
      view.destroy();
      root.remove();
    },
  };
}

/** Once a document (or shadow root), however many reports it shows. */
function addStyles(el: HTMLElement): void {
  const root = el.getRootNode();
  const target = root instanceof ShadowRoot ? root : document.head;
  if ([...target.querySelectorAll("style")].some(({ textContent }) => textContent === styles)) return;
  const style = document.createElement("style");
  style.textContent = styles;
  target.append(style);
}
