/** Puts a report into an element, keeps it up to date, and takes it away again. */

import { CountingBar } from "./counting/bar.ts";
import { readPayload, unpack } from "./payload.ts";
import { ReportView } from "./report_view.ts";
import { rootIn } from "./root.ts";
import { Store } from "./store.ts";
import type { CurvesDetail, CurvesPart, Host, Mounted, Payload } from "./types.ts";

export async function mount(el: HTMLElement, host: Host): Promise<Mounted> {
  const counting = new CountingBar(host.kernel);
  const root = rootIn(el);
  root.append(counting.element);
  const store = new Store(host.picked);
  store.subscribe((picked, origin) => {
    if (origin === "page") host.onPick(picked);
  });
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
