"""The Insight Summary: headline, figure, what to do next, verdicts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.export.findings_section import finding_texts
from insight_widgets.export.names import clean
from insight_widgets.export.rows import verdict_rows
from insight_widgets.export.summary_section import summary_chart
from insight_widgets.pdf.blocks import group, heading, lead, note, paragraphs, picture, steps, strong, tables
from insight_widgets.pdf.long_tables import kept, told, with_gap
from insight_widgets.texts.pdf import BY_CLASS, IN_TABLES
from insight_widgets.texts.report import TO_DO, cutoff_text, plan_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from insight_widgets.pdf.blocks import Block

FEW = 30
"""Up to so many classes, the verdicts stand in the summary itself; of more, among the tables."""

VERDICT = 3
"""Column of the verdict."""


def summary_blocks(document: Mapping[str, Any]) -> list[Block]:
    """Return the Insight Summary; nothing for a report on curves alone."""
    summary = document.get("summary")
    if not summary:
        return []
    sentence = document.get("sentences", {}).get("insight_summary")
    said = [*lead(sentence), *strong(clean(summary["headline_text"]))]
    if not summary["classes"]:
        return [*said, *_next(document)]
    few = len(summary["classes"]) <= FEW
    said += paragraphs([cutoff_text(summary), plan_text(summary)])
    said += [] if few else note(IN_TABLES)
    verdicts = [group(heading(BY_CLASS), *verdict_table(summary))] if few else []
    drawn = picture(summary_chart(summary)) if _is_judged(summary) else []
    return [*said, *drawn, *_next(document), *verdicts]


def _is_judged(summary: Mapping[str, Any]) -> bool:
    return any(row["count"] for row in summary["classes"])


def _next(document: Mapping[str, Any]) -> list[Block]:
    said = finding_texts(document)
    more = note(clean(document.get("findings_text", "")))
    return [group(heading(TO_DO), *steps(said), *more)] if said or more else []


def verdict_table(summary: Mapping[str, Any]) -> list[Block]:
    """Return count, share, verdict and plan of every class, of very many the longest and the shortest."""
    found = kept(summary["classes"])
    rows = verdict_rows(summary, len(summary["classes"]))
    listed = kept(rows[1:])
    judged = _is_judged(summary)
    marks = [row["verdict"] if judged else None for row in (*found.first, *found.last)]
    body = with_gap([*listed.first, *listed.last], found)
    placed = [*marks[: len(found.first)], *([None] * len(found.gap)), *marks[len(found.first) :]]
    return [*tables([rows[0], *body], words=[VERDICT], marks=placed), *told(found)]
