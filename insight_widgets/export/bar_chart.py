"""Horizontal bars as a picture: columns side by side on one axis, numbers on the marks."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from insight_widgets.charts.palette import PALETTE
from insight_widgets.export.svg import Picture, bars, line, named, picture, tag, text
from insight_widgets.export.text_width import fit_width, text_width

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW, BAR = 20, 13
HEAD = 26
LABEL = 224
"""Pixels of a label at the most; what is longer is shortened, and has its whole name as a title."""

BOLD = 13
"""Size of regular letters that are as wide as bold ones of the usual size."""

GAP = 5
PLOTS = 560
"""Width of all columns together; none is narrower than `NARROWEST`."""

NARROWEST = 110
BASE_LINE = 10
"""From the top of a row to the base line of its text."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column of bars.

    Attributes
    ----------
    heading : str
    lengths : sequence of float
        One a row, 0 to 1 of the common axis.
    texts : sequence of str
        What stands at the end of each bar.
    colours : sequence of str
        One a row, names of `PALETTE`.
    rest : bool
        Whether the rest of each bar up to 1 is filled faintly.
    """

    heading: str
    lengths: Sequence[float]
    texts: Sequence[str]
    colours: Sequence[str]
    rest: bool = False


def bar_chart(
    labels: Sequence[str],
    columns: Sequence[Column],
    *,
    room: int = 44,
    cutoff: tuple[float, str] | None = None,
) -> Picture:
    """Draw columns of bars.

    Parameters
    ----------
    labels : sequence of str
        Names of the rows.
    columns : sequence of Column
    room : int
        Pixels behind the longest bar, for the text at its end.
    cutoff : (float, str), optional
        Place of a dashed line on the axis, and its name.
    """
    left = row_labels_width(labels)
    height = HEAD + ROW * len(labels) + GAP
    plot = max(PLOTS // max(len(columns), 1), NARROWEST)
    width = plot - room
    line_at = None if cutoff is None else cutoff[0] * width
    drawn = [_column(column, left + plot * at, width, line_at) for at, column in enumerate(columns)]
    ends = [left + plot * len(columns), *(left + _end(column, width, line_at) for column in columns[-1:])]
    if cutoff is not None:
        drawn.append(_cutoff(left + cutoff[0] * width, cutoff[1], height))
        ends.append(left + cutoff[0] * width + text_width(cutoff[1]))
    return picture(ceil(max(ends)), height, row_labels(labels), *drawn)


def row_labels_width(labels: Sequence[str]) -> int:
    """Return the width of the labels of rows in pixels, with a gap on both sides."""
    widest = max((min(text_width(label), LABEL) for label in labels), default=0.0)
    return 2 * GAP + ceil(widest)


def row_labels(labels: Sequence[str]) -> str:
    """Return the labels of rows, each ending at the same place, left of the plot."""
    right = row_labels_width(labels) - GAP
    return tag("g", "".join(_label(label, right, row) for row, label in enumerate(labels)), text_anchor="end")


def _label(label: str, right: int, row: int) -> str:
    fitting = fit_width(label, LABEL)
    drawn = text(right, _top(row) + BASE_LINE, fitting)
    return drawn if fitting == label else named(drawn, label)


def _column(column: Column, left: int, width: int, line_at: float | None) -> str:
    lengths = [length * width for length in column.lengths]
    heading = fit_width(column.heading, width, BOLD)
    parts = [text(left, HEAD - 10, heading, font_weight="bold")]
    if column.rest:
        rests = ((left + length, _top(row), width - length, BAR) for row, length in enumerate(lengths))
        parts.append(bars(rests, fill=PALETTE["text"], fill_opacity=0.1))
    parts += [_bars_of(colour, column, lengths, left) for colour in dict.fromkeys(column.colours)]
    for row, (length, words) in enumerate(zip(lengths, column.texts, strict=True)):
        start = _start(length, words, line_at)
        parts.append(text(left + start, _top(row) + BASE_LINE, words))
    return "".join(parts)


def _start(length: float, words: str, line_at: float | None) -> float:
    """Return where the text of a bar begins: at its end, or behind the line that would cross it."""
    crossed = line_at is not None and length < line_at < length + GAP + text_width(words)
    return GAP + (line_at if crossed and line_at is not None else length)


def _end(column: Column, width: int, line_at: float | None) -> float:
    """Return where the furthest text of a column ends."""
    ends = (
        _start(length * width, words, line_at) + text_width(words)
        for length, words in zip(column.lengths, column.texts, strict=True)
    )
    return max(ends, default=0.0)


def _bars_of(colour: str, column: Column, lengths: Sequence[float], left: int) -> str:
    rows = [row for row, of in enumerate(column.colours) if of == colour and lengths[row]]
    return bars(((left, _top(row), lengths[row], BAR) for row in rows), fill=PALETTE[colour])


def _cutoff(x: float, name: str, height: int) -> str:
    dashed = line([(x, HEAD - 6), (x, height)], stroke=PALETTE["text"], stroke_dasharray="4 3")
    return dashed + text(x, HEAD - 10, name)


def _top(row: int) -> int:
    return HEAD + ROW * row
