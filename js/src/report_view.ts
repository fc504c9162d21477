/** One payload on the page: builds its parts, draws them when something changes, and unmakes them. */

import { CurvesPart } from "./curves.ts";
import { h } from "./dom.ts";
import { factsPart } from "./facts.ts";
import { FindingsPart } from "./findings/part.ts";
import { Navigation } from "./navigation.ts";
import { Page, type Part, type Snapshot } from "./page.ts";
import { clear, isPicked } from "./picked.ts";
import { rehearse } from "./rehearsal.ts";
import { sectionsOf } from "./sections.ts";
import type { Store } from "./store.ts";
import type { CurvesPart as CurvesContent, Host, Payload } from "./types.ts";

/** Name of the performance measure from a pick to the new data handed to Vega. */
const PICK = "iw:pick";

export class ReportView {
  /** Resolves when everything is drawn for the first time. */
  readonly drawn: Promise<void>;
  readonly #root: HTMLElement;
  readonly #page: Page;
  readonly #parts: readonly Part[];
  readonly #undo: readonly (() => void)[];
  readonly #element = h("div", { class: "iw-page" });
  #snapshot: Snapshot;
  #width = 0;
  #turn = 0;

  constructor(root: HTMLElement, payload: Payload, store: Store, host: Pick<Host, "onZoom" | "kernel">) {
    this.#root = root;
    this.#page = new Page(payload, store, host.onZoom?.bind(host), host.kernel);
    this.#snapshot = this.#page.snapshot();
    this.#parts = this.#fill(payload);
    this.drawn = this.#draw(this.#parts, true);
    const charts = this.#parts.filter(({ isRehearsed }) => isRehearsed);
    this.#undo = [...this.#listen(store), rehearse(charts, this.#page, this.drawn)];
  }

  destroy(): void {
    for (const undo of this.#undo) undo();
    for (const part of this.#parts) part.destroy?.();
    this.#element.remove();
  }

  /** The part that shows training curves; none where there were none when the page was made. */
  get curves(): CurvesPart | undefined {
    return this.#parts.find((part) => part instanceof CurvesPart);
  }

  /** Show other curves in the charts there are, and what else they need. */
  async setCurves(part: CurvesPart, content: CurvesContent): Promise<void> {
    part.set(content);
    this.#parts.find((one) => one instanceof FindingsPart)?.set(content);
    await this.#draw([part], true);
  }

  #fill({ panels }: Payload): Part[] {
    const page = this.#page;
    const sections = sectionsOf(
      page,
      panels,
      (part) => void this.#draw(part ? [part] : this.#parts),
      () => {
        void this.#draw(this.#parts, true); // nothing that is folded has a size
      },
    );
    const navigation = new Navigation(page, sections);
    const facts = panels.includes("facts") && page.splits.length > 0 ? factsPart(page.report) : null;
    const elements = [facts, navigation, ...sections].flatMap((part) => part?.element ?? []);
    this.#element.toggleAttribute("data-long", page.classes.isLong);
    this.#element.append(...elements);
    this.#root.append(this.#element);
    return [navigation, ...sections.flatMap((section) => section.parts)];
  }

  #listen(store: Store): (() => void)[] {
    const sizes = new ResizeObserver(() => this.#resized());
    sizes.observe(this.#root);
    const keys = (event: KeyboardEvent) => this.#key(event);
    this.#root.addEventListener("keydown", keys);
    const ofClasses = this.#parts.filter(({ showsClasses }) => showsClasses);
    return [
      store.subscribe(() => this.#picked()),
      this.#page.classes.subscribe(() => void this.#draw(ofClasses)),
      () => sizes.disconnect(),
      () => this.#root.removeEventListener("keydown", keys),
    ];
  }

  #picked(): void {
    const start = performance.now();
    this.#snapshot = this.#page.snapshot();
    void this.#draw(this.#parts);
    performance.measure(PICK, { start, end: performance.now() });
  }

  /** Hands new data to the charts at once; they draw after this returns. */
  async #draw(parts: readonly Part[], sized = false): Promise<void> {
    this.#turn += 1;
    const turn = this.#turn;
    delete this.#root.dataset.ready;
    const built = parts.filter((part) => part.prepare?.(this.#snapshot));
    for (const part of sized ? parts : built) part.measure?.();
    if (sized && parts === this.#parts) this.#measured();
    await Promise.all(parts.map((part) => part.draw?.(this.#snapshot)));
    if (turn === this.#turn) this.#root.dataset.ready = "1";
  }

  /** On paper the page is made smaller as a whole, for which its width must be known. */
  #measured(): void {
    this.#width = this.#root.clientWidth;
    this.#root.style.setProperty("--iw-width", String(this.#width || 1200));
  }

  #resized(): void {
    const width = this.#root.clientWidth;
    if (width === 0 || width === this.#width) return;
    void this.#draw(this.#parts, true);
  }

  #key(event: KeyboardEvent): void {
    const { store } = this.#page;
    if (event.key !== "Escape" || !isPicked(store.picked)) return;
    event.preventDefault();
    event.stopPropagation();
    store.set(clear(store.picked));
  }
}
