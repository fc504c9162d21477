"""The Insight Summary as plain HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.export.bar_chart import Column, bar_chart
from insight_widgets.export.excerpt import FIRST, LAST, excerpt
from insight_widgets.export.markup import heading, in_words, isolated, paragraph, table
from insight_widgets.export.names import clean, shown
from insight_widgets.export.rows import verdict_rows
from insight_widgets.export.svg import Chart
from insight_widgets.percent import percent_text
from insight_widgets.texts.report import (
    INSIGHT_SUMMARY,
    VERDICTS,
    cutoff_name,
    cutoff_text,
    plan_text,
    summary_words,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    Row = Mapping[str, Any]

NAMED = 5
"""Classes that the description of the picture names."""

ROOM = 230
"""Pixels behind the longest bar: count, share and verdict stand there."""


def summary_section(summary: Mapping[str, Any], above: str = "") -> str:
    """Return headline, cutoff, plan, bars and a table of all verdicts (an excerpt, if they are many).

    Parameters
    ----------
    summary : mapping
    above : str
        Markup that stands under the heading.
    """
    headline = f"<p><strong>{isolated(clean(summary['headline_text']))}</strong></p>\n"
    head = heading(3, INSIGHT_SUMMARY) + above + headline
    if not summary["classes"]:
        return head
    words = " ".join(filter(None, [cutoff_text(summary), plan_text(summary)]))
    return head + paragraph(words) + summary_chart(summary).image() + table(verdict_rows(summary), words=[3])


def summary_chart(summary: Mapping[str, Any]) -> Chart:
    """Return the bars of the classes with the cutoff; of many, the longest and the shortest."""
    found = excerpt(summary["classes"], FIRST, LAST)
    rows: list[Row] = [*found.first, *({"name": gap, "count": 0} for gap in found.gap), *found.last]
    longest = max(*(row["count"] for row in rows), summary["cutoff"], 1)
    total = sum(row["count"] for row in summary["classes"])
    column = Column(
        heading="",
        lengths=[row["count"] / longest for row in rows],
        texts=[_bar_text(row, total) for row in rows],
        colours=[row.get("verdict", "other") for row in rows],
    )
    cutoff = (summary["cutoff"] / longest, cutoff_name(summary))
    labels = [shown(row["name"]) for row in rows]
    drawn = bar_chart(labels, [column], room=ROOM, cutoff=cutoff if summary["cutoff"] else None)
    named = ", ".join(f"{in_words(row['name'])} {row['count']:,}" for row in found.first[:NAMED])
    return Chart(drawn, summary_words(named))


def _bar_text(row: Row, total: int) -> str:
    if "verdict" not in row:
        return ""
    verdict = "" if row["verdict"] == "well" else VERDICTS[row["verdict"]]
    return " · ".join(filter(None, [f"{row['count']:,}", percent_text(row["count"], total), verdict]))
