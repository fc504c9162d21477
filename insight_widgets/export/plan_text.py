"""A plan as text for a terminal, and as CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.export.csv_text import csv_text
from insight_widgets.export.names import fit, shown
from insight_widgets.export.text import INDENT, MOST_CLASSES, NAME_WIDTH, aligned
from insight_widgets.plan_table import COLUMNS
from insight_widgets.texts.report import (
    PLAN,
    VERDICTS,
    and_more,
    plan_columns,
)

if TYPE_CHECKING:
    from insight_widgets.plan_table import PlanTable

NUMBERS = {1, 2, 3, 4}
"""Columns that hold numbers."""


def plan_as_text(table: PlanTable) -> str:
    """Return a plan as text: what it comes to, by which rule, and the classes that are added to.

    Returns
    -------
    str
        Lines without an end of line behind the last one.
    """
    facts = table.facts
    head = [PLAN, INDENT + facts["text"], INDENT + facts["rule"]]
    added = [dict(zip(COLUMNS, row, strict=True)) for row in table.rows if row[COLUMNS.index("add_labels")]]
    if not added:
        return "\n".join(head)
    names = plan_columns(facts["unit"])
    rows = [
        [
            fit(shown(row["class"]), NAME_WIDTH),
            *(f"{row[name]:,}" for name in ("count", "add_labels", "add_images", "expected_labels")),
            VERDICTS[row["verdict"]],
            VERDICTS[row["verdict_after"]],
        ]
        for row in added[:MOST_CLASSES]
    ]
    more = len(added) - MOST_CLASSES
    rest = [INDENT + and_more(more, "classes")] if more > 0 else []
    return "\n".join([*head, "", *aligned([names, *rows], NUMBERS), *rest])


def plan_as_csv(table: PlanTable) -> str:
    """Return all rows of a plan as CSV, the names of the columns first."""
    return csv_text([COLUMNS, *table.rows])
