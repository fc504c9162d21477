"""The data statistics as tables: counts and percents of every row, then the moments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.export.distribution import by_bin, by_class, mask_areas
from insight_widgets.export.excerpt import excerpt
from insight_widgets.export.names import shown
from insight_widgets.export.places_section import position_rows, size_rows_of
from insight_widgets.export.statistics_section import distribution_rows, moment_rows
from insight_widgets.pdf.blocks import heading, note, paragraphs, tables
from insight_widgets.pdf.figures import CLASSES, entries_of, has_images
from insight_widgets.pdf.long_tables import kept, told, with_gap
from insight_widgets.pdf.summary import FEW, verdict_table
from insight_widgets.texts.pdf import BY_CLASS, NONE_LEFT_OUT, moments_title

if TYPE_CHECKING:
    from collections.abc import Mapping

    from insight_widgets.charts.catalog import ChartEntry
    from insight_widgets.pdf.blocks import Block

    Document = Mapping[str, Any]


def table_blocks(document: Document) -> list[Block]:
    """Return the tables of every statistic; nothing for curves alone, and for a set without an image."""
    summary = document.get("summary")
    if not summary or not has_images(document):
        return []
    verdicts = verdict_table(summary) if len(summary["classes"]) > FEW else []
    blocks = [heading(BY_CLASS), *verdicts] if verdicts else []
    for entry in entries_of(document):
        blocks += _statistic(document, entry)
    for found in document["tables"].values():
        blocks += _moments(document, found)
    return blocks


def _statistic(document: Document, entry: ChartEntry) -> list[Block]:
    make = _MAKERS.get(entry.id)
    if make:
        found = make(document)
    elif entry.per_class:
        found = _mask_areas(document, entry)
    else:
        found = _by_class(document, entry) if entry.axis == "class" else tables(_binned(document, entry))
    return [heading(entry.title), *found] if found else []


def _names(document: Document) -> list[str]:
    return [row["name"] for row in document["summary"]["classes"]]


def _used(document: Document) -> list[str]:
    return [row["name"] for row in document["summary"]["classes"] if row["count"]]


def _binned(document: Document, entry: ChartEntry) -> list[list[str]]:
    return distribution_rows(by_bin(document, entry.id), entry)


def _by_class(document: Document, entry: ChartEntry) -> list[Block]:
    names = _names(document)
    listed = kept(names)
    head, *rows = distribution_rows(by_class(document, entry.id, len(names)), entry)
    chosen = kept(rows)
    lines = with_gap([*chosen.first, *chosen.last], listed)
    return [*tables([head, *lines]), *told(listed)] if rows else []


def _mask_areas(document: Document, entry: ChartEntry) -> list[Block]:
    """Return a table for each class that has a figure; the moments below have all classes."""
    listed = excerpt(_names(document), CLASSES)
    blocks: list[Block] = []
    for name in listed.first:
        rows = distribution_rows(mask_areas(document, name), entry)
        blocks += [heading(shown(name), 3), *tables(rows)]
    return [*blocks, *paragraphs(listed.gap)]


def _sizes(document: Document) -> list[Block]:
    listed = kept(_used(document), detailed=True)
    head, overall, *rows = size_rows_of(document, [*listed.first, *listed.last])
    head = [
        name.replace(", ", ",\n", 1) for name in head
    ]  # a split over its ranges, so that columns stay narrow
    return [*tables([head, overall, *with_gap(rows, listed)]), *told(listed)]


def _positions(document: Document) -> list[Block]:
    rows = position_rows(document)
    return tables(rows) if len(rows[0]) > 1 else []


_MAKERS = {"box_size": _sizes, "box_position": _positions}


def _moments(document: Document, found: Mapping[str, Any]) -> list[Block]:
    """Return the moments of all classes, then of each in the splits that have any of it."""
    listed = kept(_used(document), detailed=True)
    head, *rows = moment_rows(found, [*listed.first, *listed.last])
    splits, count = len(found["splits"]), head.index("count")
    overall, lines = rows[:splits], with_gap(rows[splits:], listed, splits)
    known = [line for line in lines if line[count] != "0"]
    said = [found["unit"], *([NONE_LEFT_OUT] if lines != known else [])]
    body = tables([head, *overall, *known], words=[1])
    return [heading(moments_title(found["title"])), *note("; ".join(said)), *body, *told(listed)]
