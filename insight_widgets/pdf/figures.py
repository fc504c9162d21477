"""The data statistics as figures, in the order of the specification, each with what is said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.charts.catalog import charts_of
from insight_widgets.export.excerpt import excerpt
from insight_widgets.export.names import clean, shown
from insight_widgets.export.statistics_section import statistic_chart
from insight_widgets.known import known_text
from insight_widgets.pdf.blocks import group, heading, lead, note, paragraphs, picture
from insight_widgets.texts.places import position_sentence, size_sentences

if TYPE_CHECKING:
    from collections.abc import Mapping

    from insight_widgets.charts.catalog import ChartEntry
    from insight_widgets.pdf.blocks import Block

    Document = Mapping[str, Any]

CLASSES = 24
"""Classes with a figure of their own, where a statistic has one for each class."""


def entries_of(document: Document) -> list[ChartEntry]:
    """Return the statistics that the report has, in reading order."""
    entries = charts_of(document.get("task"))
    return [one for one in entries if one.section == "statistics" and one.id in document["statistics"]]


def figure_blocks(document: Document) -> list[Block]:
    """Return the figures of every statistic; nothing for a set without an image."""
    if not has_images(document):
        return []
    return [block for entry in entries_of(document) for block in _figure(document, entry)]


def has_images(document: Document) -> bool:
    """Whether there is anything of which statistics could tell."""
    return any(split["images"] for split in document["splits"].values())


def _figure(document: Document, entry: ChartEntry) -> list[Block]:
    sentence = document.get("sentences", {}).get(entry.id)
    said = [heading(entry.title), *lead(sentence), *note(entry.note), *note(known_text(document, entry.id))]
    if not entry.per_class:
        return [group(*said, *_places(document, entry), *picture(statistic_chart(document, entry)))]
    found = excerpt([row["name"] for row in document["summary"]["classes"]], CLASSES)
    first, *others = [_of_class(document, entry, name) for name in found.first] or [[]]
    return [group(*said, *first), *(group(*one) for one in others), *paragraphs(found.gap)]


def _of_class(document: Document, entry: ChartEntry, name: str) -> list[Block]:
    return [heading(shown(name), 3), *picture(statistic_chart(document, entry, name))]


def _places(document: Document, entry: ChartEntry) -> list[Block]:
    """Return what is said of sizes and positions, which have sentences of their own."""
    if entry.id == "box_size":
        return paragraphs(map(clean, size_sentences(document)))
    return paragraphs([clean(position_sentence(document))]) if entry.id == "box_position" else []
