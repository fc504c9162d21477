/** Mask areas: a small chart a class; the picked classes, else the largest, the others on request. */

import { h, setText } from "./dom.ts";
import { Lead } from "./lead.ts";
import { counted } from "./numbers.ts";
import type { Page, Part, Snapshot } from "./page.ts";
import { Panel } from "./panel.ts";
import { texts } from "./texts/report.ts";
import type { ChartEntry } from "./types.ts";

const AT_ONCE = 4;

export class MaskPanels implements Part {
  readonly element: HTMLElement;
  readonly #page: Page;
  readonly #entry: ChartEntry;
  readonly #panels = new Map<number, Panel>();
  readonly #list = h("div");
  readonly #more: HTMLButtonElement;
  #shown = AT_ONCE;

  constructor(page: Page, entry: ChartEntry, redraw: () => void) {
    this.#page = page;
    this.#entry = entry;
    const more = () => {
      this.#shown += AT_ONCE;
      redraw();
    };
    this.#more = h("button", { class: "iw-button", attributes: { type: "button" }, on: { click: more } });
    const head = h(
      "header",
      {},
      h("h4", { text: entry.title }),
      h("p", { class: "iw-note", text: entry.note }),
    );
    const attributes = { "data-charts": entry.id };
    const lead = new Lead(page.report.sentences?.[entry.id]);
    this.element = h(
      "section",
      { class: "iw-chart", attributes },
      head,
      lead.element,
      this.#list,
      this.#more,
    );
  }

  prepare(snapshot: Snapshot): boolean {
    const positions = this.#positions(snapshot);
    for (const [position, panel] of this.#panels)
      if (!positions.includes(position)) this.#drop(position, panel);
    const panels = positions.map((position) => this.#panel(position));
    panels.forEach(({ element }, i) => {
      if (this.#list.children[i] !== element)
        this.#list.insertBefore(element, this.#list.children[i] ?? null);
    });
    const left = this.#page.classes.names.length - positions.length;
    this.#more.hidden = left === 0;
    setText(this.#more, texts.moreClasses(counted(left, "classes")));
    return panels.filter((panel) => panel.prepare(snapshot)).length > 0;
  }

  measure(): void {
    for (const panel of this.#panels.values()) panel.measure();
  }

  draw(snapshot: Snapshot): Promise<unknown> {
    return Promise.all([...this.#panels.values()].map((panel) => panel.draw(snapshot)));
  }

  destroy(): void {
    for (const [position, panel] of this.#panels) this.#drop(position, panel);
  }

  /** Picked classes first, then by count. */
  #positions({ picked }: Snapshot): number[] {
    const { names } = this.#page.classes;
    const chosen = picked.classes.map((name) => names.indexOf(name)).filter((position) => position >= 0);
    const summary = this.#page.report.summary?.classes.map(({ name }) => names.indexOf(name)) ?? [];
    const all = [...new Set([...chosen, ...summary])];
    return all.slice(0, Math.max(this.#shown, Math.min(chosen.length, 2 * AT_ONCE)));
  }

  #panel(position: number): Panel {
    const known = this.#panels.get(position);
    if (known) return known;
    const panel = new Panel(this.#page, { entry: this.#entry, position }, this.#page.classes.names[position]);
    this.#panels.set(position, panel);
    return panel;
  }

  #drop(position: number, panel: Panel): void {
    panel.destroy();
    panel.element.remove();
    this.#panels.delete(position);
  }
}
