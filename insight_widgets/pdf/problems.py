"""What is wrong in the data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.export.names import shown
from insight_widgets.pdf.blocks import paragraphs, tables
from insight_widgets.texts.pdf import NO_PROBLEM
from insight_widgets.texts.report import PROBLEM_COLUMNS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from insight_widgets.pdf.blocks import Block

EXAMPLES, EXAMPLE_LENGTH = 3, 160
MEANING, EXAMPLE = 4, 5
"""Columns of words that share what room is left."""


def problem_blocks(document: Mapping[str, Any]) -> list[Block]:
    """Return the problems of the data, with examples; nothing for a report on curves alone."""
    if not document["splits"]:
        return []
    if not document["problems"]:
        return paragraphs([NO_PROBLEM])
    head = [*PROBLEM_COLUMNS.values()]
    rows = [head, *map(_row, document["problems"])]
    return tables(rows, words=[1, 2, MEANING, EXAMPLE], wide=[MEANING, EXAMPLE])


def _row(problem: Mapping[str, Any]) -> list[str]:
    examples = "; ".join(shown(text, EXAMPLE_LENGTH) for text in problem["examples"][:EXAMPLES])
    split, count = shown(problem["split"] or "", 20), f"{problem['count']:,}"
    return [problem["code"], problem["level"], split, count, problem["text"], examples]
