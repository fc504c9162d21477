/** The report as an anywidget: its model holds the payload and what is picked, or how two reports differ. */

import { mountDifference } from "./difference/mount.ts";
import { mount } from "./report.ts";
import type { Kernel, KernelListener, Picked } from "./types.ts";

export interface Model {
  get(name: "_payload" | "_curves"): DataView;
  /** Of the widget that shows how two reports differ, which has none of the others. */
  get(name: "_difference"): DataView | undefined;
  get(name: "picked"): Picked;
  set(name: "picked", value: Picked): void;
  save_changes(): void;
  send(content: unknown): void;
  on(event: string, listener: Listener): void;
  off(event: string, listener: Listener): void;
}

type Listener = KernelListener;

export async function render({ model, el }: { model: Model; el: HTMLElement }): Promise<() => void> {
  const difference = model.get("_difference");
  if (difference) return mountDifference(el, bytesOf(difference));
  const saved = saver(model);
  const mounted = await mount(el, {
    payload: bytesOf(model.get("_payload")),
    curves: curvesOf(model),
    picked: model.get("picked"),
    onPick: saved.save,
    onZoom: (range) => send(model, { kind: "zoom", range }),
    kernel: kernelOf(model),
  });
  const listeners: Record<string, Listener> = {
    "change:picked": () => mounted.setPicked(model.get("picked")),
    "change:_payload": () => void mounted.setPayload(bytesOf(model.get("_payload"))),
    "change:_curves": () => {
      const curves = curvesOf(model);
      if (curves) void mounted.setCurves(curves);
    },
    "msg:custom": ({ kind }, [detail]) => {
      if (kind === "detail") void mounted.setDetail(bytesOf(detail));
    },
  };
  for (const [event, listener] of Object.entries(listeners)) model.on(event, listener);
  mounted.setPicked(model.get("picked"));
  return () => {
    saved.stop();
    for (const [event, listener] of Object.entries(listeners)) model.off(event, listener);
    mounted.destroy();
  };
}

function bytesOf({ buffer, byteOffset, byteLength }: DataView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Sends to Python; where the kernel is gone there is no answer, which who asks is prepared for. */
function send(model: Model, content: object): void {
  try {
    model.send(content);
  } catch (error) {
    console.warn("no kernel to ask", error);
  }
}

/** Messages to Python and back; who listens ends that itself. */
function kernelOf(model: Model): Kernel {
  return {
    send: (content) => send(model, content),
    listen: (listener) => {
      model.on("msg:custom", listener);
      return () => model.off("msg:custom", listener);
    },
  };
}

/** Curves that are newer than the payload; none where none grew. */
function curvesOf(model: Model): Uint8Array | null {
  const curves = model.get("_curves");
  return curves.byteLength > 0 ? bytesOf(curves) : null;
}

/** Tells Python what is picked, at most once a frame: a drag makes many changes. */
function saver(model: Model): { save: (picked: Picked) => void; stop: () => void } {
  let frame = 0;
  return {
    save: (picked) => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        model.set("picked", picked);
        model.save_changes();
      });
    },
    stop: () => cancelAnimationFrame(frame),
  };
}
