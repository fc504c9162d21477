"""From columns of cells to records: what is a metric, what is blank, what is a word among numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import shorten
from insight_widgets.logs._cells import NUMBER, WORD, cells_of
from insight_widgets.logs._long import KEYS, SUBSETS, unstacked
from insight_widgets.logs._table import Column, Table
from insight_widgets.logs.names import RUNS
from insight_widgets.texts.logs import cells_without_number
from insight_widgets.texts.where import record_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray

_TELLING = frozenset((*RUNS, *KEYS, *SUBSETS))
"""Names of columns whose words are kept."""


def table_of(columns: Mapping[str, Sequence[Any] | NDArray[Any]], count: int) -> Table:
    """Return columns of one length as records; a column of words is no metric."""
    builder = TableBuilder(list(columns))
    builder.add(columns.values(), count)
    return builder.table()


class TableBuilder:
    """Collects the columns of a table piece by piece.

    Parameters
    ----------
    names : sequence of str
        Names of the columns; of those with one name the first counts.
    """

    def __init__(self, names: Sequence[str]) -> None:
        self._columns = [_GrowingCells(name, keeps_words=name.lower() in _TELLING) for name in names]
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, columns: Iterable[Sequence[Any] | NDArray[Any]], count: int) -> None:
        """Take so many rows more: for each name a column of cells."""
        for column, cells in zip(self._columns, columns, strict=True):
            column.add(cells, self._count)
        self._count += count

    def table(self, where: Callable[[int], str] = lambda row: record_text("record", row + 1)) -> Table:
        """Return the records; `where` says in which place of the log a row is."""
        found: dict[str, Column] = {}
        words: dict[str, list[str]] = {}
        notes: list[str] = []
        for column in self._columns:
            if column.words is not None:
                words[column.name.lower()] = column.words
            is_run = column.name.lower() in RUNS
            if column.name not in found and column.is_numeric and not is_run:
                found[column.name] = column.column()
                notes += column.notes(where)
        return unstacked(Table(found, self._count, words, notes))


class _GrowingCells:
    """One column while its cells are read."""

    def __init__(self, name: str, *, keeps_words: bool) -> None:
        self.name = name
        self.words: list[str] | None = [] if keeps_words else None
        self._rows: list[NDArray[np.int64]] = []
        self._values: list[NDArray[np.float64]] = []
        self._numbers = self._odd = 0
        self._first: tuple[int, str] = (0, "")

    @property
    def is_numeric(self) -> bool:
        """Whether there are numbers, and at least as many as words."""
        return self._numbers > 0 and self._numbers >= self._odd

    def add(self, cells: Sequence[Any] | NDArray[Any], start: int) -> None:
        """Take more cells, the first of them in row `start`."""
        if self.words is not None:
            self.words.extend("" if cell is None else str(cell).strip() for cell in cells)
        read = cells_of(cells)
        rows, odd = np.flatnonzero(read.kind == NUMBER), np.flatnonzero(read.kind == WORD)
        self._rows.append(rows + start)
        self._values.append(read.values[rows])
        if len(odd) and not self._odd:
            self._first = int(odd[0]) + start, shorten(cells[int(odd[0])], 40)
        self._numbers += len(rows)
        self._odd += len(odd)

    def column(self) -> Column:
        """Return its numbers."""
        return Column(np.concatenate(self._rows), np.concatenate(self._values))

    def notes(self, where: Callable[[int], str]) -> list[str]:
        """Say which cells were passed over."""
        if not self._odd:
            return []
        row, word = self._first
        return [cells_without_number(self.name, self._odd, word, where(row))]
