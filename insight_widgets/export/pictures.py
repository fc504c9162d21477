"""Every chart of a report as a picture that stands alone, by its name."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

from insight_widgets.charts.catalog import charts_of
from insight_widgets.errors import SelectionError, shorten, suggest
from insight_widgets.export.comparison_section import comparisons_of
from insight_widgets.export.curve_chart import described_curve
from insight_widgets.export.forest_chart import forest_chart
from insight_widgets.export.statistics_section import DETAILED, statistic_chart
from insight_widgets.export.summary_section import summary_chart
from insight_widgets.texts.report import curve_title

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from insight_widgets.charts.catalog import ChartEntry
    from insight_widgets.export.svg import Chart

    Document = Mapping[str, Any]
    Drawn = Callable[[], Chart | None]

LISTED = 12
"""Names that an error lists."""

NAME_LENGTH = 80
"""Of a file, without its suffix."""


def chart_names(document: Document) -> list[str]:
    """Return the names of the charts that a report has, in reading order.

    They are those of the page: ``insight_summary``, ``curve/<metric>``, the statistics (of masks one a class,
    as in ``mask_area/dog``, for the largest twelve), ``comparison`` (with validation), ``comparison/test``.
    """
    return [name for name, draw in _drawings(document, DETAILED).items() if draw() is not None]


def chart_of(document: Document, name: str) -> Chart:
    """Return a chart by its name.

    Raises
    ------
    SelectionError
        The report has no such chart.
    """
    draw = _drawings(document).get(name)
    drawn = None if draw is None else draw()
    if drawn is None:
        raise SelectionError(f'no chart "{shorten(name)}"{_hint(name, chart_names(document))}')
    return drawn


def file_name(name: str) -> str:
    """Return the name of a file for a chart or table, without a suffix.

    Examples
    --------
    >>> file_name("mask_area/dog"), file_name("curve/metrics/mAP50(B)"), file_name("../..")
    ('mask_area-dog', 'curve-metrics-mAP50-B', 'chart')
    """
    return re.sub(r"\W+", "-", name).strip("-_")[:NAME_LENGTH].rstrip("-_") or "chart"


def file_names(names: list[str]) -> dict[str, str]:
    """Return a file name for each of several names; those that are alike get numbers."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name in names:
        plain = file_name(name)
        tries = (plain if number == 1 else f"{plain}-{number}" for number in range(1, len(names) + 1))
        found[name] = next(one for one in tries if one.casefold() not in taken)
        taken.add(found[name].casefold())
    return found


def _hint(name: str, known: list[str]) -> str:
    if not known:
        return "; this report has none"
    more = f", ... ({len(known):,} in all)" if len(known) > LISTED else ""
    return suggest(name, known) or f"; there are {', '.join(map(shorten, known[:LISTED]))}{more}"


def _drawings(document: Document, classes: int | None = None) -> dict[str, Drawn]:
    """Return what draws each chart, of mask areas those of the first classes."""
    found: dict[str, Drawn] = {}
    summary = document.get("summary")
    if summary and summary["classes"]:
        found["insight_summary"] = partial(summary_chart, summary)
    for curve in document["curves"]:
        found[f"curve/{curve_title(curve)}"] = partial(described_curve, curve)
    for entry in charts_of(document.get("task")):
        if entry.id in document["statistics"]:
            found.update(_statistic(document, entry, classes))
    for compared in comparisons_of(document):
        if compared["classes"]:
            place = "comparison" if compared["split"] == "val" else f"comparison/{compared['split']}"
            found[place] = partial(forest_chart, compared)
    return found


def _statistic(document: Document, entry: ChartEntry, classes: int | None) -> Iterator[tuple[str, Drawn]]:
    if not entry.per_class:
        yield entry.id, partial(statistic_chart, document, entry)
        return
    for row in document["summary"]["classes"][:classes]:
        yield f"{entry.id}/{row['name']}", partial(statistic_chart, document, entry, row["name"])
