"""Text as a grid of cells, found in its bytes all at once: the quick way, for text whose quotes are regular.

Quotes are regular where they stand around whole cells and nowhere else. A grid says what reading line by line
says (`Rows`), of a large table many times as quickly; no cell becomes an object before it is needed.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from insight_widgets.readers._text_numbers import decimals
from insight_widgets.readers._text_rows import Body, row_at, too_long
from insight_widgets.tables.cells import number
from insight_widgets.tables.column import Coded, Column, Encoder

if TYPE_CHECKING:
    from insight_widgets.problems import ProblemLog

Places = NDArray[np.signedinteger]
"""Places in a text: of 32 bits where they suffice."""

_LINE, _QUOTE = np.uint8(ord("\n")), np.uint8(ord('"'))
_LAST_ASCII = 126
_BLOCK = 2**20
_ROWS = 2**15
"""Cells worked on at a time: they fit into the fast memory near the processor."""


class Grid:
    """Rows of cells by their places in a text.

    Parameters
    ----------
    data : bytes
        UTF-8 with a line feed between lines.
    borders : ndarray of int, shape (c + 1,)
        Where each of c cells ends, in the order of the text; the first begins past the first border, -1.
    last : ndarray of int64, shape (n,)
        The last cell of each line.
    separator : str
    source : str
        What the text is called in messages.
    """

    def __init__(
        self, data: bytes, borders: Places, last: NDArray[np.int64], separator: str, source: str
    ) -> None:
        self.data = data
        self.values = np.frombuffer(data, dtype=np.uint8)
        self._separator, self._source = separator, source
        self._borders, self._last = borders, last
        self._quoted = b'"' in data
        self._before = np.append(-1, last[:-1])
        self._rows = np.flatnonzero(~self._blank())

    def first(self) -> list[str]:
        """Return the cells of the first row; none where there is no row."""
        return self._cells(int(self._rows[0])) if len(self._rows) else []

    def body(self, count: int, *, header: bool, log: ProblemLog) -> Body:
        """Return `count` columns of the rows (under the first if `header`); longer rows are told."""
        rows = self._rows[header:]
        width = (self._last - self._before)[rows]
        overfull = self._overfull(rows, width, count)

        def say(place: int) -> str:
            return too_long(self._source, int(rows[place]) + 1, count, int(width[place]))

        log.add_rows("row-unreadable", np.flatnonzero(overfull), say)
        rows, width = rows[~overfull], np.minimum(width[~overfull], count)
        return Body(tuple(GridColumn(self, rows, place) for place in range(count)), rows + 1, width)

    def span(self, rows: NDArray[np.int64], place: int) -> tuple[Places, Places]:
        """Return where the cells of a column begin and how long they are, within quotes; shape (n,) each."""
        cell, last = self._before[rows] + 1 + place, self._last[rows]
        there = cell <= last
        cell = np.minimum(cell, last)
        begin = self._borders[cell] + 1
        length = (self._borders[cell + 1] - begin) * there
        if self._quoted:
            quoted = (length > 0) & (self.values.take(begin, mode="clip") == _QUOTE)
            return begin + quoted, length - 2 * quoted
        return begin, length

    def _overfull(self, rows: NDArray[np.int64], width: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
        """Return which rows have something to say past the last column, shape (n,)."""
        overfull = width > count
        past = np.flatnonzero(overfull)
        begin = self._borders[self._before[rows[past]] + 1 + count]
        overfull[past] = self._borders[self._last[rows[past]] + 1] - begin != width[past] - count
        for place in np.flatnonzero(overfull).tolist():
            overfull[place] = any(self._cells(int(rows[place]))[count:])
        return overfull

    def _blank(self) -> NDArray[np.bool_]:
        """Return which lines hold only blank cells, shape (lines,)."""
        begin, _ = self.span(np.arange(len(self._last)), 0)
        mark = self.values.take(begin, mode="clip")
        blank: NDArray[np.bool_] = ~_is_solid(mark) | (mark == _QUOTE) | (mark == ord(self._separator))
        for row in np.flatnonzero(blank).tolist():
            blank[row] = not any(self._cells(row))
        return blank

    def _cells(self, row: int) -> list[str]:
        begin = self._borders[self._before[row] + 1] + 1
        line = self.data[begin : self._borders[self._last[row] + 1]].decode()
        return row_at([line], 0, self._separator)[0] or []


class GridColumn(Column):
    """One column of some rows of a grid."""

    def __init__(self, grid: Grid, rows: NDArray[np.int64], place: int) -> None:
        self._grid, self._rows, self._place = grid, rows, place

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> str:
        return self._texts(self._rows[row : row + 1])[0]

    @cached_property
    def coded(self) -> Coded:
        """The column by its distinct cells."""
        found = Encoder()
        for start in range(0, len(self), _ROWS):
            found.add(self._texts(self._rows[start : start + _ROWS]))
        return found.coded(stripped=True)

    @cached_property
    def numbers(self) -> NDArray[np.float64]:
        """The column as numbers, shape (n,)."""
        found = np.empty(len(self), dtype=np.float64)
        for start in range(0, len(self), _ROWS):
            rows = self._rows[start : start + _ROWS]
            begin, length = self._grid.span(rows, self._place)
            found[start : start + _ROWS], sure = decimals(self._grid.values, begin, length)
            for row in (start + np.flatnonzero(~sure)).tolist():
                found[row] = number(self[row])
        return found

    def _texts(self, rows: NDArray[np.int64]) -> list[str]:
        """Return the cells of some rows, without blanks at their ends."""
        begin, length = self._grid.span(rows, self._place)
        length += 1  # with what follows the cell, which becomes a line feed
        stop = np.cumsum(length)
        places = np.repeat(begin - (stop - length), length)
        places += np.arange(len(places))
        marks = self._grid.values.take(places, mode="clip")
        ends = marks[np.maximum(stop - 2, 0)], marks[stop - length]
        marks[stop - 1] = _LINE
        texts = marks.tobytes().decode().split("\n")[:-1]
        return texts if all(map(_are_solid, ends)) else [text.strip() for text in texts]


def _is_solid(marks: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which bytes are letters, digits and the like, and surely no blanks."""
    return (marks > ord(" ")) & (marks <= _LAST_ASCII)


def _are_solid(marks: NDArray[np.uint8]) -> bool:
    return bool(_is_solid(marks).all())


def find_grid(data: bytes, separator: str, source: str) -> Grid | None:
    """Return the grid of cells in a text, or None where its quotes are not regular.

    Parameters
    ----------
    data : bytes
        UTF-8 with a line feed between lines; not empty.
    separator : str
        One character, not a blank.
    source : str
        What the text is called in messages.
    """
    values = np.frombuffer(data, dtype=np.uint8)
    borders = _places(values, _LINE, np.uint8(ord(separator)))
    if b'"' in data:
        quotes = _places(values, _QUOTE, _QUOTE)
        borders = borders[np.searchsorted(quotes, borders) % 2 == 0]
        if not _regular(values, quotes, borders, separator):
            return None
    last = np.append(np.flatnonzero(values[borders] == _LINE), len(borders))
    return Grid(
        data, np.concatenate([[-1], borders, [len(data)]], dtype=borders.dtype), last, separator, source
    )


def _regular(values: NDArray[np.uint8], quotes: Places, borders: Places, separator: str) -> bool:
    """Whether quotes stand around whole cells, and no line break stands within them."""
    if len(quotes) % 2:
        return False
    opens, closes = quotes[::2], quotes[1::2]
    ends = [ord(separator), int(_LINE)]
    begun = np.isin(values.take(opens - 1, mode="clip"), ends) | (opens == 0)
    ended = np.isin(values.take(closes + 1, mode="clip"), ends) | (closes == len(values) - 1)
    breaks = np.count_nonzero(values == _LINE) == np.count_nonzero(values[borders] == _LINE)
    return bool(begun.all() and ended.all() and breaks)


def _places(values: NDArray[np.uint8], one: np.uint8, other: np.uint8) -> Places:
    """Return where either of two bytes stands."""
    dtype = np.int32 if len(values) < np.iinfo(np.int32).max else np.int64
    found = [np.zeros(0, dtype=dtype)]
    for start in range(0, len(values), _BLOCK):
        block = values[start : start + _BLOCK]
        found.append((start + np.flatnonzero((block == one) | (block == other))).astype(dtype))
    return np.concatenate(found)
