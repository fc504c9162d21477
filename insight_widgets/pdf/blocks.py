"""What a section is made of: headings, sentences, pictures and tables, as plain JSON for the template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.export.names import clean, letters
from insight_widgets.pdf.directions import turned_back
from insight_widgets.pdf.lettering import lettered
from insight_widgets.pdf.room import fits_in_half

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from insight_widgets.export.svg import Chart

    Block = dict[str, Any]

SHORT_NAME = 30
"""Columns of a terminal up to which names leave the table as narrow as it is."""

MOST_NUMBERS = 8
"""Columns of numbers that a page has room for; a wider table is set in parts, one below the other."""


MANY = 24
"""Rows of a narrow table from which on it is set in two columns."""


def heading(text: str, level: int = 2) -> Block:
    """Return a heading; those of level 2 stand in the index."""
    return {"kind": "heading", "text": text, "level": level}


def paragraphs(texts: Iterable[str]) -> list[Block]:
    """Return sentences, each a paragraph; empty ones are passed over."""
    return [{"kind": "paragraph", "text": turned_back(text)} for text in texts if text]


def note(text: str) -> list[Block]:
    """Return a sentence in small print; nothing for none."""
    return [{"kind": "note", "text": turned_back(text)}] if text else []


def strong(text: str) -> list[Block]:
    """Return a sentence that stands out; nothing for none."""
    return [{"kind": "strong", "text": turned_back(text)}] if text else []


def lead(sentence: dict[str, str] | None) -> list[Block]:
    """Return a number and its sentence; nothing for none."""
    if not sentence:
        return []
    return [{"kind": "lead", "number": sentence["number"], "text": turned_back(clean(sentence["text"]))}]


def steps(texts: Sequence[str]) -> list[Block]:
    """Return a numbered list; nothing for an empty one."""
    return [{"kind": "steps", "items": [turned_back(text) for text in texts]}] if texts else []


def picture(chart: Chart | None) -> list[Block]:
    """Return a chart, with words for who cannot see it; nothing for none."""
    return [{"kind": "picture", "words": chart.words, **lettered(chart.picture)}] if chart else []


def group(*blocks: Block) -> Block:
    """Return blocks that stay on one page."""
    return {"kind": "group", "blocks": list(blocks)}


def tables(
    rows: Sequence[Sequence[str]],
    *,
    words: Collection[int] = (),
    wide: Sequence[int] | None = None,
    marks: Sequence[str | None] | None = None,
) -> list[Block]:
    """Return a table, in parts where its columns of numbers are more than a page has room for.

    Parameters
    ----------
    rows : sequence of sequence of str
        The first row is the heading, which stands on every page again; the first cell of a row is its name.
    words : collection of int
        Further columns of words; in a table in parts they stand right behind the first, in every part.
    wide : sequence of int, optional
        The columns that share what room is left; without it the first one, where its names are long.
    marks : sequence of str or None, optional
        A verdict a row, shown as a coloured square in the last column of words.
    """
    if wide is None:
        wide = [0] if max(letters(row[0]) for row in rows) > SHORT_NAME else []
    fixed = 1 + len(words)
    if len(rows[0]) - fixed <= MOST_NUMBERS:
        return [_table(rows, words, wide, marks)]
    starts = range(fixed, len(rows[0]), MOST_NUMBERS)
    parts = ([[*row[:fixed], *row[at : at + MOST_NUMBERS]] for row in rows] for at in starts)
    return [_table(part, words, wide, marks) for part in parts]


def _table(
    rows: Sequence[Sequence[str]],
    words: Collection[int],
    wide: Sequence[int],
    marks: Sequence[str | None] | None,
) -> Block:
    return {
        "kind": "table",
        "head": list(rows[0]),
        "rows": [list(row) for row in rows[1:]],
        "words": sorted(words),
        "wide": list(wide),
        "marks": None if marks is None else list(marks),
        "mark-column": max(words, default=0),
        "beside": len(rows) > MANY and not wide and fits_in_half(rows),
    }
