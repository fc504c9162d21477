/** A report in a tab of the main area: read by the server, drawn here, and read again when the file changes. */

import { Poll } from "@lumino/polling";
import { Widget } from "@lumino/widgets";

import { h } from "../dom.ts";
import { NOTHING } from "../picked.ts";
import { texts } from "../texts/labextension.ts";
import type { Mounted } from "../types.ts";
import type { ReportClient } from "./client.ts";

/** How often a file is looked at while its tab is seen, in milliseconds. */
const LOOK_EVERY = 3_000;
const LOOK_LEAST = 60_000;

export class ReportTab extends Widget {
  readonly #client: ReportClient;
  readonly #said = h("div", { attributes: { role: "status" } });
  readonly #place = h("div");
  readonly #poll: Poll;
  /** Ends what the server does for this tab. */
  #stop = new AbortController();
  #mounted: Mounted | null = null;
  #state = "";

  constructor(
    client: ReportClient,
    /** As the file browser has it. */
    readonly path: string,
  ) {
    super();
    this.#client = client;
    this.addClass("jp-InsightReport");
    Object.assign(this.node.style, { overflow: "auto", padding: "12px 20px" });
    this.node.tabIndex = -1;
    this.node.append(this.#said, this.#place);
    this.#poll = new Poll({
      auto: false,
      factory: () => this.#look(),
      frequency: { interval: LOOK_EVERY, backoff: true, max: LOOK_LEAST },
      standby: () => (this.isVisible ? "when-hidden" : true),
      name: `insight-widgets:${path}`,
    });
    void this.read().finally(() => void this.#poll.start());
  }

  /** Read the file and show what it says. */
  async read(): Promise<void> {
    this.#stop.abort();
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    if (!this.#mounted) this.#say(texts.reading(this.path));
    this.node.setAttribute("aria-busy", "true");
    try {
      this.#state = await this.#client.state(this.path, signal);
      const payload = await this.#client.report(this.path, signal);
      await this.#show(payload);
      this.#say("");
    } catch (error) {
      if (!signal.aborted) this.#sayError((error as Error).message);
    } finally {
      if (!signal.aborted) this.node.removeAttribute("aria-busy");
    }
  }

  override dispose(): void {
    if (this.isDisposed) return;
    this.#stop.abort();
    this.#poll.dispose();
    this.#mounted?.destroy();
    super.dispose();
  }

  /** The bundle is fetched when the first tab is opened. */
  async #show(payload: Uint8Array): Promise<void> {
    if (this.#mounted) return this.#mounted.setPayload(payload);
    const { mount } = await import("insight-widgets-report");
    const mounted = await mount(this.#place, { payload, picked: NOTHING, onPick: () => undefined });
    if (this.isDisposed) mounted.destroy();
    else this.#mounted = mounted;
  }

  async #look(): Promise<void> {
    const state = await this.#client.state(this.path, this.#stop.signal);
    if (state !== this.#state) await this.read();
  }

  #say(text: string): void {
    this.#said.replaceChildren(text);
  }

  #sayError(message: string): void {
    const heading = this.#mounted ? texts.changed : texts.unreadable;
    const again = h(
      "button",
      {
        class: "jp-Button jp-mod-styled",
        attributes: { type: "button" },
        on: { click: () => void this.read() },
      },
      texts.again,
    );
    this.#said.replaceChildren(h("strong", { text: heading }), h("p", { text: message }), again);
  }
}
