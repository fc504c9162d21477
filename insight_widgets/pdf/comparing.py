"""Train against validation (and test): what differs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.export.comparison_section import (
    comparison_title,
    comparisons_of,
    difference_rows,
    distribution_lines,
)
from insight_widgets.export.forest_chart import forest_chart
from insight_widgets.pdf.blocks import group, heading, lead, paragraphs, picture, tables
from insight_widgets.texts.sentences import parted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from insight_widgets.pdf.blocks import Block

MOST = 1000
"""Classes that differ and are listed."""


def comparison_blocks(document: Mapping[str, Any]) -> list[Block]:
    """Return every comparison of train with another split; nothing where there is none."""
    found = comparisons_of(document)
    titles = len(found) > 1
    return [block for one in found for block in _compared(one, titled=titles)]


def _compared(found: Mapping[str, Any], *, titled: bool) -> list[Block]:
    rows = difference_rows(found, MOST)
    table = tables(rows) if len(rows) > 1 else []
    title = [heading(comparison_title(found))] if titled else []
    drawn = picture(forest_chart(found)) if found["classes"] else []
    return [group(*title, *lead(parted(found)), *drawn), *table, *paragraphs(distribution_lines(found))]
