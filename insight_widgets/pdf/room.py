"""How much room blocks take, about, before they are set: what is short, what is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.export.text_width import text_width

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

THIRD, HALF = 260, 210
"""Points that a third of a page has in height, and a half in width, on the smaller paper."""

LINE, LETTERS = 14, 80
"""Points and letters of a line."""

BETWEEN, PADDING, SIZE = 12, 10, 8
"""Points between blocks, beside the text of a cell, and of its letters."""

PICTURE_SCALE = 0.64
"""Points a pixel."""


def is_short(blocks: Iterable[Mapping[str, Any]]) -> bool:
    """Whether blocks take a third of a page at most."""
    return sum(map(_height, blocks)) <= THIRD


def fits_in_half(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table is so narrow that a page has room for two of it, side by side."""
    columns = zip(*rows, strict=True)
    return sum(PADDING + max(text_width(cell, SIZE) for cell in set(column)) for column in columns) <= HALF


def _height(block: Mapping[str, Any]) -> float:
    if block["kind"] == "group":
        return sum(map(_height, block["blocks"]))
    if block["kind"] == "picture":
        return BETWEEN + PICTURE_SCALE * float(block["height"])
    return BETWEEN + LINE * sum(
        map(_lines, block.get("rows") or block.get("items") or [block.get("text", "")])
    )


def _lines(words: str | Sequence[str]) -> int:
    """Return how many lines a paragraph takes, or the row of a table."""
    return 1 + len(words if isinstance(words, str) else max(words, key=len)) // LETTERS
