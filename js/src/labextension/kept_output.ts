/** The output of a report in a notebook: the widget, or what the notebook kept of it where the widget is gone. */

import type { JupyterFrontEnd } from "@jupyterlab/application";
import type { NotebookPanel } from "@jupyterlab/notebook";
import { Panel, Widget } from "@lumino/widgets";

import { texts } from "../texts/labextension.ts";

type Registry = NotebookPanel["content"]["rendermime"];
type Renderer = ReturnType<Registry["createRenderer"]>;
type Output = Parameters<Renderer["renderModel"]>[0];

/** The type that our widgets add to their outputs (`insight_widgets/widgets/base.py`). */
const KEPT = "application/vnd.insight-widgets.kept+json";
const WIDGET = "application/vnd.jupyter.widget-view+json";
const BEFORE_THE_WIDGET = -20;

/** How often, in milliseconds, it is asked whether the notebook's widgets have their manager by now. */
const PAUSE = 200;

/** How long a widget may be on its way, in milliseconds, before what was kept is shown. */
const PATIENCE = 5_000;

/** Without it, a notebook that is opened again has "Error displaying widget: model not found" and no more. */
export function showKeptOutputs(app: JupyterFrontEnd): void {
  app.docRegistry.addWidgetExtension("Notebook", {
    createNew({ content: { rendermime } }: NotebookPanel) {
      rendermime.addFactory(
        { safe: false, mimeTypes: [KEPT], createRenderer: () => new KeptOutput(rendermime) },
        BEFORE_THE_WIDGET,
      );
    },
  });
}

class KeptOutput extends Panel {
  readonly #registry: Registry;
  readonly #changes = new MutationObserver(() => this.#choose());
  #output: Output | null = null;
  #live: Renderer | null = null;
  #kept: Panel | null = null;
  #patience = 0;
  #manager = 0;

  constructor(registry: Registry) {
    super();
    this.#registry = registry;
  }

  async renderModel(output: Output): Promise<void> {
    this.#clear();
    this.#output = output;
    if (!(WIDGET in output.data) || !this.#registry.getFactory(WIDGET)) return this.#keep();
    this.#awaitManager(output);
    const live = this.#registry.createRenderer(WIDGET);
    this.#live = live;
    this.addWidget(live);
    this.#changes.observe(live.node, { childList: true });
    this.#patience = window.setTimeout(() => this.#choose(true), PATIENCE);
    await live.renderModel(output);
    this.#choose();
  }

  /** A manager that comes later than the output makes a factory of its own, and does not find what is in here. */
  #awaitManager(output: Output): void {
    const factory = this.#registry.getFactory(WIDGET);
    this.#manager = window.setInterval(() => {
      if (this.#registry.getFactory(WIDGET) !== factory) void this.renderModel(output);
    }, PAUSE);
  }

  override dispose(): void {
    this.#clear();
    super.dispose();
  }

  /** The widget once it is there; what was kept as soon as it is known to be gone, or is long on its way. */
  #choose(late = false): void {
    const live = this.#live;
    if (!live || live.isDisposed) return;
    if (live.node.childElementCount > 0) {
      window.clearTimeout(this.#patience);
      window.clearInterval(this.#manager);
      this.#kept?.dispose();
      this.#kept = null;
      live.show();
    } else if (late || live.hasClass("jupyter-widgets")) {
      void this.#keep();
    }
  }

  async #keep(): Promise<void> {
    const output = this.#output;
    if (!output || this.#kept || !("text/html" in output.data)) return;
    this.#live?.hide();
    const html = this.#registry.createRenderer("text/html");
    const note = new Widget({ node: document.createElement("p") });
    note.node.textContent = texts.kept;
    note.addClass("jp-RenderedHTMLCommon");
    this.#kept = new Panel();
    this.#kept.addWidget(note);
    this.#kept.addWidget(html);
    this.addWidget(this.#kept);
    await html.renderModel(output);
  }

  #clear(): void {
    window.clearTimeout(this.#patience);
    window.clearInterval(this.#manager);
    this.#changes.disconnect();
    for (const widget of [...this.widgets]) widget.dispose();
    this.#live = this.#kept = null;
  }
}
