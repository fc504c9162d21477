/** What to do next: a short list, each of which picks what it speaks of and leads to where it is shown. */

import { h } from "../dom.ts";
import type { Page, Part } from "../page.ts";
import { clear } from "../picked.ts";
import { scrollTo } from "../scrolling.ts";
import { FINDINGS } from "../texts/findings.ts";
import type { ReportDocument } from "../types.ts";
import type { Finding } from "./types.ts";

type Content = Pick<ReportDocument, "findings" | "findings_text">;

export class FindingsPart implements Part {
  readonly element = h("div", { class: "iw-findings" });
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.set(page.report);
  }

  /** Show other findings: curves that grow may say something else. */
  set({ findings, findings_text }: Content): void {
    const items = findings.map((finding) => this.#item(finding));
    const list = h("ol", { attributes: { "aria-label": FINDINGS.list } }, ...items);
    const rest = h("p", { class: findings.length > 0 ? "iw-note" : "iw-headline", text: findings_text });
    this.element.replaceChildren(...(items.length > 0 ? [list] : []), ...(findings_text ? [rest] : []));
  }

  #item(finding: Finding): HTMLElement {
    const number = h("strong", { class: "iw-finding-number", text: finding.number });
    const text = h("span", { class: "iw-finding-text", text: finding.text });
    const attributes = { type: "button", title: FINDINGS.hint };
    const on = { click: () => this.#go(finding) };
    const button = h("button", { class: "iw-finding", attributes, on }, number, " ", text);
    return h("li", {}, button, h("p", { class: "iw-finding-action", text: finding.action }));
  }

  /** Pick it, and let the keyboard go on at its section. */
  #go({ picked, section }: Finding): void {
    const { store } = this.#page;
    store.set(picked ?? clear(store.picked));
    const target = this.element.closest(".iw")?.querySelector<HTMLElement>(`[data-section="${section}"]`);
    if (!target) return;
    target.querySelector<HTMLElement>(".iw-fold")?.focus({ preventScroll: true });
    scrollTo(target);
  }
}
