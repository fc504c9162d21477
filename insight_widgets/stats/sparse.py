"""A table of counts over several axes that keeps only the cells that are not zero."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

DENSE_CELLS = 4_000_000
"""Tables up to this size are counted in a dense array, which is quicker than sorting."""

_WORTH_DENSE = 16
"""Tables with more cells than so many times the rows to be counted are quicker to make by sorting."""


_KINDS = tuple((int(np.iinfo(kind).max), kind) for kind in (np.uint8, np.uint16, np.int32, np.int64))
"""Kinds of numbers in which cells are worked out: the narrowest is the quickest."""


@dataclass(frozen=True, slots=True, eq=False)
class SparseCounts:
    """Counts over the cells of a table.

    Attributes
    ----------
    shape : tuple of int
        Length of every axis.
    index : ndarray of int64, shape (cells,)
        Flat row-major index of every cell that is not zero, ascending.
    count : ndarray of int64, shape (cells,)
        The count in it.
    """

    shape: tuple[int, ...]
    index: NDArray[np.int64]
    count: NDArray[np.int64]

    @classmethod
    def empty(cls, *shape: int) -> SparseCounts:
        """Return a table without any count."""
        nothing = np.empty(0, dtype=np.int64)
        return cls(shape, nothing, nothing)

    @classmethod
    def of_vector(cls, counts: NDArray[np.int64]) -> SparseCounts:
        """Return the table of one axis with these counts."""
        index = np.flatnonzero(counts)
        return cls((len(counts),), index, counts[index])

    @classmethod
    def of(cls, shape: tuple[int, ...], *axes: NDArray[Any]) -> SparseCounts:
        """Count rows by cell.

        Parameters
        ----------
        shape : tuple of int
            Length of every axis.
        *axes : ndarray of int, shape (n,)
            The place of each row on each axis.
        """
        return cls.counted(shape, cells_of(shape, axes))

    @classmethod
    def counted(
        cls, shape: tuple[int, ...], flat: NDArray[Any], number: NDArray[Any] | None = None
    ) -> SparseCounts:
        """Count rows by cell, each once or as often as a number says.

        Parameters
        ----------
        shape : tuple of int
        flat : ndarray of int, shape (n,)
            Cell of each row, row-major.
        number : ndarray of int64, shape (n,), optional
        """
        if is_dense(shape, len(flat)):
            dense = np.bincount(flat, number).astype(np.int64, copy=False)  # exact: far below 2**53
            index = np.flatnonzero(dense != 0)
            return cls(shape, index, dense[index])
        if number is None:
            index, count = np.unique(flat, return_counts=True)
            return cls(shape, index.astype(np.int64, copy=False), count)
        index, inverse = np.unique(flat, return_inverse=True)
        count = np.bincount(inverse, number).astype(np.int64)
        return cls(shape, index.astype(np.int64, copy=False), count)

    @classmethod
    def sum_of(cls, tables: Sequence[SparseCounts]) -> SparseCounts:
        """Return the sum of tables of one shape, one at least."""
        flat = np.concatenate([table.index for table in tables])
        return cls.counted(tables[0].shape, flat, np.concatenate([table.count for table in tables]))

    def __add__(self, other: SparseCounts) -> SparseCounts:
        """Return the sum of two tables of one shape."""
        if not len(self.index) or not len(other.index):
            return other if not len(self.index) else self
        return SparseCounts.sum_of([self, other])

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, SparseCounts)
            and self.shape == other.shape
            and np.array_equal(self.index, other.index)
            and np.array_equal(self.count, other.count)
        )

    __hash__ = None  # type: ignore[assignment]  # equality compares arrays

    def __reduce__(self) -> tuple[Any, ...]:
        """Tables travel between processes in a third of their memory, and are packed more quickly so."""
        return _restored, (self.shape, _narrow(np.diff(self.index, prepend=0)), _narrow(self.count))

    def dense(self) -> NDArray[np.int64]:
        """Return the whole table, zeros included, shape `shape`."""
        table = np.zeros(prod(self.shape), dtype=np.int64)
        table[self.index] = self.count
        return table.reshape(self.shape)

    def over(self, *axes: int) -> NDArray[np.int64]:
        """Return the counts over some axes alone, all others added up; dense."""
        places = np.unravel_index(self.index, self.shape)
        shape = tuple(self.shape[axis] for axis in axes)
        table = np.zeros(shape, dtype=np.int64)
        np.add.at(table, tuple(places[axis] for axis in axes), self.count)
        return table

    def nonzero(self) -> SparseCounts:
        """Return the table without cells that hold zero."""
        kept = self.count != 0
        return SparseCounts(self.shape, self.index[kept], self.count[kept])

    def to_dict(self) -> dict[str, list[int]]:
        """Return the cells in columns, the index as differences (it compresses better)."""
        return {
            "index": np.diff(self.index, prepend=0).tolist(),
            "count": self.count.tolist(),
        }


def _narrow(values: NDArray[np.int64]) -> NDArray[Any]:
    """Return numbers in the narrowest kind that holds them all; they are counts, none negative."""
    return values.astype(np.min_scalar_type(values.max(initial=0)))


def _restored(shape: tuple[int, ...], steps: NDArray[Any], count: NDArray[Any]) -> SparseCounts:
    return SparseCounts(shape, np.cumsum(steps, dtype=np.int64), count.astype(np.int64))


def cells_of(shape: tuple[int, ...], axes: tuple[NDArray[Any], ...]) -> NDArray[Any]:
    """Return the flat row-major cell of rows, given the place of each on every axis; shape (n,)."""
    size, flat = shape[-1], axes[-1]
    for length, places in zip(shape[-2::-1], axes[-2::-1], strict=True):
        inner, size = size, size * length
        kind = next(kind for largest, kind in _KINDS if max(size, inner) <= largest)
        cells: NDArray[Any] = places.astype(kind)
        cells *= kind(inner)
        flat = np.add(cells, flat, out=cells, casting="unsafe")
    return flat


def is_dense(shape: tuple[int, ...], rows: int) -> bool:
    """Whether so many rows are counted quicker in a dense array than by sorting."""
    return prod(shape) <= min(DENSE_CELLS, _WORTH_DENSE * rows)
