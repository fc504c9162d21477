"""The report as LaTeX: what a notebook that is printed by nbconvert shows, sentences and tables.

It needs no more than nbconvert's own preamble has (longtable, booktabs). Names from the data are text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.export.comparison_section import comparison_title, comparisons_of
from insight_widgets.export.excerpt import excerpt
from insight_widgets.export.findings_section import finding_texts
from insight_widgets.export.names import clean, shown
from insight_widgets.export.rows import size_rows, verdict_rows
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
    from collections.abc import Collection, Iterable, Mapping, Sequence

    Document = Mapping[str, Any]

TITLE_LENGTH, NAME_LENGTH, CELL_LENGTH, SPLIT_LENGTH = 120, 40, 28, 20
CURVES, MOST_PROBLEMS = 12, 30
SMALL = 12
"""Rows of a table up to which it stays on one page."""

WITH_NEXT = r"\nopagebreak\csname @afterheading\endcsname"
"""Behind a heading: it stays with what follows, be it a paragraph or a list."""

_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        **{letter: f"\\{letter}" for letter in "{}$&#%"},
        "_": r"\_\allowbreak{}",  # which parts long names
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
        "`": r"\textasciigrave{}",
        **{letter: f"{{{letter}}}" for letter in "-[]*<>'\""},  # no dash, quote or argument of what is before
    }
)


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


def escaped(words: str) -> str:
    r"""Return one line of text, of which nothing is a command.

    Examples
    --------
    >>> escaped("50% of traffic_light"), escaped("a--b")
    ('50\\% of traffic\\_\\allowbreak{}light', 'a{-}{-}b')
    """
    return clean(words).translate(_ESCAPES)


def _heading(words: str, size: str = "large") -> str:
    return rf"\noindent{{\{size}\textbf{{{escaped(words)}}}}}\par{WITH_NEXT}"


def _items(sentences: Iterable[str], kind: str = "itemize") -> str:
    lines = [rf"\item {escaped(sentence)}" for sentence in sentences]
    return "\n".join([rf"\begin{{{kind}}}", *lines, rf"\end{{{kind}}}"]) if lines else ""


def _table(rows: Sequence[Sequence[str]], words: Collection[int] = ()) -> str:
    head, *body = rows
    sides = "".join("l" if column in {0, *words} else "r" for column in range(len(head)))
    end = r" \\*" if len(body) <= SMALL else r" \\"
    lines = [" & ".join(map(escaped, cells)) + end for cells in (head, *body)]
    top = rf"\begin{{longtable}}{{{sides}}}"
    return "\n".join(
        [top, r"\toprule", lines[0], r"\midrule\endhead", *lines[1:], r"\bottomrule\end{longtable}"]
    )


def _facts(document: Document) -> Iterable[str]:
    yield _heading(shown(document["title"], TITLE_LENGTH) or UNTITLED, "Large")
    yield escaped(facts(document))
    if document["splits"]:
        yield _table([[shown(name, CELL_LENGTH), *cells] for name, *cells in size_rows(document)])


def _findings(document: Document) -> Iterable[str]:
    said = finding_texts(document)
    if said or document.get("findings_text"):
        yield _heading(TO_DO)
        yield _items(said, "enumerate")
        yield escaped(document.get("findings_text") or "")


def _summary(document: Document) -> Iterable[str]:
    summary = document.get("summary")
    if not summary:
        return
    yield _heading(INSIGHT_SUMMARY)
    yield rf"\textbf{{{escaped(summary['headline_text'])}}}"
    if summary["classes"]:
        yield escaped(" ".join(filter(None, [cutoff_text(summary), plan_text(summary)])))
        rows = ([shown(name, CELL_LENGTH), *cells] for name, *cells in verdict_rows(summary))
        yield _table(list(rows), words=[3, 4])


def _curves(document: Document) -> Iterable[str]:
    curves = document["curves"]
    if curves:
        yield _heading(TRAINING_CURVES)
        yield from map(escaped, headline_sentences(document))
        found = excerpt(curves, CURVES)
        told = (f"{shown(curve_title(curve), NAME_LENGTH)}: {curve_text(curve)}" for curve in found.first)
        yield _items([*told, *found.gap])


def _comparisons(document: Document) -> Iterable[str]:
    for found in comparisons_of(document):
        yield _heading(comparison_title(found))
        yield escaped(found["text"])


def _problems(document: Document) -> Iterable[str]:
    if not document["problems"]:
        yield NO_PROBLEM if document["splits"] else ""
        return
    yield _heading(PROBLEMS)
    found = excerpt(document["problems"], MOST_PROBLEMS)
    yield _items([*map(_problem, found.first), *found.gap])


def _problem(problem: Mapping[str, Any]) -> str:
    place = f" in {shown(problem['split'], SPLIT_LENGTH)}" if problem["split"] else ""
    return f"{problem['code']}{place}: {problem['count']:,}. {problem['text']}"
