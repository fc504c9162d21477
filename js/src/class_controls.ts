/** Search and order of the classes, above each chart of classes; all of them show the same state. */

import type { Sorting } from "./class_list.ts";
import { h } from "./dom.ts";
import type { Page } from "./page.ts";
import { texts } from "./texts/report.ts";

const SORTINGS: Record<Sorting, string> = {
  count: "count",
  name: "name",
  difference: "difference",
};

/** Fewer classes than that are seen at a glance in any order. */
const SORTED = 6;

export function classControls({ classes, splits }: Pick<Page, "classes" | "splits">): HTMLElement {
  if (classes.names.length < SORTED) return h("div", { attributes: { hidden: true } });
  const parts = [classes.isLong ? searchBox(classes) : null, sortBox(classes, splits.length > 1)];
  return h("div", { class: "iw-controls" }, ...parts);
}

type List = Page["classes"];

function searchBox(classes: List): HTMLElement {
  const input = h("input", {
    class: "iw-search",
    attributes: { type: "search", placeholder: texts.findClass, "aria-label": texts.findClass, dir: "auto" },
    on: {
      input: () => classes.searchFor(input.value),
      keydown: (event: KeyboardEvent) => {
        if (event.key !== "Escape" || !input.value) return;
        event.stopPropagation();
        event.preventDefault();
        classes.searchFor("");
      },
    },
  });
  classes.subscribe(() => {
    if (input.value !== classes.search) input.value = classes.search;
  });
  return input;
}

function sortBox(classes: List, hasSplits: boolean): HTMLElement {
  const sortings = (Object.keys(SORTINGS) as Sorting[]).filter(
    (sorting) => hasSplits || sorting !== "difference",
  );
  const options = sortings.map((value) => h("option", { text: SORTINGS[value], attributes: { value } }));
  const select = h("select", { on: { change: () => classes.sortBy(select.value as Sorting) } }, ...options);
  select.value = classes.sorting;
  classes.subscribe(() => {
    select.value = classes.sorting;
  });
  return h("label", { class: "iw-sort", text: texts.sortBy }, select);
}
