"""The report as text for a terminal: aligned, without colour codes, safe with any name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.charts.catalog import charts_of
from insight_widgets.export.comparison_section import (
    comparison_title,
    comparisons_of,
    difference_rows,
    distribution_lines,
)
from insight_widgets.export.findings_section import finding_lines
from insight_widgets.export.names import clean, fit, is_right_to_left, letters, shown
from insight_widgets.export.rows import size_rows, verdict_rows
from insight_widgets.known import known_text
from insight_widgets.texts.report import (
    DATA_STATISTICS,
    INSIGHT_SUMMARY,
    NO_PROBLEM,
    PROBLEMS,
    TRAINING_CURVES,
    UNTITLED,
    curve_text,
    curve_title,
    cutoff_text,
    facts,
    headline_sentences,
    number_of,
    plan_text,
)
from insight_widgets.texts.sentences import whole

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    Document = Mapping[str, Any]

NAME_WIDTH = 40
MOST_CLASSES = 40
"""Up to so many classes all are listed; of more, the longest and the shortest."""

DIFFERENCES = 10
"""Classes that differ and are listed."""

INDENT = "  "
GAP = "  "
EXAMPLES, EXAMPLE_LENGTH = 3, 100
LEFT_TO_RIGHT = "\N{LEFT-TO-RIGHT MARK}"


def summary_text(document: Document) -> str:
    """Return a report as text: facts, what to do next, verdicts, curves, statistics, comparisons, problems.

    Parameters
    ----------
    document : mapping
        The report's document.

    Returns
    -------
    str
        Lines without an end of line behind the last one.
    """
    sections = [
        _facts(document),
        finding_lines(document),
        _summary(document.get("summary")),
        _curves(document),
        _statistics(document),
        *map(_comparison, comparisons_of(document)),
        _problems(document),
    ]
    return "\n\n".join("\n".join(lines) for lines in sections if lines)


def _facts(document: Document) -> list[str]:
    title = shown(document["title"]) or UNTITLED
    sizes = _table(size_rows(document), right={1, 2}) if document["splits"] else []
    known = {text: None for name in document.get("known", {}) if (text := known_text(document, name))}
    return [title, facts(document), *sizes, *known]


def _summary(summary: Mapping[str, Any] | None) -> list[str]:
    if not summary:
        return []
    sentences = [clean(summary["headline_text"]), cutoff_text(summary), plan_text(summary)]
    head = [INSIGHT_SUMMARY, *(INDENT + sentence for sentence in sentences if sentence)]
    return [*head, *_table(verdict_rows(summary, MOST_CLASSES), right={1, 2})] if summary["classes"] else head


def _curves(document: Document) -> list[str]:
    curves = document["curves"]
    if not curves:
        return []
    lines = aligned([[_name(curve_title(curve)), curve_text(curve)] for curve in curves])
    said = [INDENT + sentence for sentence in headline_sentences(document)]
    return [TRAINING_CURVES, *said, *([""] if said else []), *lines]


def _statistics(document: Document) -> list[str]:
    """Return the sentence of every distribution, under the title of its chart."""
    told = document.get("sentences", {})
    charts = [entry for entry in charts_of(document.get("task")) if entry.section == "statistics"]
    lines = aligned([[entry.title, clean(whole(told[entry.id]))] for entry in charts if entry.id in told])
    return [DATA_STATISTICS, *lines] if lines else []


def _comparison(found: Mapping[str, Any]) -> list[str]:
    said = [clean(found["text"]), *distribution_lines(found)]
    rows = difference_rows(found, DIFFERENCES)
    head = [comparison_title(found), *(INDENT + sentence for sentence in said)]
    return [*head, *_table(rows, right={1, 2, 3})] if len(rows) > 1 else head


def _problems(document: Document) -> list[str]:
    found = document["problems"]
    if not found:
        return [NO_PROBLEM] if document["splits"] else []
    lines = [PROBLEMS]
    for problem in found:
        lines.append(INDENT + number_of(problem, shown(problem["split"] or "")))
        lines += [f"{INDENT * 3}{shown(text, EXAMPLE_LENGTH)}" for text in problem["examples"][:EXAMPLES]]
    return lines


def _table(rows: Sequence[Sequence[str]], right: Collection[int]) -> list[str]:
    return ["", *aligned([[_name(name), *cells] for name, *cells in rows], right)]


def aligned(rows: Sequence[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """Return rows as lines whose columns stand below each other.

    Parameters
    ----------
    rows : sequence of sequence of str
        All of one length.
    right : collection of int
        Columns that end, rather than begin, below each other.
    """
    widths = [max(map(letters, column)) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        blanks = [" " * (width - letters(cell)) for width, cell in zip(widths, row, strict=True)]
        cells = [
            blank + cell if column in right else cell + blank
            for column, (cell, blank) in enumerate(zip(row, blanks, strict=True))
        ]
        lines.append((INDENT + GAP.join(cells)).rstrip())
    return lines


def _name(name: object) -> str:
    """Return a name for a column; behind one that runs from right to left the line turns back."""
    text = fit(shown(name), NAME_WIDTH)
    return text + LEFT_TO_RIGHT if is_right_to_left(text) else text
