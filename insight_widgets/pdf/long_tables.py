"""Long lists in tables: every class up to many, then the longest and the shortest and a word on the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from insight_widgets.export.excerpt import Excerpt, excerpt
from insight_widgets.pdf.blocks import note
from insight_widgets.texts.pdf import left_out_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.pdf.blocks import Block

Item = TypeVar("Item")

LONGEST, SHORTEST = 500, 1000
"""Classes of a table, at the most; the shortest need labels most."""

DETAILED_LONGEST, DETAILED_SHORTEST = 100, 200
"""The same of tables with many columns, or several rows a class."""


def kept(classes: Sequence[Item], *, detailed: bool = False) -> Excerpt[Item]:
    """Return the classes that a table lists, of a list with the longest first."""
    if detailed:
        return excerpt(classes, DETAILED_LONGEST, DETAILED_SHORTEST)
    return excerpt(classes, LONGEST, SHORTEST)


def with_gap(rows: Sequence[Sequence[str]], found: Excerpt[Item], each: int = 1) -> list[Sequence[str]]:
    """Return the rows of the kept classes, `each` a class, with a line where others are left out."""
    at = each * len(found.first)
    blanks = [""] * (len(rows[0]) - 1) if rows else []
    return [*rows[:at], *([gap, *blanks] for gap in found.gap), *rows[at:]]


def told(found: Excerpt[Item]) -> list[Block]:
    """Return how many classes are left out, and where they are; nothing where none is."""
    if not found.left_out:
        return []
    return note(left_out_text(found.left_out, len(found.first), len(found.last)))
