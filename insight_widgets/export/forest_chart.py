"""Train against another split as a picture: the ratio of two shares a row, with its interval."""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, Any

from insight_widgets.charts.palette import PALETTE
from insight_widgets.export.bar_chart import HEAD, ROW, row_labels, row_labels_width
from insight_widgets.export.excerpt import excerpt
from insight_widgets.export.names import shown
from insight_widgets.export.svg import Chart, line, picture, tag, text
from insight_widgets.texts.comparison import SPLITS, TIMES, ratio_text, times
from insight_widgets.texts.report import IN_NEITHER, forest_axis, forest_words, only_in

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Row = Mapping[str, Any]
    Place = Callable[[float], float]

PLOT, WORDS = 330, 170
"""Width of the plot, and of the ratios in words beside it."""

GAP, FOOT = 14, 24
TICKS = {2: (1.5, 2), 5: (2, 5), 10: (2, 5, 10), 20: (5, 20), 50: (10, 50), 100: (10, 100)}
"""By the end of the axis; the same to the other side of 1."""

ROOM = 1.1
"""A little room behind the furthest ratio."""

NAMED = 5
"""Rows that the description names."""


def forest_chart(found: Mapping[str, Any]) -> Chart:
    """Draw a comparison of the document, class by class.

    Classes that differ by more than chance come first, with a filled diamond and a thick line; the others
    have a hollow disc. A ratio of 0 or without bound is a triangle at the end of the axis.

    Parameters
    ----------
    found : mapping
        A comparison of the document.
    """
    listed = excerpt(found["classes"])
    rows, other = listed.first, SPLITS[found["split"]]
    labels = [*(shown(row["name"]) for row in rows), *listed.gap]
    left, bottom = row_labels_width(labels), HEAD + ROW * len(labels)
    end = _end(rows)
    place = _placing(left, end)
    words = left + PLOT + GAP
    parts = [row_labels(labels), _axis(end, place, bottom), _alike(place, bottom)]
    parts += [text(left, HEAD - 10, forest_axis(other), font_weight="bold")]
    parts += [_row(row, HEAD + ROW * at + ROW // 2 - 3, place, end) for at, row in enumerate(rows)]
    parts += [text(words, HEAD + ROW * at + 10, _ratio(row, other)) for at, row in enumerate(rows)]
    drawn = picture(words + WORDS, bottom + FOOT, *parts)
    return Chart(drawn, _description(rows, other))


def _description(rows: Sequence[Row], other: str) -> str:
    told = ", ".join(f"{shown(row['name'])} {_ratio(row, other)}" for row in rows[:NAMED])
    return forest_words(other, told)


def _end(rows: Sequence[Row]) -> int:
    """Return the end of the axis: wide enough for every ratio up to a hundred times."""
    ratios = [row["ratio"][0] for row in rows if row["ratio"] and row["ratio"][0]]
    furthest = max((max(ratio, 1 / ratio) for ratio in ratios), default=1.0)
    return next((end for end in TICKS if end >= furthest * ROOM), max(TICKS))


def _placing(left: int, end: int) -> Place:
    def place(ratio: float) -> float:
        share = log(min(max(ratio, 1 / end), end)) / log(end)
        return left + PLOT * (1 + share) / 2

    return place


def _axis(end: int, place: Place, bottom: int) -> str:
    above = TICKS[end]
    ticks = [*(1 / tick for tick in reversed(above)), *above]
    rules = (line([(place(tick), HEAD), (place(tick), bottom)]) for tick in ticks)
    labels = (text(place(tick), bottom + 16, f"{times(tick)}{TIMES}") for tick in [*ticks, 1])
    grid = tag("g", "".join(rules), stroke=PALETTE["text"], stroke_opacity=0.3)
    return grid + tag("g", "".join(labels), text_anchor="middle")


def _alike(place: Place, bottom: int) -> str:
    """Return the line where both splits have the same share."""
    ends = [(place(1), float(HEAD - 4)), (place(1), float(bottom))]
    return line(ends, stroke=PALETTE["text"], stroke_dasharray="4 3")


def _row(row: Row, y: int, place: Place, end: int) -> str:
    if not row["ratio"]:
        return ""
    value, low, high = row["ratio"]
    colour, width = (PALETTE["serious"], 3) if row["differs"] else (PALETTE["muted"], 1.5)
    ends = [(place(low), float(y)), (place(end if high is None else high), float(y))]
    x = place(end if value is None else value)
    interval = line(ends, stroke=colour, stroke_width=width)
    return interval + _mark(x, y, _outline(value, end, differs=row["differs"]), colour, filled=row["differs"])


def _outline(value: float | None, end: int, *, differs: bool) -> str:
    """Return the outline of a mark around its place: a triangle where the ratio is beyond the axis."""
    if value is None or value > end:
        return "m-9-5l9 5l-9 5z"
    if value < 1 / end:
        return "m9-5l-9 5l9 5z"
    return "m-5 0l5-5l5 5l-5 5z" if differs else "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"


def _mark(x: float, y: int, outline: str, colour: str, *, filled: bool) -> str:
    fill = colour if filled else "none"
    return tag("path", d=f"M{x:.1f} {y}{outline}", fill=fill, stroke=colour, stroke_width=1.5)


def _ratio(row: Row, other: str) -> str:
    """Return a ratio with its interval, or that a class is in one split alone."""
    if not row["ratio"]:
        return IN_NEITHER
    value = row["ratio"][0]
    if not value:
        return only_in(other if value is None else "train")
    return ratio_text(row["ratio"])
