"""Columns of a table: cells of any kind, told by the distinct ones among them, or as numbers.

What a column says is found from its distinct cells, which are few in most columns; nothing is worked out
for a column that nobody asks for.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from insight_widgets.tables.cells import number, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray


@dataclass(frozen=True)
class Coded:
    """A column by its distinct cells.

    Attributes
    ----------
    codes : ndarray of int64, shape (n,)
        Place of each cell in `values`.
    values : sequence, length k
        The distinct cells, in the order they first appear.
    stripped : bool
        Whether all values are known to be texts without blanks at their ends.
    """

    codes: NDArray[np.int64]
    values: Sequence[Any]
    stripped: bool = False

    @cached_property
    def texts(self) -> Sequence[str]:
        """The distinct cells as text, k; two cells may read the same."""
        return self.values if self.stripped else [text(value) for value in self.values]

    def by_text(self) -> Coded:
        """Return the column by its distinct texts."""
        if self.stripped:
            return self
        found = encode(self.texts)
        return Coded(found.codes[self.codes], found.values, stripped=True)

    def used(self, rows: NDArray[np.int64]) -> list[Any]:
        """Return the distinct cells of some rows, in the order of `values`."""
        times = np.bincount(self.codes[rows], minlength=len(self.values))
        return [self.values[code] for code in np.flatnonzero(times).tolist()]

    def take(self, rows: NDArray[np.int64]) -> Coded:
        """Return some rows, by the cells that are distinct among them."""
        codes = self.codes[rows]
        first = np.full(len(self.values), len(codes))
        first[codes[::-1]] = np.arange(len(codes))[::-1]  # the first of several is written last
        order = np.argsort(first, kind="stable")[: np.count_nonzero(first < len(codes))]
        rank = np.empty(len(self.values), dtype=np.int64)
        rank[order] = np.arange(len(order))
        return Coded(rank[codes], [self.values[value] for value in order.tolist()], self.stripped)

    def where(self, chosen: Iterable[bool]) -> NDArray[np.bool_]:
        """Return which rows hold a chosen cell, shape (n,), given an answer for each of `values`."""
        return np.fromiter(chosen, dtype=np.bool_, count=len(self.values))[self.codes]


def distinct_pairs(one: Coded, other: Coded) -> int:
    """Return how many different pairs of cells stand side by side in two columns."""
    return len(np.unique(one.codes * len(other.values) + other.codes))


def encode(cells: Sequence[Any]) -> Coded:
    """Return cells by the distinct ones among them; cells that cannot be compared are all distinct."""
    kinds = set(map(type, cells))
    if len(kinds) > 1 and not kinds.isdisjoint((bool, np.bool_)):
        cells = [text(cell) for cell in cells]  # no is 0, but does not read the same
    try:
        return Encoder().add(cells).coded()
    except TypeError:  # lists in cells
        return Coded(np.arange(len(cells)), cells)


class Encoder:
    """Finds the distinct cells of a column that comes in pieces."""

    def __init__(self) -> None:
        self._all: list[Any] = []
        self._seen: set[Any] | None = set()  # as long as no cell has come twice: a set is twice as quick
        self._first: dict[Any, int] = {}
        self._pieces: list[NDArray[np.int64]] = []
        self._count = 0

    def add(self, cells: Sequence[Any]) -> Encoder:
        """Take the next cells."""
        if self._seen is None or not self._are_new(cells):
            rows = map(self._first.setdefault, cells, count(self._count))
            self._pieces.append(np.fromiter(rows, dtype=np.int64, count=len(cells)))
        self._count += len(cells)
        return self

    def _are_new(self, cells: Sequence[Any]) -> bool:
        """Whether no cell has come twice up to here; if one has, start to note where each came first."""
        seen = cast("set[Any]", self._seen)
        seen.update(cells)
        if len(seen) == self._count + len(cells):
            self._all.extend(cells)
            self._pieces.append(np.arange(self._count, self._count + len(cells)))
            return True
        self._first = dict(zip(self._all, count(), strict=False))
        self._seen, self._all = None, []
        return False

    def coded(self, *, stripped: bool = False) -> Coded:
        """Return the column; `stripped` says of its cells what `Coded` says."""
        first = np.concatenate(self._pieces) if self._pieces else np.zeros(0, dtype=np.int64)
        values = self._all or list(self._first)
        if len(values) == len(first):
            return Coded(first, values, stripped)
        place = np.cumsum(first == np.arange(len(first))) - 1
        return Coded(place[first], values, stripped)


class Column(ABC):
    """One column: cells of any type, n."""

    @abstractmethod
    def __len__(self) -> int:
        """Return the number of cells."""

    @abstractmethod
    def __getitem__(self, row: int) -> Any:
        """Return one cell as it is written."""

    @cached_property
    @abstractmethod
    def coded(self) -> Coded:
        """The column by its distinct cells."""

    @cached_property
    @abstractmethod
    def numbers(self) -> NDArray[np.float64]:
        """The column as numbers, shape (n,); NaN for blanks and for what is no number."""

    @cached_property
    def blank(self) -> NDArray[np.bool_]:
        """Which cells say nothing, shape (n,)."""
        return self.coded.where(not written for written in self.coded.texts)

    def words(self) -> set[str]:
        """Return the distinct texts of the cells that say something."""
        return set(self.coded.texts) - {""}

    def head(self, most: int) -> list[str]:
        """Return the first cells as text."""
        return [text(self[row]) for row in range(min(most, len(self)))]

    def take(self, rows: NDArray[np.int64]) -> Column:
        """Return the column with some of its rows."""
        return _Taken(self, rows)


class CellColumn(Column):
    """Cells in a sequence."""

    def __init__(self, cells: Sequence[Any]) -> None:
        self._cells = cells

    def __len__(self) -> int:
        return len(self._cells)

    def __getitem__(self, row: int) -> Any:
        return self._cells[row]

    @cached_property
    def coded(self) -> Coded:
        """The column by its distinct cells."""
        return encode(self._cells)

    @cached_property
    def numbers(self) -> NDArray[np.float64]:
        """The column as numbers, shape (n,)."""
        try:
            return np.asarray(self._cells, dtype=np.float64).reshape(len(self))
        except (TypeError, ValueError, OverflowError):
            return np.fromiter(map(number, self._cells), dtype=np.float64, count=len(self))


class _Taken(Column):
    """Some rows of another column."""

    def __init__(self, column: Column, rows: NDArray[np.int64]) -> None:
        self._column = column
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, row: int) -> Any:
        return self._column[int(self._rows[row])]

    @cached_property
    def coded(self) -> Coded:
        """The column by its distinct cells."""
        return self._column.coded.take(self._rows)

    @cached_property
    def numbers(self) -> NDArray[np.float64]:
        """The column as numbers, shape (n,)."""
        return self._column.numbers[self._rows]

    @cached_property
    def blank(self) -> NDArray[np.bool_]:
        """Which cells say nothing, shape (n,)."""
        return self._column.blank[self._rows]
