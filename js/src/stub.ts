/** The code each widget carries: fetches the bundle once a page from the model that all widgets share. */

import { texts } from "./texts/stub.ts";
import type { Model } from "./widget.ts";

interface BundleModel {
  get(name: "code" | "digest"): string;
}

interface StubModel {
  get(name: "_bundle"): string;
  widget_manager: { get_model(id: string): Promise<BundleModel> };
}

interface Context {
  model: StubModel;
  el: HTMLElement;
}

type Bundle = { render(context: { model: Model; el: HTMLElement }): Promise<() => void> };

const REFERENCE = "IPY_MODEL_";

async function bundleOf(model: StubModel): Promise<Bundle> {
  const shared = await model.widget_manager.get_model(model.get("_bundle").slice(REFERENCE.length));
  const page = globalThis as unknown as Record<symbol, Promise<Bundle> | undefined>;
  const key = Symbol.for(`insight-widgets:${shared.get("digest")}`);
  page[key] ??= importText(shared.get("code"));
  return page[key];
}

async function importText(code: string): Promise<Bundle> {
  const address = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

async function render({ model, el }: Context): Promise<(() => void) | undefined> {
  const bundle = await bundleOf(model).catch((error) => {
    console.warn("insight-widgets:", error);
    el.textContent = texts.gone;
  });
  return bundle?.render({ model: model as unknown as Model, el });
}

export default { render };
