/** Samples as they travel: images with what is annotated in them. Places are shares of the image as it is shown. */

import type { Picked } from "../types.ts";

export interface Samples {
  orders: string[];
  /** Whether there is a kernel to ask, as long as it runs. */
  live: boolean;
  /** Codes of problems whose images can be told, by split; all where it is left out. */
  codes?: Record<string, string[]>;
  /** Images that travel with the page, by split and class. */
  embedded?: Record<string, Record<string, EmbeddedItem[]>> | null;
}

export interface Item {
  /** Place of the image in its split. */
  row: number;
  name: string;
  path: string;
  /** Pixels as shown; null where they are not known. */
  width: number | null;
  height: number | null;
  /** Classes of the whole image, in classification. */
  labels: string[];
  objects: SampleObject[];
  /** Objects that were left out. */
  more: number;
  /** Images that it is a copy of. */
  originals?: Original[];
}

export interface Original {
  split: string;
  row: number;
  name: string;
  path: string;
}

export interface SampleObject {
  class: string;
  box: readonly [x: number, y: number, width: number, height: number] | null;
  /** Rings of x1, y1, x2, y2, ... */
  outline: readonly (readonly number[])[] | null;
  /** Place among the masks that were sent. */
  mask: number | null;
  /** Whether it is among what is picked. */
  matches: boolean;
  /** Percent of the image. */
  area: number | null;
  ratio: number | null;
  record: string | null;
  crowd: boolean;
}

export type PictureState = "ok" | "missing" | "damaged" | "refused";

/** What is told of a picture beside its bytes. */
export interface PictureHead {
  state: PictureState;
  reason: string;
  type: string;
  width: number;
  height: number;
}

export interface EmbeddedItem extends Item, Omit<PictureHead, "width" | "height"> {
  /** Base64. */
  data: string;
  masks?: string[];
}

export interface Query {
  readonly picked: Picked;
  readonly split: string;
  readonly order: string;
  readonly seed: number;
  readonly offset: number;
  readonly limit: number;
  /** Pixels of the longer side of a thumbnail. */
  readonly side: number;
}

export interface ListAnswer {
  kind: "samples";
  images: number;
  units: number;
  unplaced?: number;
  items: Item[];
}

export interface ThumbnailAnswer extends PictureHead {
  kind: "thumbnail";
  row: number;
}

export interface ImageAnswer extends PictureHead {
  kind: "image";
  item: Item;
}

export interface FailedAnswer {
  kind: "samples-error";
  text: string;
}

export type Answer = ListAnswer | ThumbnailAnswer | ImageAnswer | FailedAnswer;
