"""The data statistics as plain HTML: a picture and a table for each, splits side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.charts.catalog import charts_of
from insight_widgets.charts.palette import split_colour
from insight_widgets.export.bar_chart import Column, bar_chart
from insight_widgets.export.distribution import by_bin, by_class, mask_areas
from insight_widgets.export.excerpt import excerpt
from insight_widgets.export.lead import lead
from insight_widgets.export.markup import heading, in_words, paragraph, table
from insight_widgets.export.names import shown
from insight_widgets.export.places_section import position_chart, positions, size_chart, sizes
from insight_widgets.export.svg import Chart
from insight_widgets.known import known_text
from insight_widgets.percent import fine_percent_text
from insight_widgets.texts.report import (
    ALL_CLASSES,
    CLASS,
    DATA_STATISTICS,
    SPLIT,
    TABLES,
    decimal_text,
    distribution_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from insight_widgets.charts.catalog import ChartEntry
    from insight_widgets.export.distribution import Distribution

    Document = Mapping[str, Any]

NAMED = 5
"""Rows that the description of a picture names."""

DETAILED = 12
"""Classes with a chart or lines of their own, where a statistic has one for each class."""

PLACES = {"box_size": sizes, "box_position": positions}
"""Statistics that are no bars of shares."""

CHARTS = {"box_size": size_chart, "box_position": position_chart}


def statistics_section(document: Document) -> str:
    """Return every distribution of the data set, as charts and tables."""
    entries = [entry for entry in charts_of(document.get("task")) if entry.id in document["statistics"]]
    parts = [_statistic(document, entry) for entry in entries]
    return heading(3, DATA_STATISTICS) + "".join(parts) if parts else ""


def _statistic(document: Document, entry: ChartEntry) -> str:
    head = heading(4, entry.title)
    said = paragraph(entry.note) + paragraph(known_text(document, entry.id))
    if entry.id in PLACES:
        return head + said + PLACES[entry.id](document)  # which have sentences of their own
    head += lead(document, entry.id) + said
    if entry.per_class:
        return head + _mask_areas(document, entry)
    return head + _chart_and_table(document, entry, _distribution(document, entry))


def _mask_areas(document: Document, entry: ChartEntry) -> str:
    found = excerpt([row["name"] for row in document["summary"]["classes"]], DETAILED)
    charts = (
        heading(5, shown(name)) + _chart_and_table(document, entry, mask_areas(document, name))
        for name in found.first
    )
    return "".join(charts) + "".join(map(paragraph, found.gap))


def _chart_and_table(document: Document, entry: ChartEntry, found: Distribution) -> str:
    if not found.names:
        return ""
    head, *rows = distribution_rows(found, entry)
    rows += [[gap, *[""] * (len(head) - 1)] for gap in found.gap]
    return distribution_chart(document, entry, found).image() + table([head, *rows])


def _distribution(document: Document, entry: ChartEntry) -> Distribution:
    return (by_class if entry.axis == "class" else by_bin)(document, entry.id)


def statistic_chart(document: Document, entry: ChartEntry, name: str = "") -> Chart | None:
    """Return the chart of a statistic; None where there is nothing to draw.

    Parameters
    ----------
    document : mapping
    entry : ChartEntry
    name : str
        The class, where a statistic has a chart for each.
    """
    if entry.id in CHARTS:
        return CHARTS[entry.id](document)
    found = mask_areas(document, name) if entry.per_class else _distribution(document, entry)
    return distribution_chart(document, entry, found) if found.names else None


def distribution_chart(document: Document, entry: ChartEntry, found: Distribution) -> Chart:
    """Return the bars of a distribution, a column a split."""
    stacked = entry.id == "label_distribution" and document["task"] != "multiclass"
    axis = 1.0 if stacked else found.most or 1.0
    columns = [_column(found, split, axis, stacked=stacked) for split in found.counts]
    return Chart(bar_chart([*found.names, *found.gap], columns), _description(found, entry))


def _column(found: Distribution, split: str, axis: float, *, stacked: bool) -> Column:
    counts, total = found.counts[split], found.totals[split]
    blank = len(found.gap)
    return Column(
        heading=shown(split, 20),
        lengths=[count / total / axis if total else 0.0 for count in counts] + [0.0] * blank,
        texts=[fine_percent_text(count, total) for count in counts] + [""] * blank,
        colours=[split_colour(split)] * (len(counts) + blank),
        rest=stacked,
    )


def _description(found: Distribution, entry: ChartEntry) -> str:
    parts = []
    for split, counts in found.counts.items():
        rows = list(zip(found.names, counts, strict=True))[:NAMED]
        shares = (f"{in_words(name)} {fine_percent_text(count, found.totals[split])}" for name, count in rows)
        parts.append(f"{in_words(split)}: {', '.join(shares)}")
    return distribution_words(entry.title, entry.grain, parts)


def distribution_rows(found: Distribution, entry: ChartEntry) -> list[list[str]]:
    """Return count and percent of every row by split; a heading first."""
    names = [shown(split, 20) for split in found.counts]
    head = [entry.rows]
    head += [heading for name in names for heading in (name, f"{name}, %")]
    return [head, *([name, *_cells(found, row)] for row, name in enumerate(found.names))]


def _cells(found: Distribution, row: int) -> list[str]:
    cells = []
    for split, counts in found.counts.items():
        cells += [f"{counts[row]:,}", fine_percent_text(counts[row], found.totals[split])]
    return cells


def tables_section(document: Document) -> str:
    """Return count, mean, deviation and quantiles of boxes and masks."""
    parts = [_moments(document, found) for found in document["tables"].values()]
    return heading(3, TABLES) + "".join(parts) if parts else ""


def _moments(document: Document, found: Mapping[str, Any]) -> str:
    names = excerpt([row["name"] for row in document["summary"]["classes"]], DETAILED)
    head, *lines = moment_rows(found, names.first)
    lines += [[gap, *[""] * (len(head) - 1)] for gap in names.gap]
    return heading(4, found["title"]) + paragraph(found["unit"]) + table([head, *lines], words=[1])


def moment_rows(found: Mapping[str, Any], names: Sequence[str]) -> list[list[str]]:
    """Return the moments of all classes together and of those named, a line a split; a heading first."""
    return [
        [CLASS, SPLIT, *found["columns"]],
        *(
            [name, split, *map(decimal_text, numbers)]
            for name, splits in _groups(found, names)
            for split, numbers in splits.items()
        ),
    ]


def _groups(found: Mapping[str, Any], names: Sequence[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the numbers of all classes together, then of each, by split."""
    splits = {shown(split, 20): of for split, of in found["splits"].items()}
    yield ALL_CLASSES, {split: of["overall"] for split, of in splits.items()}
    for name in names:
        yield shown(name), {split: of["by_class"][name] for split, of in splits.items()}
