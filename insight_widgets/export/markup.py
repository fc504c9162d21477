"""Plain HTML: paragraphs and tables that read well without any style sheet."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from insight_widgets.export.names import shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

ISOLATED = "\N{FIRST STRONG ISOLATE}{}\N{POP DIRECTIONAL ISOLATE}"


def paragraph(words: str) -> str:
    """Return a paragraph of text; nothing where there is none."""
    return f"<p>{escape(words)}</p>\n" if words else ""


def heading(level: int, words: str) -> str:
    """Return a heading, whose direction of writing is its own."""
    return f"<h{level}>{isolated(words)}</h{level}>\n"


def isolated(name: str) -> str:
    """Return a name as markup that leaves the direction of writing around it alone."""
    return f"<bdi>{escape(name)}</bdi>"


def in_words(name: object) -> str:
    """Return a name for a sentence that is no markup, such as the description of a picture."""
    return ISOLATED.format(shown(name))


def table(rows: Sequence[Sequence[str]], *, words: Collection[int] = ()) -> str:
    """Return a table; everything in it is text.

    Parameters
    ----------
    rows : sequence of sequence of str
        The first row is the heading; the first cell of each further row is its name.
    words : collection of int
        Further columns of words; the others, of numbers, are aligned right.
    """
    head, *body = rows
    sides = ["left" if column in {0, *words} else "right" for column in range(len(head))]
    headings = "".join(_cell("th", side, escape(cell)) for side, cell in zip(sides, head, strict=True))
    lines = "".join(_row(sides, row) for row in body)
    parts = f"<thead><tr>{headings}</tr></thead>\n<tbody>\n{lines}</tbody>"
    return f'<table cellpadding="4">\n{parts}\n</table>\n'


def _row(sides: Sequence[str], row: Sequence[str]) -> str:
    name, *cells = row
    first = _cell("th", "left", isolated(name), ' scope="row"')
    rest = (_cell("td", side, escape(cell)) for side, cell in zip(sides[1:], cells, strict=True))
    return f"<tr>{first}{''.join(rest)}</tr>\n"


def _cell(kind: str, side: str, inner: str, more: str = "") -> str:
    """Return a cell; Jupyter's own style puts cells to the right, but not what is in them."""
    held = f'<div align="left">{inner}</div>' if side == "left" and inner else inner
    return f'<{kind} align="{side}"{more}>{held}</{kind}>'
