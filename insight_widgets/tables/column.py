"""Columns of a table: cells of any kind, told by the distinct ones among them, or as numbers.

What a column says is found from its distinct cells, which are few in most columns; nothing is worked out
for a column that nobody asks for.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.tables.cells import number, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray


_HEAD = 2**12
"""Rows in which most distinct cells of a column are met."""


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
        every = len(found.values) == len(self.values)
        return Coded(self.codes if every else found.codes[self.codes], found.values, stripped=True)

    def used(self, rows: NDArray[np.int64] | slice) -> list[Any]:
        """Return the distinct cells of some rows, in the order of `values`."""
        times = np.bincount(self.codes[rows], minlength=len(self.values))
        return [self.values[code] for code in np.flatnonzero(times).tolist()]

    def take(self, rows: NDArray[np.int64]) -> Coded:
        """Return some rows, by the cells that are distinct among them."""
        return Coded(self.codes[rows], self.values, self.stripped).of_used()

    def of_used(self) -> Coded:
        """Return the column by the distinct cells that are used, in the order they first appear."""
        codes, used = self.codes, np.bincount(self.codes, minlength=len(self.values)) > 0
        order = _in_order(codes[:_HEAD])
        if len(order) < np.count_nonzero(used):
            order = _in_order(codes)
        if np.array_equal(order, np.arange(len(self.values))):
            return self
        rank = np.empty(len(self.values), dtype=np.int64)
        rank[order] = np.arange(len(order))
        return Coded(rank[codes], [self.values[value] for value in order.tolist()], self.stripped)

    def blank(self) -> NDArray[np.bool_]:
        """Return which rows say nothing, shape (n,)."""
        if not self.stripped:
            return self.where(not written for written in self.texts)
        return (
            self.codes == self.values.index("") if "" in self.values else np.zeros(len(self.codes), np.bool_)
        )

    def where(self, chosen: Iterable[bool]) -> NDArray[np.bool_]:
        """Return which rows hold a chosen cell, shape (n,), given an answer for each of `values`."""
        return np.fromiter(chosen, dtype=np.bool_, count=len(self.values))[self.codes]


def _in_order(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the distinct codes in the order they first appear."""
    first = np.full(int(codes.max(initial=-1)) + 1, len(codes))
    first[codes[::-1]] = np.arange(len(codes))[::-1]  # the first of several is written last
    return np.argsort(first, kind="stable")[: np.count_nonzero(first < len(codes))]


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
        self._cells: list[Any] = []  # as long as none has come twice: a set is quicker than places
        self._seen: set[Any] = set()
        self._places: defaultdict[Any, int] | None = None
        self._codes: list[NDArray[np.int64]] = []

    def add(self, cells: Sequence[Any]) -> Encoder:
        """Take the next cells."""
        if self._places is None and self._are_new(cells):
            self._codes.append(np.arange(len(self._cells), len(self._cells) + len(cells)))
            self._cells.extend(cells)
            return self
        if self._places is None:
            next_place = count(len(self._cells)).__next__
            self._places = defaultdict(next_place, zip(self._cells, count(), strict=False))
            self._cells, self._seen = [], set()
        places = map(self._places.__getitem__, cells)
        self._codes.append(np.fromiter(places, dtype=np.int64, count=len(cells)))
        return self

    def coded(self, *, stripped: bool = False) -> Coded:
        """Return the column; `stripped` says of its cells what `Coded` says."""
        codes = np.concatenate(self._codes) if self._codes else np.zeros(0, dtype=np.int64)
        return Coded(codes, self._cells if self._places is None else list(self._places), stripped)

    def _are_new(self, cells: Sequence[Any]) -> bool:
        """Whether no cell has come twice up to here."""
        self._seen.update(cells)
        return len(self._seen) == len(self._cells) + len(cells)


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
        return self.coded.blank()

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
