/** What is compared: the classes and each distribution, with how far they lie apart; one of them is looked at. */

import { h } from "../dom.ts";
import { COMPARED } from "../texts/comparison.ts";
import type { Comparison } from "./types.ts";

/** The classes, or a place in the list of distributions. */
export type Choice = "classes" | number;

/** A line of the table: the classes, or all distributions of one statistic (one, or one a class). */
interface Line {
  readonly title: string;
  readonly choices: readonly Choice[];
  readonly differing: number;
  readonly of: number;
  readonly cells: readonly string[];
}

export function choiceTable(
  found: Comparison,
  chosen: Choice,
  choose: (choice: Choice) => void,
): HTMLElement {
  const head = COMPARED.columns.map((text) => h("th", { text, attributes: { scope: "col" } }));
  const rows = lines(found).map((line) => row(line, found, chosen, choose));
  return h(
    "div",
    {
      class: "iw-table iw-compared",
      attributes: { tabindex: 0, role: "region", "aria-label": COMPARED.what },
    },
    h("table", {}, h("thead", {}, h("tr", {}, ...head)), h("tbody", {}, ...rows)),
  );
}

function lines(found: Comparison): Line[] {
  const { classes, tested, distributions, js, psi } = found;
  const first: Line = {
    title: COMPARED.classes,
    choices: ["classes"],
    differing: classes.differs.length,
    of: tested,
    cells: ["", decimal(js), decimal(psi)],
  };
  const ids = [...new Set(distributions.map(({ id }) => id))];
  return [first, ...ids.map((id) => lineOf(id, found))];
}

function lineOf(id: string, { distributions, left_out }: Comparison): Line {
  const choices = [...distributions.keys()].filter((place) => distributions[place].id === id);
  const all = choices.map((place) => distributions[place]);
  const [{ title, change, js, psi, rows }] = all;
  if (all[0].class === undefined)
    return {
      title,
      choices,
      differing: rows.differs.length,
      of: rows.names.length,
      cells: [change, decimal(js), decimal(psi)],
    };
  const differing = all.filter((one) => one.rows.differs.length > 0).length;
  return { title, choices, differing, of: all.length + left_out, cells: ["", "", ""] };
}

function row(line: Line, found: Comparison, chosen: Choice, choose: (choice: Choice) => void): HTMLElement {
  const isChosen = line.choices.includes(chosen);
  const go = () => choose(isChosen ? chosen : line.choices[0]);
  const pressed = { type: "button", "aria-pressed": String(isChosen) };
  const button = h("button", { text: line.title, attributes: pressed, on: { click: go } });
  const classes = isChosen && line.choices.length > 1 ? classBox(line, found, chosen, choose) : null;
  const tone = line.differing > 0 ? "iw-tone-serious" : "";
  const cells = line.cells.map((text) => h("td", { text }));
  return h(
    "tr",
    {},
    h("th", { attributes: { scope: "row" } }, button, classes),
    h("td", { class: tone, text: COMPARED.differing(line.differing, line.of) }),
    ...cells,
  );
}

/** Which class, where there is one distribution a class. */
function classBox(
  { choices }: Line,
  { distributions }: Comparison,
  chosen: Choice,
  choose: (choice: Choice) => void,
): HTMLElement {
  const options = choices.map((choice) => {
    const { class: name = "", rows } = distributions[choice as number];
    const text = rows.differs.length > 0 ? `${name} (${COMPARED.differs})` : name;
    return h("option", { text, attributes: { value: choice, selected: choice === chosen } });
  });
  const select = h(
    "select",
    { attributes: { "aria-label": COMPARED.ofClass }, on: { change: () => choose(Number(select.value)) } },
    ...options,
  );
  return select;
}

function decimal(number: number | null): string {
  return number === null ? "–" : number.toFixed(2);
}
