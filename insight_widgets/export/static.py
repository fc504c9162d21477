"""The report as plain HTML: tables and pictures, for places where no script runs.

It holds no script, no style sheet and no link, so that sanitisers leave it whole, and its tables
read well without any styling. Names from the data are text everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.export.comparison_section import comparison_section
from insight_widgets.export.curve_chart import described_curve
from insight_widgets.export.excerpt import excerpt
from insight_widgets.export.findings_section import findings_section
from insight_widgets.export.lead import lead, lead_of
from insight_widgets.export.markup import heading, paragraph, table
from insight_widgets.export.names import shown
from insight_widgets.export.rows import size_rows
from insight_widgets.export.statistics_section import statistics_section, tables_section
from insight_widgets.export.summary_section import summary_section
from insight_widgets.texts.report import (
    NO_CURVES,
    NO_PROBLEM,
    NO_SAMPLES,
    PROBLEM_COLUMNS,
    PROBLEMS,
    TRAINING_CURVES,
    UNTITLED,
    curve_text,
    curve_title,
    facts,
    headline_sentences,
    log_notes,
    verdict_sentences,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Document = Mapping[str, Any]

TITLE_LENGTH = 120
CURVES = 12
EXAMPLES, EXAMPLE_LENGTH = 3, 160


def static_html(document: Document, panels: Sequence[str] | None = None) -> str:
    """Return a report as a fragment of plain HTML.

    Parameters
    ----------
    document : mapping
        The report's document.
    panels : sequence of str, optional
        Which parts to show, of ``facts``, ``findings``, ``summary``, ``curves``, ``statistics``,
        ``comparison``, ``tables`` and ``problems``; all if not given. What needs rows is passed over.
    """
    sections = {
        "facts": _facts,
        "findings": findings_section,
        "summary": _summary,
        "curves": _curves,
        "statistics": statistics_section,
        "comparison": comparison_section,
        "tables": tables_section,
        "problems": _problems,
    }
    parts = [sections[name](document) for name in panels or sections if name in sections]
    return f"<div>\n{''.join(parts) or paragraph(NO_SAMPLES)}</div>\n"


def _facts(document: Document) -> str:
    title = shown(document["title"], TITLE_LENGTH) or UNTITLED
    head = heading(2, title) + paragraph(facts(document))
    return head + table(size_rows(document)) if document["splits"] else head


def _summary(document: Document) -> str:
    return (
        summary_section(document["summary"], lead(document, "insight_summary"))
        if "summary" in document
        else ""
    )


def _curves(document: Document) -> str:
    found = excerpt(document["curves"], CURVES)
    parts = [*map(_curve, found.first), *map(paragraph, found.gap)]
    said = map(paragraph, [*headline_sentences(document), *log_notes(document)])
    if not parts:
        return "" if document["splits"] else paragraph(NO_CURVES)
    return heading(3, TRAINING_CURVES) + "".join([*said, *parts])


def _curve(curve: Mapping[str, Any]) -> str:
    title, words = shown(curve_title(curve)), curve_text(curve)
    drawn = described_curve(curve).image()
    said = "".join(map(paragraph, verdict_sentences(curve)))
    return heading(4, title) + lead_of(curve.get("sentence")) + said + paragraph(words) + drawn


def _problems(document: Document) -> str:
    found = document["problems"]
    if not found:
        return paragraph(NO_PROBLEM) if document["splits"] else ""
    return heading(3, PROBLEMS) + table(
        [[*PROBLEM_COLUMNS.values()], *map(_problem, found)], words=[1, 2, 4, 5]
    )


def _problem(problem: Mapping[str, Any]) -> list[str]:
    split, count = shown(problem["split"] or ""), f"{problem['count']:,}"
    examples = "; ".join(shown(text, EXAMPLE_LENGTH) for text in problem["examples"][:EXAMPLES])
    return [problem["code"], problem["level"], split, count, problem["text"], examples]
