/** Arithmetic without rounding: ratios as they are written, and products of any size. */

/** A ratio as a fraction: 0.55 is 55/100, not the nearest number of two. */
export interface Ratio {
  readonly over: bigint;
  readonly under: bigint;
}

const DECIMAL = /^(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i;

export function ratioOf(value: number): Ratio {
  const [, whole = "", part = "", exponent = "0"] = DECIMAL.exec(String(value)) ?? [];
  const power = Number(exponent) - part.length;
  const over = BigInt(whole + part);
  return power < 0
    ? { over, under: 10n ** BigInt(-power) }
    : { over: over * 10n ** BigInt(power), under: 1n };
}

/** ceil(ratio * number / parts) */
export function ceilShare({ over, under }: Ratio, number: number, parts = 1): number {
  const divisor = under * BigInt(parts);
  return Number((over * BigInt(number) + divisor - 1n) / divisor);
}

/** floor(a * b / c); where the product is small enough, a quotient of numbers is never rounded past a whole. */
export function floorOf(a: number, b: number, c: number): number {
  const product = a * b;
  return product <= Number.MAX_SAFE_INTEGER
    ? Math.floor(product / c)
    : Number((BigInt(a) * BigInt(b)) / BigInt(c));
}

/** ceil(a * b / c) */
export function ceilOf(a: number, b: number, c: number): number {
  const product = a * b;
  return product <= Number.MAX_SAFE_INTEGER
    ? Math.ceil(product / c)
    : Number((BigInt(a) * BigInt(b) + BigInt(c) - 1n) / BigInt(c));
}

export function sumOf(numbers: readonly number[]): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum;
}

/** The largest number up to `most` that something holds for; it holds for 0 and for all between. */
export function lastThat(most: number, holds: (number: number) => boolean): number {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}
