/** The images behind what is picked, split beside split. */

import { copyButton } from "../copying.ts";
import { h } from "../dom.ts";
import { counted, countText } from "../numbers.ts";
import type { Page, Part, Snapshot } from "../page.ts";
import { filtersCharts, isPicked } from "../picked.ts";
import { texts } from "../texts/gallery.ts";
import { amount, unitOf } from "../texts/words.ts";
import { codeOf } from "./code.ts";
import { Column, type Wanted } from "./column.ts";
import { EmbeddedSource } from "./embedded.ts";
import { type Layer, Layers, limitSelect, remember, remembered } from "./layers.ts";
import { Order } from "./order.ts";
import { paletteOf } from "./palette.ts";
import { keyOf } from "./sample_page.ts";
import { KernelSource, type Source } from "./source.ts";
import type { Item, Samples } from "./types.ts";
import { whenNear } from "./when_near.ts";
import { Zoom } from "./zoom.ts";

/** Milliseconds that a pick must last: a drag over many bars asks once. */
const PAUSE = 60;

const SIDE = 240;

export class SamplesPart implements Part {
  readonly element: HTMLElement;
  readonly #page: Page;
  readonly #source: Source | null;
  readonly #order: Order;
  readonly #kept = remembered();
  readonly #columns = new Map<string, Column>();
  readonly #place = h("div", { class: "iw-samples-splits" });
  readonly #said = h("p", { class: "iw-muted" });
  readonly #zoom: Zoom | null;
  readonly #unwatch: () => void;
  readonly #colour: (name: string) => string;
  #snapshot: Snapshot | null = null;
  #asked = "";
  #isNear = false;
  #timer = 0;

  constructor(page: Page, samples: Samples) {
    this.#page = page;
    this.#colour = paletteOf(page.report.classes);
    this.#source = sourceOf(page, samples);
    this.element = h("div", { class: "iw-samples" });
    const layers = new Layers(this.#kept.hidden, (hidden) => this.#layer(hidden));
    this.#order = new Order(samples.orders, () => this.#change());
    this.#zoom = this.#source && new Zoom(this.#source, this.#colour, layers);
    const limit = limitSelect(this.#kept.limit, (chosen) => this.#limit(chosen));
    const code = copyButton(texts.copyCode, texts.code, () => codeOf(page.store.picked));
    const isLive = this.#source instanceof KernelSource;
    const tools = [isLive && this.#order.element, limit, layers.buttons(), isLive && code];
    if (this.#source) this.element.append(h("div", { class: "iw-samples-tools" }, ...tools));
    this.element.append(this.#said, this.#place);
    if (this.#zoom) this.element.append(this.#zoom.element);
    this.#unwatch = whenNear(this.element, (isNear) => this.#near(isNear));
  }

  draw(snapshot: Snapshot): void {
    this.#snapshot = snapshot;
    this.#change();
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#unwatch();
    this.#zoom?.destroy();
    for (const column of this.#columns.values()) column.destroy();
    this.#source?.destroy();
  }

  /** Shows at once that something else is looked for, and asks for it a little later. */
  #change(): void {
    const snapshot = this.#snapshot;
    if (!snapshot) return;
    const splits = splitsOf(snapshot);
    const wanted = this.#wanted(snapshot);
    const key = keyOf({ ...wanted, split: splits.join("\n"), offset: 0 });
    if (key === this.#asked) return;
    this.#asked = key;
    this.#say(snapshot);
    if (!this.#source) return;
    if (this.#zoom?.isOpen) this.#zoom.close();
    this.#arrange(splits, this.#source);
    for (const [split, column] of this.#columns) this.#expect(column, split, wanted, snapshot);
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#ask(), PAUSE);
  }

  #expect(column: Column, split: string, wanted: Wanted, { picked, now }: Snapshot): void {
    const found = now.get(split)?.picked;
    const isTold = found && picked.problem === undefined;
    column.expect(wanted, isTold ? amount(found, this.#page.report.task) : "", isTold ? found.images[1] : 0);
  }

  #ask(): void {
    if (this.#isNear) for (const column of this.#columns.values()) column.ask();
  }

  #near(isNear: boolean): void {
    this.#isNear = isNear;
    if (isNear) this.#ask();
    else if (!this.#zoom?.isOpen) for (const column of this.#columns.values()) column.rest();
  }

  #wanted({ picked }: Snapshot): Wanted {
    const { order, seed } = this.#order;
    const sharp = devicePixelRatio > 1 ? 2 : 1;
    return { picked, order, seed, limit: this.#kept.limit, side: SIDE * sharp };
  }

  /** A column a split, kept where it was shown before. */
  #arrange(splits: readonly string[], source: Source): void {
    for (const [split, column] of this.#columns)
      if (!splits.includes(split)) {
        column.destroy();
        this.#columns.delete(split);
      }
    for (const split of splits)
      if (!this.#columns.has(split)) this.#columns.set(split, this.#column(split, source));
    const elements = splits.map((split) => (this.#columns.get(split) as Column).element);
    this.#place.replaceChildren(...elements);
  }

  #column(split: string, source: Source): Column {
    const { task } = this.#page.report;
    const isLive = source instanceof KernelSource;
    return new Column({
      split,
      source,
      colour: this.#colour,
      amount: (images, units) => {
        if (!isLive) return texts.embedded(counted(images, "images"));
        const hasProblem = this.#page.store.picked.problem !== undefined;
        return hasProblem ? texts.found(units, images) : amount({ units, images: [images, images] }, task);
      },
      matching: (item) => (isPicked(this.#page.store.picked) ? this.#matching(item) : ["", ""]),
      none: isLive ? texts.none : texts.noneEmbedded,
      open: (column, place) => this.#zoom?.open(column, place),
    });
  }

  /** "2 of 5", and "2 of 5 boxes". */
  #matching({ objects, more }: Item): readonly [string, string] {
    const { length } = objects.filter(({ matches }) => matches);
    const all = objects.length + more;
    const isAll = this.#page.store.picked.problem !== undefined && length === all;
    if (objects.length === 0 || more > 0 || isAll) return ["", ""];
    const said = (of: string) => texts.matching(countText(length), of);
    return [said(countText(all)), said(counted(all, unitOf(this.#page.report.task)))];
  }

  #say({ picked }: Snapshot): void {
    const isTold = this.#source instanceof KernelSource;
    const classesOnly = filtersCharts({ ...picked, classes: [] }) || picked.problem !== undefined;
    const said = this.#source ? classesOnly && !isTold && texts.embeddedClassesOnly : texts.noKernel;
    this.#said.textContent = said || "";
    this.#said.hidden = !said;
  }

  #layer(hidden: Layer[]): void {
    this.#kept.hidden = hidden;
    this.element.dataset.hidden = hidden.join(" ");
    remember(this.#kept);
  }

  #limit(limit: number): void {
    this.#kept.limit = limit;
    remember(this.#kept);
    this.#change();
  }
}

function sourceOf({ kernel }: Page, { live, embedded }: Samples): Source | null {
  if (live && kernel) return new KernelSource(kernel);
  return embedded ? new EmbeddedSource(embedded) : null;
}

/** Those that are shown; where one is looked at, only that. */
function splitsOf({ picked, shown }: Snapshot): readonly string[] {
  return picked.split !== null && shown.includes(picked.split) ? [picked.split] : shown;
}
