"""The report as LaTeX: what a notebook that is printed by nbconvert shows, sentences and tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.export.comparison_section import comparison_title, comparisons_of
from insight_widgets.export.excerpt import excerpt
from insight_widgets.export.findings_section import finding_texts
from insight_widgets.export.latex_text import escaped, heading, items, table
from insight_widgets.export.names import shown
from insight_widgets.export.rows import size_rows, verdict_rows
from insight_widgets.texts.problems import problem_line
from insight_widgets.texts.report import (
    INSIGHT_SUMMARY,
    NO_CURVES,
    NO_PROBLEM,
    PROBLEMS,
    TO_DO,
    TRAINING_CURVES,
    UNTITLED,
    curve_text,
    curve_title,
    cutoff_text,
    facts,
    headline_sentences,
    plan_text,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Document = Mapping[str, Any]

TITLE_LENGTH, NAME_LENGTH, CELL_LENGTH, SPLIT_LENGTH = 120, 40, 28, 20
CURVES, MOST_PROBLEMS = 12, 30


def latex(document: Document, panels: Sequence[str] | None = None) -> str:
    """Return a report as LaTeX.

    Parameters
    ----------
    document : mapping
        The report's document.
    panels : sequence of str, optional
        Which parts are told, of ``facts``, ``findings``, ``summary``, ``curves``, ``comparison`` and
        ``problems``; all if not given. What has no sentences of its own is passed over.
    """
    sections = {
        "facts": _facts,
        "findings": _findings,
        "summary": _summary,
        "curves": _curves,
        "comparison": _comparisons,
        "problems": _problems,
    }
    chosen = [name for name in panels or sections if name in sections] or ["facts"]
    parts = [part for name in chosen for part in sections[name](document) if part]
    return "\n\n".join(parts or [escaped(NO_CURVES)]) + "\n"


def _facts(document: Document) -> Iterable[str]:
    yield heading(shown(document["title"], TITLE_LENGTH) or UNTITLED, "Large")
    yield escaped(facts(document))
    if document["splits"]:
        yield table([[shown(name, CELL_LENGTH), *cells] for name, *cells in size_rows(document)])


def _findings(document: Document) -> Iterable[str]:
    said = finding_texts(document)
    if said or document.get("findings_text"):
        yield heading(TO_DO)
        yield items(said, "enumerate")
        yield escaped(document.get("findings_text") or "")


def _summary(document: Document) -> Iterable[str]:
    summary = document.get("summary")
    if not summary:
        return
    yield heading(INSIGHT_SUMMARY)
    yield rf"\textbf{{{escaped(summary['headline_text'])}}}"
    if summary["classes"]:
        yield escaped(" ".join(filter(None, [cutoff_text(summary), plan_text(summary)])))
        rows = ([shown(name, CELL_LENGTH), *cells] for name, *cells in verdict_rows(summary))
        yield table(list(rows), words=[3, 4])


def _curves(document: Document) -> Iterable[str]:
    curves = document["curves"]
    if curves:
        yield heading(TRAINING_CURVES)
        yield from map(escaped, headline_sentences(document))
        found = excerpt(curves, CURVES)
        told = (f"{shown(curve_title(curve), NAME_LENGTH)}: {curve_text(curve)}" for curve in found.first)
        yield items([*told, *found.gap])


def _comparisons(document: Document) -> Iterable[str]:
    for found in comparisons_of(document):
        yield heading(comparison_title(found))
        yield escaped(found["text"])


def _problems(document: Document) -> Iterable[str]:
    if not document["problems"]:
        yield NO_PROBLEM if document["splits"] else ""
        return
    yield heading(PROBLEMS)
    found = excerpt(document["problems"], MOST_PROBLEMS)
    yield items([*map(_problem, found.first), *found.gap])


def _problem(problem: Mapping[str, Any]) -> str:
    return problem_line(problem, shown(problem["split"] or "", SPLIT_LENGTH))
