/** A colour a class, by its place in the class list: the same on every image and every page. */

/** Neighbours lie far from each other, and no hue comes twice. */
const GOLDEN_ANGLE = 137.508;
const FIRST_HUE = 145;

/** Light enough for black text on them, in turns. */
const LIGHTNESS = [0.8, 0.72, 0.88];

export function colourOf(place: number): string {
  const hue = (FIRST_HUE + GOLDEN_ANGLE * Math.max(place, 0)) % 360;
  return `oklch(${LIGHTNESS[place % LIGHTNESS.length] ?? LIGHTNESS[0]} 0.16 ${hue.toFixed(1)})`;
}

/** Colours by class name; of a name that is in no list the first. */
export function paletteOf(classes: readonly string[]): (name: string) => string {
  const places = new Map(classes.map((name, place) => [name, place]));
  return (name) => colourOf(places.get(name) ?? 0);
}
