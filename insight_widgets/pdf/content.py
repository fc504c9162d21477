"""What stands in the PDF of a report, in reading order, as plain JSON for the template."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets import __version__
from insight_widgets.export.names import clean, shown
from insight_widgets.export.rows import size_rows
from insight_widgets.pdf.comparing import comparison_blocks
from insight_widgets.pdf.curves import curve_blocks
from insight_widgets.pdf.directions import turned_back
from insight_widgets.pdf.figures import figure_blocks
from insight_widgets.pdf.problems import problem_blocks
from insight_widgets.pdf.room import is_short
from insight_widgets.pdf.rules import rule_blocks
from insight_widgets.pdf.summary import summary_blocks
from insight_widgets.pdf.tables import table_blocks
from insight_widgets.texts.pdf import SECTIONS
from insight_widgets.texts.report import UNTITLED, and_more, facts, headline_sentences

if TYPE_CHECKING:
    from datetime import date

    from insight_widgets.pdf.blocks import Block
    from insight_widgets.report import Report

TITLE_LENGTH, SHORT_TITLE = 120, 60
BRIEF = frozenset({"figures", "tables", "comparison"})
"""Sections that are kept on one page where they are short."""

FOLLOWING = frozenset({"problems", "rules"})
"""Sections that begin on the page on which the one before ends, as short ones do."""

MOST_SPLITS = 12
"""Splits that the cover lists."""


def content(report: Report, day: date) -> dict[str, Any]:
    """Return everything that is set on the pages, but for the paper and the fonts.

    Parameters
    ----------
    report : Report
    day : date
        What stands on the cover and in the file's own properties.
    """
    document = report.document
    sections = {
        "summary": summary_blocks(document),
        "curves": curve_blocks(document),
        "figures": figure_blocks(document),
        "tables": table_blocks(document),
        "comparison": comparison_blocks(document),
        "problems": problem_blocks(document),
        "rules": rule_blocks(report),
    }
    title = shown(document["title"], TITLE_LENGTH) or UNTITLED
    return {
        "title": title,
        "short": shown(title, SHORT_TITLE),
        "facts": facts(document),
        "sizes": _sizes(document),
        "headlines": _headlines(document),
        "date": {"year": day.year, "month": day.month, "day": day.day},
        "day": day.isoformat(),
        "version": __version__,
        "sections": [_section(name, blocks) for name, blocks in sections.items() if blocks],
    }


def _section(name: str, blocks: list[Block]) -> dict[str, Any]:
    short = name in BRIEF and is_short(blocks)
    return {
        "title": SECTIONS[name],
        "blocks": blocks,
        "follows": short or name in FOLLOWING,
        "short": short,
    }


def _sizes(document: dict[str, Any]) -> list[list[str]] | None:
    if not document["splits"]:
        return None
    head, *rows = size_rows(document)
    more = [[f"… {and_more(len(rows) - MOST_SPLITS)}", *[""] * (len(head) - 1)]]
    return [head, *rows[:MOST_SPLITS], *(more if len(rows) > MOST_SPLITS else [])]


def _headlines(document: dict[str, Any]) -> list[str]:
    """Return the verdicts on the data and on the training run."""
    summary = document.get("summary")
    said = [clean(summary["headline_text"])] if summary else []
    return [turned_back(text) for text in (*said, *headline_sentences(document)[:1])]
