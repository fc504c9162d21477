/** Pictures that the browser holds under URLs of its own, until they are released. */

import type { EmbeddedItem, PictureHead } from "./types.ts";

export interface Picture extends PictureHead {
  /** Empty where there is nothing to show. */
  readonly url: string;
  readonly masks: readonly string[];
}

export function pictureOf(head: PictureHead, [image, ...masks]: readonly DataView[]): Picture {
  const { state, reason, type, width, height } = head;
  const shown = state === "ok" && image !== undefined;
  const url = shown ? urlOf(image, type) : "";
  return {
    state,
    reason,
    type,
    width,
    height,
    url,
    masks: shown ? masks.map((mask) => urlOf(mask, "image/png")) : [],
  };
}

export function embeddedPicture(item: EmbeddedItem): Picture {
  const head = { ...item, width: item.width ?? 1, height: item.height ?? 1 };
  return pictureOf(head, item.data ? [item.data, ...(item.masks ?? [])].map(bytesOf) : []);
}

export function release({ url, masks }: Picture): void {
  for (const one of [url, ...masks]) if (one) URL.revokeObjectURL(one);
}

function urlOf({ buffer, byteOffset, byteLength }: DataView, type: string): string {
  return URL.createObjectURL(
    new Blob([new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength)], { type }),
  );
}

function bytesOf(base64: string): DataView {
  return new DataView(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)).buffer);
}
