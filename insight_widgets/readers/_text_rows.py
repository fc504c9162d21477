"""Text as rows of cells, line by line: the careful way, which copes with whatever quotes do."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.tables.column import CellColumn
from insight_widgets.texts import records as words
from insight_widgets.texts.where import record_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.problems import ProblemLog
    from insight_widgets.tables.column import Column

MOST_LINES_A_ROW = 10
"""A cell in quotes may hold line breaks; a quote that is never closed must not eat the file."""


@dataclass(frozen=True, slots=True)
class Body:
    """The rows of a table under its header.

    Attributes
    ----------
    columns : tuple of Column
    line : ndarray of int64, shape (n,)
        Line on which each row starts, from 1.
    width : ndarray of int64, shape (n,)
        How many cells each row has, those past the last column aside.
    """

    columns: tuple[Column, ...]
    line: NDArray[np.int64]
    width: NDArray[np.int64]


class Rows:
    """Rows of cells without blanks at their ends, and the line on which each starts.

    Parameters
    ----------
    lines : sequence of str
    separator : str
        One character; a blank stands for any number of them.
    source : str
        What the text is called in messages.
    log : ProblemLog
        Takes the lines that cannot be read.
    first_line : int
        Number of the first line.
    final : bool
        Whether the text ends here; else a row that may go on behind it is left.

    Attributes
    ----------
    cells : list of list of str
        The cells of every row that has any.
    used : int
        How many lines were read.
    """

    def __init__(
        self,
        lines: Sequence[str],
        separator: str,
        source: str,
        log: ProblemLog,
        first_line: int = 1,
        *,
        final: bool = True,
    ) -> None:
        self.cells: list[list[str]] = []
        self._lines: list[int] = []
        self._source = source
        place = 0
        while place < len(lines):
            cells, used = row_at(lines, place, separator)
            if cells is None:
                if not final and place + MOST_LINES_A_ROW > len(lines):
                    break
                where = f"{source}: {record_text('line', first_line + place)}"
                log.add("row-unreadable", words.open_quote(where, lines[place]))
            elif any(cells):
                self.cells.append(cells)
                self._lines.append(first_line + place)
            place += used
        self.used = place

    def first(self) -> list[str]:
        """Return the cells of the first row; none where there is no row."""
        return self.cells[0] if self.cells else []

    def body(self, count: int, *, header: bool, log: ProblemLog) -> Body:
        """Return `count` columns of the rows (under the first if `header`); longer rows are told."""
        kept, lines = [], []
        for cells, line in zip(self.cells[header:], self._lines[header:], strict=True):
            if any(cells[count:]):
                log.add("row-unreadable", too_long(self._source, line, count, len(cells)))
            else:
                kept.append(cells[:count])
                lines.append(line)
        columns = [CellColumn(cells) for cells in zip_longest(*kept, fillvalue="")]
        columns += [CellColumn(("",) * len(kept))] * (count - len(columns))
        width = np.array([len(cells) for cells in kept], dtype=np.int64)
        return Body(tuple(columns), np.array(lines, dtype=np.int64), width)


def too_long(source: str, line: int, wanted: int, came: int) -> str:
    """Say that a row has more cells than the header."""
    return words.cells_wanted(f"{source}: {record_text('line', line)}", wanted, came)


def row_at(lines: Sequence[str], place: int, separator: str) -> tuple[list[str] | None, int]:
    """Return the cells of the row that starts at a line, and how many lines it takes."""
    if '"' not in lines[place]:
        cells = lines[place].split(None if separator == " " else separator)
        return [cell.strip() for cell in cells], 1
    for used in range(1, MOST_LINES_A_ROW + 1):
        text = "\n".join(lines[place : place + used])
        try:
            cells = next(csv.reader([text], delimiter=separator, skipinitialspace=True, strict=True), [])
        except csv.Error:
            continue
        return [cell.strip() for cell in cells], used
    return None, 1
