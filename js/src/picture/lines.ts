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
    return broken(text).map(({ from, to, rect }) => ({
      ...fitting(text.data.slice(from, to), parent, rect),
      style,
    }));
  });
}

interface Piece {
  from: number;
  to: number;
  rect: DOMRect;
}

/** The pieces of a text that stand in one line each. */
function broken(text: Text): Piece[] {
  const range = document.createRange();
  const pieces: Piece[] = [];
  for (const { index, 0: word } of text.data.matchAll(/\S+/g)) {
    const piece = { from: index, to: index + word.length };
    range.setStart(text, piece.from);
    range.setEnd(text, piece.to);
    const rect = range.getBoundingClientRect();
    const last = pieces.at(-1);
    if (last && Math.abs(last.rect.top - rect.top) < rect.height / 2) {
      last.to = piece.to;
      last.rect = union(last.rect, rect);
    } else pieces.push({ ...piece, rect });
  }
  return pieces;
}

function union(a: DOMRect, b: DOMRect): DOMRect {
  const left = Math.min(a.left, b.left);
  const top = Math.min(a.top, b.top);
  return new DOMRect(left, top, Math.max(a.right, b.right) - left, Math.max(a.bottom, b.bottom) - top);
}

/** A text that is cut on the page is cut in the picture: at its right, or where it runs so at its left. */
function fitting(text: string, parent: HTMLElement, rect: DOMRect): Omit<TextLine, "style"> {
  const box = parent.getBoundingClientRect();
  const left = Math.max(box.left, rect.left);
  const room = Math.min(box.right, rect.right) - left;
  const isCut = getComputedStyle(parent).overflowX !== "visible" && rect.width > room + 1 && room > 0;
  if (!isCut) return { text, rect };
  const letters = [...text];
  const kept = Math.max(1, Math.floor((letters.length * room) / rect.width) - 1);
  return {
    text: `${letters.slice(0, kept).join("")}…`,
    rect: new DOMRect(left, rect.top, room, rect.height),
  };
}
