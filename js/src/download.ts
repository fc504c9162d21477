/** Hands a file made on the page to the reader; nothing leaves the machine. */

import { h } from "./dom.ts";

export function download(name: string, content: BlobPart, type: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  h("a", { attributes: { href: address, download: name } }).click();
  setTimeout(() => URL.revokeObjectURL(address));
}
