"""Sizes of boxes at the input of a network, and their places in the image, as plain HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.charts.palette import HEAT, PALETTE, split_colour
from insight_widgets.export.bar_chart import Column, bar_chart
from insight_widgets.export.excerpt import excerpt
from insight_widgets.export.markup import paragraph, table
from insight_widgets.export.names import clean, shown
from insight_widgets.export.svg import Chart, Picture, bars, picture, text
from insight_widgets.percent import fine_percent_text
from insight_widgets.stats.places import LIMITS
from insight_widgets.texts.places import NINTHS, ninths, position_sentence, size_sentences
from insight_widgets.texts.report import ALL_CLASSES, CLASS, NINTH, position_words, size_words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Document = Mapping[str, Any]

SIDE, GAP, HEAD = 204, 24, 22
"""Of a map, between maps, and above them for the name of the split; in pixels."""


def sizes(document: Document) -> str:
    """Return the shares of small boxes by class: a picture and a table."""
    found = excerpt([row["name"] for row in document["summary"]["classes"]])
    said = "".join(map(paragraph, map(clean, size_sentences(document))))
    head, *rows = size_rows_of(document, found.first)
    gap = [[gap, *[""] * (len(head) - 1)] for gap in found.gap]
    return said + size_chart(document).image() + table([head, *rows, *gap])


def size_chart(document: Document) -> Chart:
    """Return the shares of small boxes of all classes and of each, of many the first."""
    statistic, splits = document["statistics"]["box_size"], list(document["splits"])
    found = excerpt([row["name"] for row in document["summary"]["classes"]])
    rows = [statistic, *(statistic["by_class"][name] for name in found.first)]
    columns = [_column(split, [row[split] for row in rows], len(found.gap)) for split in splits]
    words = size_words(LIMITS[-1], clean(" ".join(size_sentences(document))))
    return Chart(bar_chart([ALL_CLASSES, *map(shown, found.first), *found.gap], columns), words)


def size_rows_of(document: Document, names: Sequence[str]) -> list[list[str]]:
    """Return the shares of every range of sizes, of all classes and of those named; a heading first."""
    statistic, splits = document["statistics"]["box_size"], list(document["splits"])
    head = [CLASS, *(f"{shown(split, 20)}, {name} px" for split in splits for name in statistic["ranges"])]
    rows = [(ALL_CLASSES, statistic), *((shown(name), statistic["by_class"][name]) for name in names)]
    return [
        head,
        *(
            [name, *(fine_percent_text(count, sum(row[split])) for split in splits for count in row[split])]
            for name, row in rows
        ),
    ]


def _column(split: str, rows: Sequence[Sequence[int]], blank: int) -> Column:
    small = [(sum(ranges) - ranges[-1], sum(ranges)) for ranges in rows]
    return Column(
        heading=shown(split, 20),
        lengths=[under / total if total else 0.0 for under, total in small] + [0.0] * blank,
        texts=[fine_percent_text(under, total) for under, total in small] + [""] * blank,
        colours=[split_colour(split)] * (len(rows) + blank),
        rest=True,
    )


def positions(document: Document) -> str:
    """Return where boxes lie: a map of each split on one scale, and a table of ninths."""
    drawn = position_chart(document)
    if drawn is None:
        return ""
    return paragraph(clean(position_sentence(document))) + drawn.image() + table(position_rows(document))


def position_chart(document: Document) -> Chart | None:
    """Return a map of each split that has boxes; None where none has."""
    splits = _placed(document)
    if not splits:
        return None
    words = position_words(clean(position_sentence(document)))
    return Chart(_maps(document["statistics"]["box_position"], splits), words)


def position_rows(document: Document) -> list[list[str]]:
    """Return the boxes of each ninth of the image by split; a heading first."""
    splits = _placed(document)
    by_ninth = {split: ninths(document["statistics"]["box_position"], split) for split in splits}
    return [
        [NINTH, *(column for split in splits for column in _heads(split))],
        *(
            [name, *(cell for split in splits for cell in _cells(by_ninth[split], place))]
            for place, name in enumerate(NINTHS)
        ),
    ]


def _placed(document: Document) -> list[str]:
    """Return the splits that have boxes with a place."""
    return [split for split in document["splits"] if sum(document["statistics"]["box_position"][split])]


def _heads(split: str) -> tuple[str, str]:
    name = shown(split, 20)
    return name, f"{name}, %"


def _cells(counts: Sequence[int], place: int) -> tuple[str, str]:
    return f"{counts[place]:,}", fine_percent_text(counts[place], sum(counts))


def _maps(statistic: Mapping[str, Any], splits: Sequence[str]) -> Picture:
    largest = max(max(statistic[split]) / sum(statistic[split]) for split in splits)
    grid = statistic["grid"]
    drawn = []
    for at, split in enumerate(splits):
        left = at * (SIDE + GAP)
        steps = _steps(statistic[split], largest)
        drawn.append(text(left, HEAD - 8, shown(split, 20), font_weight="bold"))
        drawn += [_cells_of(step, steps, left, grid) for step in range(len(HEAT))]
    return picture(len(splits) * (SIDE + GAP) - GAP, HEAD + SIDE, *drawn)


def _steps(counts: Sequence[int], largest: float) -> list[int]:
    """Return the colour of each cell: none, then eight steps up to the largest share."""
    most, total = len(HEAT) - 1, sum(counts)
    return [min(most, int(most * count / total / largest - 1e-9) + 1) if count else 0 for count in counts]


def _cells_of(step: int, steps: Sequence[int], left: int, grid: int) -> str:
    side = SIDE // grid
    places = [divmod(cell, grid) for cell, of in enumerate(steps) if of == step]
    boxes = ((left + across * side, HEAD + down * side, side, side) for down, across in places)
    return bars(boxes, fill=PALETTE[HEAT[step]])
