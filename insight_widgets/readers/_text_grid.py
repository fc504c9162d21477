"""Text as a grid of cells, found in its bytes all at once: the quick way, for text whose quotes are regular.

Quotes are regular where they stand around whole cells and nowhere else. A grid says what reading line by line
says (`Rows`), of a large table many times as quickly; no cell becomes an object before it is needed.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.readers._text_cells import LONGEST, Places, first_equal, texts
from insight_widgets.readers._text_numbers import decimals
from insight_widgets.readers._text_rows import Body, row_at, too_long
from insight_widgets.tables.cells import number
from insight_widgets.tables.column import Coded, Column, encode

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.problems import ProblemLog

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
    last : ndarray of int, shape (n,)
        The last cell of each line.
    separator : str
    source : str
        What the text is called in messages.
    first_line : int
        Number of the first line.
    """

    def __init__(
        self, data: bytes, borders: Places, last: Places, separator: str, source: str, *, first_line: int = 1
    ) -> None:
        self.data = data
        self.values = np.frombuffer(data, dtype=np.uint8)
        self._separator, self._source, self._first_line = separator, source, first_line
        self._borders, self._last = borders, last
        self._quoted = b'"' in data
        self._before = np.concatenate([[-1], last[:-1]], dtype=last.dtype)
        self._rows = np.flatnonzero(~self._blank()).astype(last.dtype)

    def first(self) -> list[str]:
        """Return the cells of the first row; none where there is no row."""
        return self._cells(int(self._rows[0])) if len(self._rows) else []

    def body(self, count: int, *, header: bool, log: ProblemLog) -> Body:
        """Return `count` columns of the rows (under the first if `header`); longer rows are told."""
        rows = self._rows[header:]
        width = (self._last - self._before)[rows]
        overfull = self._overfull(rows, width, count)

        def say(place: int) -> str:
            return too_long(self._source, self._first_line + int(rows[place]), count, int(width[place]))

        log.add_rows("row-unreadable", np.flatnonzero(overfull), say)
        rows, width = rows[~overfull], np.minimum(width[~overfull], count)
        columns = tuple(GridColumn(self, rows, place) for place in range(count))
        return Body(columns, rows.astype(np.int64) + self._first_line, width)

    def spans(self, rows: Places, place: int) -> tuple[Places, Places]:
        """Return what `span` does for many rows."""
        begin, length = np.empty((2, len(rows)), dtype=self._borders.dtype)
        for start in range(0, len(rows), _ROWS):
            part = slice(start, start + _ROWS)
            begin[part], length[part] = self.span(rows[part], place)
        return begin, length

    def span(self, rows: Places, place: int) -> tuple[Places, Places]:
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

    def _overfull(self, rows: Places, width: Places, count: int) -> NDArray[np.bool_]:
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
        begin, _ = self.spans(np.arange(len(self._last), dtype=self._last.dtype), 0)
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

    def __init__(self, grid: Grid, rows: Places, place: int) -> None:
        self._grid, self._rows, self._place = grid, rows, place

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> str:
        return self._slices(*self._grid.span(self._rows[[row]], self._place))[0].strip()

    @cached_property
    def coded(self) -> Coded:
        """The column by its distinct cells."""
        begin, length = self._grid.spans(self._rows, self._place)
        first = first_equal(self._grid.values, begin, length) if length.max(initial=0) <= LONGEST else None
        if first is None:
            return encode(self._slices(begin, length)).by_text()
        is_first = first == np.arange(len(first))
        codes = (np.cumsum(is_first) - 1)[first]
        begin, length = begin[is_first], length[is_first]
        values = texts(self._grid.values, begin, length)
        return Coded(codes, values, stripped=self._are_solid(begin, length)).by_text()

    def trimmed(self) -> tuple[NDArray[np.uint8], Places, Places]:
        """Return the bytes of the text, where each cell begins in them, and how long it is; no blanks."""
        begin, length = self._grid.spans(self._rows, self._place)
        values = self._grid.values
        edges = _is_solid(values.take(begin, mode="clip")) & _is_solid(
            values.take(begin + length - 1, mode="clip")
        )
        for row in np.flatnonzero((length > 0) & ~edges).tolist():
            start = int(begin[row])
            cell = self._grid.data[start : start + int(length[row])].decode()
            begin[row] = start + len(cell[: len(cell) - len(cell.lstrip())].encode())
            length[row] = len(cell.strip().encode())
        return values, begin, length

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

    def _are_solid(self, begin: Places, length: Places) -> bool:
        """Whether all cells begin and end with letters, digits and the like, and not with blanks."""
        written = begin[length > 0], (begin + length - 1)[length > 0]
        return all(_is_solid(self._grid.values[places]).all() for places in written)

    def _slices(self, begin: Places, length: Places) -> list[str]:
        spans = zip(begin.tolist(), (begin + length).tolist(), strict=True)
        return [self._grid.data[start:end].decode() for start, end in spans]


def _is_solid(marks: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Return which bytes are letters, digits and the like, and surely no blanks."""
    return (marks > ord(" ")) & (marks <= _LAST_ASCII)


def find_grid(data: bytes, separator: str, source: str, first_line: int = 1) -> Grid | None:
    """Return the grid of cells in a text, or None where its quotes are not regular.

    Parameters
    ----------
    data : bytes
        UTF-8 with a line feed between lines; not empty.
    separator : str
        One character, not a blank.
    source : str
        What the text is called in messages.
    first_line : int
        Number of the first line.
    """
    values = np.frombuffer(data, dtype=np.uint8)
    borders = _places(values, _LINE, np.uint8(ord(separator)))
    if b'"' in data:
        quotes = _places(values, _QUOTE, _QUOTE)[1:-1]
        borders = borders[np.searchsorted(quotes, borders) % 2 == 0]
        if not _regular(values, quotes, borders[1:-1], separator):
            return None
    last = np.flatnonzero(values[borders[1:-1]] == _LINE)
    last = np.append(last, len(borders) - 2).astype(borders.dtype)
    return Grid(data, borders, last, separator, source, first_line=first_line)


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
    """Return where either of two bytes stands, and before and behind these, the places past both ends."""
    dtype = np.int32 if len(values) < np.iinfo(np.int32).max else np.int64
    found = [np.array([-1], dtype=dtype)]
    for start in range(0, len(values), _BLOCK):
        block = values[start : start + _BLOCK]
        found.append((start + np.flatnonzero((block == one) | (block == other))).astype(dtype))
    return np.concatenate([*found, np.array([len(values)], dtype=dtype)])
