"""The report as GitHub-flavoured Markdown, short enough for a comment on a pull request."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from insight_widgets.errors import DataError
from insight_widgets.export.comparison_section import comparison_title, comparisons_of
from insight_widgets.export.findings_section import finding_texts
from insight_widgets.export.markdown_text import code, plain, table
from insight_widgets.export.names import clean, shown
from insight_widgets.export.rows import size_rows, verdict_row
from insight_widgets.texts.report import (
    COURSE,
    INSIGHT_SUMMARY,
    METRIC,
    NO_PROBLEM,
    PROBLEM_COLUMNS,
    PROBLEMS,
    TO_DO,
    TRAINING_CURVE,
    TRAINING_CURVES,
    UNTITLED,
    VERDICT,
    and_more,
    curve_text,
    curve_title,
    cutoff_text,
    facts,
    headline_sentences,
    plan_text,
    see,
    verdict_columns,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Document = Mapping[str, Any]

CLASSES = 20
"""Classes that are listed, if not told otherwise."""

LIMIT = 65_000
"""Characters: GitHub takes 65,536, of which some is left for words around the report."""

TITLE_LENGTH, EXAMPLE_LENGTH = 120, 100
ORDER = ("serious", "mild", "well")


@dataclass(frozen=True, slots=True)
class _Shape:
    """How much is told, and what lies beside it."""

    most: int
    page: str | None
    pictures: Mapping[str, str]

    def gap(self, items: Sequence[object]) -> str:
        """Return that more items are there than are listed; nothing where all are."""
        more = len(items) - self.most
        place = "" if self.page is None else see(code(self.page))
        return f"… {and_more(more, place=place)}" if more > 0 else ""

    def picture(self, chart: str, words: str) -> str:
        """Return the picture of a chart, where there is one."""
        return f"![{words}]({quote(self.pictures[chart])})" if chart in self.pictures else ""


def markdown(
    document: Document,
    classes: int = CLASSES,
    page: str | None = None,
    pictures: Mapping[str, str] | None = None,
) -> str:
    """Return a report as Markdown.

    Parameters
    ----------
    document : mapping
        The report's document.
    classes : int
        Rows of a table at most; fewer where the text would be longer than GitHub takes.
    page : str, optional
        Where the whole report is, which is told where something is left out.
    pictures : mapping of str to str, optional
        Files of charts that lie beside the text, by the name of the chart.

    Raises
    ------
    DataError
        `classes` is no number of classes.
    """
    if not isinstance(classes, int) or classes < 1:
        raise DataError(f"classes: a number of classes of 1 or more is wanted; got {classes!r}")
    shape = _Shape(classes, page, pictures or {})
    text = _text(document, shape)
    while len(text) > LIMIT and shape.most > 1:
        shape = replace(shape, most=shape.most // 2)
        text = _text(document, shape)
    return text


def _text(document: Document, shape: _Shape) -> str:
    parts = [
        *_facts(document, shape),
        *_findings(document),
        *_summary(document.get("summary"), shape),
        *_curves(document, shape),
        *_comparisons(document),
        *_problems(document, shape),
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _facts(document: Document, shape: _Shape) -> list[str]:
    title = plain(shown(document["title"], TITLE_LENGTH)) or UNTITLED
    if not document["splits"]:
        return [f"## {title}"]
    (_, *heads), *rows = size_rows(document)
    sizes = [
        f"{code(name)} "
        + ", ".join(f"{cell} {head.lower()}" for cell, head in zip(cells, heads, strict=True))
        for name, *cells in rows[: shape.most]
    ]
    told = "; ".join(filter(None, [*sizes, shape.gap(rows)]))
    return [f"## {title}", f"{facts(document)}: {told}."]


def _findings(document: Document) -> list[str]:
    said = [f"{place}. {plain(text)}" for place, text in enumerate(finding_texts(document), 1)]
    nothing = plain(document.get("findings_text") or "")
    return [f"### {TO_DO}", "\n".join(said), nothing] if said or nothing else []


def _summary(summary: Mapping[str, Any] | None, shape: _Shape) -> list[str]:
    if not summary:
        return []
    head = [f"### {INSIGHT_SUMMARY}", f"**{plain(summary['headline_text'])}**"]
    if not summary["classes"]:
        return head
    words = " ".join(filter(None, [cutoff_text(summary), plan_text(summary)]))
    rows = sorted(summary["classes"], key=lambda row: (ORDER.index(row["verdict"]), row["count"]))
    unit, total = summary["unit"], sum(row["count"] for row in rows)
    listed = [[code(row["name"]), *verdict_row(row, unit, total)[1:]] for row in rows[: shape.most]]
    heading = verdict_columns(unit)
    drawn = shape.picture("insight_summary", INSIGHT_SUMMARY)
    return [*head, words, drawn, table([heading, *listed], words=(0, 3, 4)), shape.gap(rows)]


def _curves(document: Document, shape: _Shape) -> list[str]:
    curves = document["curves"]
    if not curves:
        return []
    said = map(plain, headline_sentences(document))
    rows = [
        [code(curve_title(curve)), curve["verdict"] or "", plain(curve_text(curve))]
        for curve in curves[: shape.most]
    ]
    drawn = (shape.picture(name, TRAINING_CURVE) for name in shape.pictures if name.startswith("curve/"))
    listed = table([[METRIC, VERDICT, COURSE], *rows], words=(0, 1, 2))
    return [f"### {TRAINING_CURVES}", *said, *drawn, listed, shape.gap(curves)]


def _comparisons(document: Document) -> Iterable[str]:
    for found in comparisons_of(document):
        yield f"### {comparison_title(found)}"
        yield plain(found["text"])


def _problems(document: Document, shape: _Shape) -> list[str]:
    found = document["problems"]
    if not found:
        return [NO_PROBLEM] if document["splits"] else []
    rows = [
        [
            *(code(problem["code"]), code(problem["split"] or ""), f"{problem['count']:,}"),
            *(plain(problem["text"]), _example(problem["examples"])),
        ]
        for problem in found[: shape.most]
    ]
    head = [PROBLEM_COLUMNS[name] for name in ("code", "split", "count", "text", "examples")]
    return [f"### {PROBLEMS}", table([head, *rows], words=(0, 1, 3, 4)), shape.gap(found)]


def _example(examples: Sequence[str]) -> str:
    return code(clean(examples[0]), EXAMPLE_LENGTH) if examples else ""
