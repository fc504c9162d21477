"""Sizes of boxes at the input of a network, and their places in the image, as plain HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.charts.palette import HEAT, PALETTE, split_colour
from insight_widgets.export.bar_chart import Column, bar_chart
from insight_widgets.export.excerpt import excerpt
from insight_widgets.export.markup import in_words, paragraph, table
from insight_widgets.export.names import clean, shown
from insight_widgets.export.svg import Picture, bars, picture, text
from insight_widgets.percent import fine_percent_text
from insight_widgets.place_words import NINTHS, ninths, position_sentence, size_sentences
from insight_widgets.stats.places import LIMITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Document = Mapping[str, Any]

ALL = "All classes"
SIDE, GAP, HEAD = 204, 24, 22
"""Of a map, between maps, and above them for the name of the split; in pixels."""


def sizes(document: Document) -> str:
    """Return the shares of small boxes by class: a picture and a table."""
    statistic = document["statistics"]["box_size"]
    splits = list(document["splits"])
    found = excerpt([row["name"] for row in document["summary"]["classes"]])
    rows = [{split: statistic[split] for split in splits}]
    rows += [statistic["by_class"][name] for name in found.first]
    names = [ALL, *map(shown, found.first)]
    columns = [_column(split, [row[split] for row in rows], len(found.gap)) for split in splits]
    said = size_sentences(document)
    words = f"Share of the boxes under {LIMITS[-1]} px by class. {clean(' '.join(said))}"
    drawn = bar_chart([*names, *found.gap], columns).image(words.strip())
    head = ["Class", *(f"{shown(split, 20)}, {name} px" for split in splits for name in statistic["ranges"])]
    lines = [
        [name, *(fine_percent_text(count, sum(row[split])) for split in splits for count in row[split])]
        for name, row in zip(names, rows, strict=True)
    ]
    lines += [[gap, *[""] * (len(head) - 1)] for gap in found.gap]
    return "".join(map(paragraph, map(clean, said))) + drawn + table([head, *lines])


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
    statistic = document["statistics"]["box_position"]
    splits = [split for split in document["splits"] if sum(statistic[split])]
    if not splits:
        return ""
    said = position_sentence(document)
    words = f"Maps of the image, darker where more boxes have their centre. {in_words(clean(said))}"
    head = ["Ninth of the image", *(column for split in splits for column in _heads(split))]
    by_ninth = {split: ninths(statistic, split) for split in splits}
    lines = [
        [name, *(cell for split in splits for cell in _cells(by_ninth[split], place))]
        for place, name in enumerate(NINTHS)
    ]
    return paragraph(clean(said)) + _maps(statistic, splits).image(words) + table([head, *lines])


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
