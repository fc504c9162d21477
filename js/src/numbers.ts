/** Numbers as text. Percents are rounded half up, from whole counts, so that no float decides. */

const GROUPED = new Intl.NumberFormat("en-US");
const PRECISE = new Intl.NumberFormat("en-US", { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });

export function countText(count: number): string {
  return GROUPED.format(count);
}

export function decimalText(value: number | null): string {
  if (value === null) return "–";
  return Number.isInteger(value) || Math.abs(value) >= 1000
    ? GROUPED.format(Math.round(value))
    : PRECISE.format(value);
}

/** "29%" */
export function wholePercent(count: number, total: number): string {
  const percent = halfUp(count, total, 100);
  return percent === 0 && count > 0 ? "<1%" : `${percent}%`;
}

/** "29%", but "4.2%" under ten, where a whole percent would say too little. */
export function percent(count: number, total: number): string {
  const tenths = halfUp(count, total, 1000);
  if (tenths >= 100) return wholePercent(count, total);
  return tenths === 0 && count > 0 ? "<0.1%" : `${tenths / 10}%`;
}

function halfUp(count: number, total: number, unit: number): number {
  return total > 0 ? Math.floor((2 * unit * count + total) / (2 * total)) : 0;
}

const SINGULAR: Record<string, string> = {
  images: "image",
  labels: "label",
  boxes: "box",
  masks: "mask",
  classes: "class",
};

/** "1 box", "1,234 boxes" */
export function counted(count: number, unit: string): string {
  return `${countText(count)} ${count === 1 ? (SINGULAR[unit] ?? unit) : unit}`;
}
