/** What the page says of sizes at the input of a network and of places in the image. */

import { countText } from "../numbers.ts";

export const ALL_CLASSES = "All classes";
export const INPUT_SIZE = "Input size";
export const TABLE = "Table";

export const pixels = (size: number) => `${size} px`;
export const under = (limit: number) => `under ${limit} px`;
export const between = (low: number, high: number) => `${low} to ${high} px`;
export const atLeast = (limit: number) => `${limit} px and more`;

/** "At 640 px, 41% of the boxes of dog are under 32 px and 12% under 8 px in train; 38% and 10% in val." */
export function sizeSentence(
  inputSize: number,
  classes: string,
  [largest, smallest]: readonly [largest: number, smallest: number],
  shares: readonly { readonly split: string; readonly small: string; readonly tiny: string }[],
): string {
  const of = classes ? ` of ${classes}` : "";
  const [first, ...others] = shares;
  if (!first) return `At ${pixels(inputSize)}, nothing is known of the sizes of the boxes${of}.`;
  const parts = [
    `At ${pixels(inputSize)}, ${first.small} of the boxes${of} are under ${pixels(largest)} and ${first.tiny} under ${pixels(smallest)} in ${first.split}`,
    ...others.map(({ split, small, tiny }) => `${small} and ${tiny} in ${split}`),
  ];
  return `${parts.join("; ")}.`;
}

export const smallestClass = (name: string, share: string, limit: number, split: string) =>
  `Smallest: ${name}, ${share} under ${pixels(limit)} in ${split}.`;

export const SIZES_NOT_NARROWED =
  "Sizes are counted by class alone: what is picked of area, ratio and boxes in the image does not narrow them.";
export const PLACES_NOT_NARROWED =
  "Places are counted by class and area alone: what is picked of ratio and boxes in the image does not narrow them.";

export const sizesCut = (classes: number) =>
  `The page has no room for the sizes of the ${countText(classes)} classes with the fewest boxes; report.sizes() in Python has them.`;
export const placesCut = (classes: number) =>
  `The page has no room for the places of the ${countText(classes)} classes with the fewest boxes; report.positions() in Python has them.`;
export const NOT_HERE = "not in this page";

/** Ninths of the image, row by row from the top left. */
export const NINTHS = [
  "top left",
  "top middle",
  "top right",
  "middle left",
  "middle",
  "middle right",
  "bottom left",
  "bottom middle",
  "bottom right",
] as const;

/** "57% of the boxes of train lie in the middle ninth of the image" */
export const mostLie = (share: string, split: string, ninth: string) =>
  `${share} of the boxes in ${split} lie in the ${ninth} ninth of the image`;
export const noPlaces = (split: string) => `no place is known of a box in ${split}`;

export const NINTH = "Ninth of the image";
export const ROW = "Row from the top";
export const CELL_SHARES = "boxes by column from the left, %";
export const NONE = "none";
export const upTo = (share: string) => `up to ${share}`;
export const scaleWords = (even: string) =>
  `of the boxes of the split in one cell; spread evenly, each would have ${even}.`;
export const cellWords = (across: number, down: number, amount: string) =>
  `column ${across}, row ${down}: ${amount}`;
export const mapDescription = (title: string, split: string, most: string) =>
  `${title}, ${split}: a grid over the image, darker or brighter where more centres of boxes lie. ${most}. The table below has the numbers.`;
export const sizeDescription = (title: string, split: string) =>
  `${title}, ${split}: a bar a class, parted by size, in percent; the table below has the numbers.`;
