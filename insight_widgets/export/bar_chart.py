"""Horizontal bars as a picture: columns side by side on one axis, numbers on the marks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from insight_widgets.charts.palette import PALETTE
from insight_widgets.export.names import fit, letters
from insight_widgets.export.svg import Picture, bars, line, picture, tag, text

if TYPE_CHECKING:
    from collections.abc import Sequence

ROW, BAR = 20, 13
HEAD = 26
LETTERS = 28
"""Letters of a label that are shown, a wide one counting for two."""

LETTER = 8
"""Width of a letter in pixels, a little generous."""

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
    shortened = [fit(label, LETTERS) for label in labels]
    left = GAP + LETTER * max(map(letters, shortened), default=0)
    height = HEAD + ROW * len(labels) + GAP
    plot = max(PLOTS // max(len(columns), 1), NARROWEST)
    width = plot - room
    line_at = None if cutoff is None else cutoff[0] * width
    drawn = [_column(column, left + plot * at, width, line_at) for at, column in enumerate(columns)]
    if cutoff is not None:
        drawn.append(_cutoff(left + cutoff[0] * width, cutoff[1], height))
    return picture(left + plot * len(columns), height, _labels(shortened, left - GAP), *drawn)


def _labels(labels: Sequence[str], right: int) -> str:
    rows = (text(right, _top(row) + BASE_LINE, label) for row, label in enumerate(labels))
    return tag("g", "".join(rows), text_anchor="end")


def _column(column: Column, left: int, width: int, line_at: float | None) -> str:
    lengths = [length * width for length in column.lengths]
    parts = [text(left, HEAD - 10, column.heading, font_weight="bold")]
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
    crossed = line_at is not None and length < line_at < length + GAP + LETTER * letters(words)
    return GAP + (line_at if crossed and line_at is not None else length)


def _bars_of(colour: str, column: Column, lengths: Sequence[float], left: int) -> str:
    rows = [row for row, of in enumerate(column.colours) if of == colour and lengths[row]]
    return bars(((left, _top(row), lengths[row], BAR) for row in rows), fill=PALETTE[colour])


def _cutoff(x: float, name: str, height: int) -> str:
    dashed = line([(x, HEAD - 6), (x, height)], stroke=PALETTE["text"], stroke_dasharray="4 3")
    return dashed + text(x, HEAD - 10, name)


def _top(row: int) -> int:
    return HEAD + ROW * row
