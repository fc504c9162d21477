/** Words of a page line by line, as the browser broke them. */

export interface TextLine {
  readonly text: string;
  readonly rect: DOMRect;
  readonly style: CSSStyleDeclaration;
}

export function linesOf(texts: readonly Text[]): TextLine[] {
  return texts.flatMap((text) => {
    const parent = text.parentElement as HTMLElement;
    const style = getComputedStyle(parent);
    return broken(text).map((piece) => ({ ...fitting(text, piece, parent, style), style }));
  });
}

interface Piece {
  from: number;
  to: number;
  rect: DOMRect;
}

/** The pieces of a text that stand in one line each. */
function broken(text: Text): Piece[] {
  const pieces: Piece[] = [];
  for (const piece of [...text.data.matchAll(/\S+/g)].flatMap(({ index, 0: word }) =>
    unbroken(text, index, word),
  )) {
    const last = pieces.at(-1);
    if (last && Math.abs(last.rect.top - piece.rect.top) < piece.rect.height / 2) {
      last.to = piece.to;
      last.rect = union(last.rect, piece.rect);
    } else pieces.push(piece);
  }
  return pieces;
}

/** A word; letter by letter where it does not stand in one line. */
function unbroken(text: Text, from: number, word: string): Piece[] {
  const tops = new Set([...rangeOf(text, from, from + word.length).getClientRects()].map(({ top }) => top));
  const parts = tops.size > 1 ? [...word] : [word];
  let at = from;
  return parts.map((part) => {
    const piece = { from: at, to: at + part.length, rect: rectOf(text, at, at + part.length) };
    at = piece.to;
    return piece;
  });
}

function rangeOf(text: Text, from: number, to: number): Range {
  const range = document.createRange();
  range.setStart(text, from);
  range.setEnd(text, to);
  return range;
}

function rectOf(text: Text, from: number, to: number): DOMRect {
  return rangeOf(text, from, to).getBoundingClientRect();
}

function union(a: DOMRect, b: DOMRect): DOMRect {
  const left = Math.min(a.left, b.left);
  const top = Math.min(a.top, b.top);
  return new DOMRect(left, top, Math.max(a.right, b.right) - left, Math.max(a.bottom, b.bottom) - top);
}

/** A text that is cut on the page is cut in the picture: at its right, or where it runs so at its left. */
function fitting(
  text: Text,
  { from, to, rect }: Piece,
  parent: HTMLElement,
  { overflowX, fontSize }: CSSStyleDeclaration,
): Omit<TextLine, "style"> {
  const box = parent.getBoundingClientRect();
  const left = Math.max(box.left, rect.left);
  const room = Math.min(box.right, rect.right) - left;
  const words = text.data.slice(from, to);
  if (overflowX === "visible" || rect.width <= room + 1 || room <= 0) return { text: words, rect };
  const kept = lettersIn(text, from, words, room - Number.parseFloat(fontSize));
  return { text: `${kept}…`, rect: new DOMRect(left, rect.top, room, rect.height) };
}

/** As many of the first letters as have room, one at least. */
function lettersIn(text: Text, from: number, words: string, room: number): string {
  let kept = "";
  for (const letter of words) {
    const next = kept + letter;
    if (kept && rectOf(text, from, from + next.length).width > room) break;
    kept = next;
  }
  return kept.trimEnd();
}
