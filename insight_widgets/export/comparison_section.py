"""Train against another split: what differs, in sentences and a short table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.export.excerpt import excerpt
from insight_widgets.export.forest_chart import forest_chart
from insight_widgets.export.lead import lead_of
from insight_widgets.export.markup import heading, paragraph, table
from insight_widgets.export.names import clean, shown
from insight_widgets.percent import fine_percent_text
from insight_widgets.texts.comparison import SPLITS, forest_columns, ratio_text
from insight_widgets.texts.report import compared_with, of_class
from insight_widgets.texts.sentences import parted

if TYPE_CHECKING:
    from collections.abc import Mapping

    Document = Mapping[str, Any]
    Compared = Mapping[str, Any]

ROWS = 15
"""Classes that differ and are listed."""

DISTRIBUTIONS = 12
"""Distributions with a sentence of their own."""


def comparisons_of(document: Document) -> list[Compared]:
    """Return what train is compared with: validation first."""
    found = [document.get("comparison"), *document.get("comparisons", {}).values()]
    return [of for of in found if of]


def comparison_title(found: Compared) -> str:
    """Return the heading of a comparison."""
    return compared_with(SPLITS[found["split"]])


def comparison_section(document: Document) -> str:
    """Return every comparison as plain HTML; nothing where there is none."""
    return "".join(_section(found) for found in comparisons_of(document))


def _section(found: Compared) -> str:
    rows = difference_rows(found)
    differing = table(rows) if len(rows) > 1 else ""
    lines = "".join(map(paragraph, distribution_lines(found)))
    drawn = forest_chart(found).image() if found["classes"] else ""
    return heading(3, comparison_title(found)) + lead_of(parted(found)) + drawn + differing + lines


def difference_rows(found: Compared, most: int = ROWS) -> list[list[str]]:
    """Return the classes that differ, shares of the images, and the ratio; the first row is the heading."""
    listed = excerpt([row for row in found["classes"] if row["differs"]], most)
    head = forest_columns(found["split"])
    return [
        head,
        *(_row(row, found["split"]) for row in listed.first),
        *([gap, "", "", ""] for gap in listed.gap),
    ]


def _row(row: Mapping[str, Any], split: str) -> list[str]:
    shares = (
        f"{fine_percent_text(of['count'], of['of'])} ({of['count']:,})" for of in (row["train"], row[split])
    )
    return [shown(row["name"]), *shares, ratio_text(row["ratio"])]


def distribution_lines(found: Compared) -> list[str]:
    """Return a sentence for each distribution; of those that exist for each class, the ones that differ."""
    told = [one for one in found["distributions"] if "class" not in one or _differs(one)]
    listed = excerpt(told, DISTRIBUTIONS)
    lines = (f"{one['title']}{_of_class(one)}: {clean(one['text'])}" for one in listed.first)
    return [*lines, *listed.gap]


def _differs(found: Mapping[str, Any]) -> bool:
    return any(row["differs"] for row in found["bins"])


def _of_class(found: Mapping[str, Any]) -> str:
    return of_class(shown(found["class"])) if "class" in found else ""
