/** Cells of a table as values: to sort by, to copy, and as CSV. */

export type Cell = string | Node;

export function textOf(cell: Cell): string {
  return typeof cell === "string" ? cell : (cell.textContent ?? "");
}

const NUMBER = /^(<?)([-+]?[\d,]+(?:\.\d+)?(?:e[-+]?\d+)?)\s?%?$/i;

/** The number that a cell shows ("1,234", "+5", "4.2%", "<0.1%"); null where it shows none. */
export function numberOf(cell: Cell): number | null {
  const found = NUMBER.exec(textOf(cell).trim());
  if (!found) return null;
  const value = Number(found[2].replaceAll(",", ""));
  return found[1] ? value / 2 : value;
}

const WORDS = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Numbers before words, and what is empty last, whichever way is sorted. */
export function compareCells(a: Cell, b: Cell, descending: boolean): number {
  const [x, y] = [numberOf(a), numberOf(b)];
  const turn = descending ? -1 : 1;
  if (x !== null && y !== null) return turn * (x - y);
  if (x !== null || y !== null) return x !== null ? -1 : 1;
  const [s, t] = [textOf(a), textOf(b)];
  if (isEmpty(s) || isEmpty(t)) return Number(isEmpty(s)) - Number(isEmpty(t));
  return turn * WORDS.compare(s, t);
}

function isEmpty(text: string): boolean {
  return text === "" || text === "–";
}

/** Lines of cells parted by tabs, as spreadsheets take them. */
export function tabbed(lines: readonly (readonly string[])[]): string {
  return lines.map((line) => line.map((cell) => cell.replaceAll(/[\t\r\n]+/g, " ")).join("\t")).join("\n");
}

/** Lines of cells as CSV (RFC 4180). */
export function csv(lines: readonly (readonly string[])[]): string {
  return lines.map((line) => `${line.map(quoted).join(",")}\r\n`).join("");
}

function quoted(cell: string): string {
  const text = harmless(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A name that a spreadsheet would take for a formula is made text. */
function harmless(text: string): string {
  return /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
}

const GROUPED = /^[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$/;

/** A cell for a program to read: a number without the commas and plus that people read it by. */
export function plain(cell: Cell): string {
  const text = textOf(cell);
  return GROUPED.test(text) ? text.replaceAll(/[,+]/g, "") : text;
}

/** A file's name made of a title. */
export function fileName(title: string, suffix: string): string {
  const name = title
    .replaceAll(/[^\p{L}\p{N}]+/gu, "_")
    .replaceAll(/^_+|_+$/g, "")
    .slice(0, 60);
  return `${name || "insight"}.${suffix}`;
}
