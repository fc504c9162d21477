/** The bar that stays in view: sections, the splits, and the sentence of what is picked. */

import { h, setAttribute, setText } from "./dom.ts";
import { countText } from "./numbers.ts";
import type { Page, Part, Snapshot } from "./page.ts";
import { clear, isPicked } from "./picked.ts";
import { scrollTo } from "./scrolling.ts";
import type { Section } from "./sections.ts";
import { splitName } from "./splits.ts";
import { texts } from "./texts/gallery.ts";
import { texts as report } from "./texts/report.ts";
import { amount, describePicked } from "./texts/words.ts";
import type { Picked } from "./types.ts";

export class Navigation implements Part {
  readonly element: HTMLElement;
  readonly #page: Page;
  readonly #what = h("span", { class: "iw-what" });
  readonly #amounts = h("span", { class: "iw-amounts" });
  readonly #clear: HTMLButtonElement;
  readonly #splits: readonly (readonly [split: string | null, button: HTMLButtonElement])[];
  readonly #seen: IntersectionObserver;
  /** What the sentence is about: said again, a screen reader would read it again. */
  #said: Picked | null = null;

  constructor(page: Page, sections: readonly Section[]) {
    this.#page = page;
    const picks = sections.some(({ picks }) => picks);
    const clearAll = () => page.store.set(clear(page.store.picked));
    this.#clear = h("button", {
      class: "iw-button",
      text: report.clear,
      attributes: { type: "button" },
      on: { click: clearAll },
    });
    this.#splits = page.splits.length > 1 && picks ? this.#splitButtons() : [];
    const links = sections.length > 1 ? sections.map(link) : [];
    this.#seen = watch(sections, links);
    const sentence = h(
      "p",
      { class: "iw-sentence", attributes: { role: "status" } },
      this.#what,
      " ",
      this.#amounts,
    );
    const samples = sections.length > 1 && sections.find(({ name }) => name === "samples");
    const show = samples && hasImages(page) && toSamples(samples);
    this.element = h(
      "div",
      { class: "iw-bar" },
      h("nav", { attributes: { "aria-label": report.sections } }, ...links),
      this.#splits.length > 0 && this.#splitGroup(),
      picks &&
        h(
          "div",
          { class: "iw-picked" },
          sentence,
          h("span", { class: "iw-picked-actions" }, show, this.#clear),
        ),
    );
    this.element.hidden = !picks && links.length === 0;
  }

  draw({ picked, now }: Snapshot): void {
    if (picked === this.#said) return;
    this.#said = picked;
    const { task } = this.#page.report;
    const some = isPicked(picked);
    const isTold = some && picked.problem === undefined;
    setText(
      this.#what,
      describePicked(picked, task, this.#page.axes, this.#page.rowsOf) + (isTold ? ":" : "."),
    );
    this.#what.title = this.#what.textContent ?? "";
    const looked = ([split]: readonly [string, unknown]) => picked.split === null || picked.split === split;
    const amounts = picked.problem === undefined ? [...now].filter(looked) : [];
    this.#amounts.replaceChildren(
      ...amounts.map(([split, found]) => h("span", {}, splitName(split), ` ${amount(found.picked, task)}`)),
    );
    setAttribute(this.#clear, "aria-disabled", some ? null : "true");
    for (const [split, button] of this.#splits)
      setAttribute(button, "aria-pressed", String(split === picked.split));
  }

  destroy(): void {
    this.#seen.disconnect();
  }

  #splitGroup(): HTMLElement {
    const buttons = this.#splits.map(([, button]) => button);
    return h(
      "div",
      { class: "iw-choice", attributes: { role: "group", "aria-label": report.split } },
      ...buttons,
    );
  }

  #splitButtons(): [string | null, HTMLButtonElement][] {
    return [null, ...this.#page.splits].map((split) => {
      const choose = () => this.#page.store.set({ ...this.#page.store.picked, split });
      const name = split === null ? report.allSplits : splitName(split);
      return [split, h("button", { attributes: { type: "button" }, on: { click: choose } }, name)];
    });
  }
}

function link({ title, element, badge }: Section): HTMLButtonElement {
  const go = () => scrollTo(element);
  const number = badge > 0 && h("span", { class: "iw-badge", text: ` ${countText(badge)}` });
  return h("button", { attributes: { type: "button" }, on: { click: go } }, title, number);
}

/** A page on disk may have none, and says so where they would be. */
function hasImages({ samples }: Page): boolean {
  return samples !== null && (samples.live || samples.embedded !== null);
}

/** The way from a bar to the images behind it. */
function toSamples({ element }: Section): HTMLElement {
  const on = { click: () => scrollTo(element) };
  return h("button", { class: "iw-button", text: texts.show, attributes: { type: "button" }, on });
}

/** Marks the link of the section that is being read. */
function watch(sections: readonly Section[], links: readonly HTMLElement[]): IntersectionObserver {
  const visible = new Set<Element>();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries)
        isIntersecting ? visible.add(target) : visible.delete(target);
      const current = sections.findIndex(({ element }) => visible.has(element));
      links.forEach((one, i) => {
        setAttribute(one, "aria-current", i === current ? "true" : null);
      });
    },
    { rootMargin: "-20% 0px -60% 0px" },
  );
  if (links.length > 0) for (const { element } of sections) observer.observe(element);
  return observer;
}
