"""Rows of the tables that every way of writing a report has; the first row is the heading."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.export.excerpt import FIRST, LAST, excerpt
from insight_widgets.export.names import shown
from insight_widgets.percent import NOTHING, percent_text
from insight_widgets.texts.report import IMAGES, SPLIT, VERDICTS, addition, verdict_columns

if TYPE_CHECKING:
    from collections.abc import Mapping


def size_rows(document: Mapping[str, Any]) -> list[list[str]]:
    """Return the sizes of the splits."""
    unit = document["summary"]["unit"]
    columns = {"images": IMAGES} if unit == "images" else {"images": IMAGES, "labels": unit.capitalize()}
    rows = [
        [shown(split), *(f"{size[each]:,}" for each in columns)] for split, size in document["splits"].items()
    ]
    return [[SPLIT, *columns.values()], *rows]


def verdict_rows(summary: Mapping[str, Any], most: int = FIRST + LAST) -> list[list[str]]:
    """Return count, share, verdict and plan of the classes.

    Of more than `most` classes, the longest and the shortest.
    """
    classes, unit = summary["classes"], summary["unit"]
    found = excerpt(classes, FIRST, LAST) if len(classes) > most else excerpt(classes, most)
    total = sum(row["count"] for row in classes)
    return [
        verdict_columns(unit),
        *(verdict_row(row, unit, total) for row in found.first),
        *([gap, "", "", "", ""] for gap in found.gap),
        *(verdict_row(row, unit, total) for row in found.last),
    ]


def verdict_row(row: Mapping[str, Any], unit: str, total: int) -> list[str]:
    """Return what the table of verdicts says of a class; `total` is the count of all of them."""
    count, share = f"{row['count']:,}", percent_text(row["count"], total)
    verdict = VERDICTS[row["verdict"]] if total else NOTHING
    return [shown(row["name"]), count, share, verdict, addition(row["add"], unit)]
