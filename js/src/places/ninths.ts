/** Ninths of the image, from the cells of a grid that three divides. */

import { percent } from "../numbers.ts";
import { mostLie, NINTHS, noPlaces } from "../texts/places.ts";

/** Boxes by ninth, row by row from the top left. */
export function ninthsOf(boxes: Float64Array, grid: number): number[] {
  const ninths = NINTHS.map(() => 0);
  const third = grid / 3;
  boxes.forEach((count, cell) => {
    const down = Math.floor(Math.floor(cell / grid) / third);
    const across = Math.floor((cell % grid) / third);
    ninths[3 * down + across] += count;
  });
  return ninths;
}

/** Where most boxes of a split lie. */
export function mostOf(boxes: Float64Array, grid: number, split: string): string {
  const ninths = ninthsOf(boxes, grid);
  const total = ninths.reduce((sum, count) => sum + count, 0);
  if (total === 0) return noPlaces(split);
  const most = Math.max(...ninths);
  return mostLie(percent(most, total), split, NINTHS[ninths.indexOf(most)]);
}
