/** The report as an anywidget: its model holds the payload and what is picked. */

import { mount } from "./report.ts";
import type { Picked } from "./types.ts";

export interface Model {
  get(name: "_payload"): DataView;
  get(name: "picked"): Picked;
  set(name: "picked", value: Picked): void;
  save_changes(): void;
  on(event: string, listener: () => void): void;
  off(event: string, listener: () => void): void;
}

export async function render({ model, el }: { model: Model; el: HTMLElement }): Promise<() => void> {
  const saved = saver(model);
  const mounted = await mount(el, {
    payload: payloadOf(model),
    picked: model.get("picked"),
    onPick: saved.save,
  });
  const picked = () => mounted.setPicked(model.get("picked"));
  const payload = () => void mounted.setPayload(payloadOf(model));
  model.on("change:picked", picked);
  model.on("change:_payload", payload);
  picked();
  return () => {
    saved.stop();
    model.off("change:picked", picked);
    model.off("change:_payload", payload);
    mounted.destroy();
  };
}

function payloadOf(model: Model): Uint8Array {
  const { buffer, byteOffset, byteLength } = model.get("_payload");
  return new Uint8Array(buffer, byteOffset, byteLength);
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
