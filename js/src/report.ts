/** Puts a report into an element, keeps it up to date, and takes it away again. */

import { CountingBar } from "./counting/bar.ts";
import { h } from "./dom.ts";
import { readPayload, unpack } from "./payload.ts";
import { ReportView } from "./report_view.ts";
import { Store } from "./store.ts";
import { styles } from "./styles/index.ts";
import type { CurvesDetail, CurvesPart, Host, Mounted, Payload } from "./types.ts";

export async function mount(el: HTMLElement, host: Host): Promise<Mounted> {
  const counting = new CountingBar(host.kernel);
  const root = h("div", { class: "iw" }, counting.element);
  const store = new Store(host.picked);
  store.subscribe((picked, origin) => {
    if (origin === "page") host.onPick(picked);
  });
  addStyles(el);
  el.append(root);
  let payload = await readPayload(host.payload);
  if (host.curves) payload = withCurves(payload, await unpack(host.curves));
  const made = () => {
    counting.show(payload.report.so_far);
    return new ReportView(root, payload, store, host);
  };
  let view = made();
  await view.drawn;
  const remake = async () => {
    view.destroy();
    view = made();
    await view.drawn;
  };
  let last = 0;
  let newest = 0;
  return {
    setPicked: (picked) => store.set(picked, "host"),
    setPayload: async (raw) => {
      newest += 1;
      const turn = newest;
      const read = await readPayload(raw);
      if (turn !== newest) return; // while data are counted, a newer one is being read
      payload = read;
      await remake();
    },
    setCurves: async (raw) => {
      last += 1;
      const turn = last;
      const curves = await unpack<CurvesPart>(raw);
      if (turn !== last) return; // newer ones are being read
      payload = withCurves(payload, curves);
      await (view.curves ? view.setCurves(view.curves, curves) : remake());
    },
    setDetail: async (raw) => view.curves?.setDetail(await unpack<CurvesDetail>(raw)),
    destroy: () => {
      view.destroy();
      root.remove();
    },
  };
}

function withCurves(payload: Payload, curves: CurvesPart): Payload {
  return { ...payload, report: { ...payload.report, ...curves } };
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
