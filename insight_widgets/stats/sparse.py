"""A table of counts over several axes that keeps only the cells that are not zero."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

DENSE_CELLS = 4_000_000
"""Tables up to this size are counted in a dense array, which is quicker than sorting."""

_WORTH_DENSE = 16
"""Tables with more cells than so many times the rows to be counted are quicker to make by sorting."""


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
        flat = np.zeros(len(axes[0]), dtype=np.int64)
        for length, places in zip(shape, axes, strict=True):
            flat *= length
            flat += places
        return cls._counted(shape, flat)

    @classmethod
    def summed(
        cls, shape: tuple[int, ...], flat: NDArray[np.int64], number: NDArray[np.int64]
    ) -> SparseCounts:
        """Add numbers up by cell.

        Parameters
        ----------
        shape : tuple of int
        flat : ndarray of int64, shape (n,)
            Cell of each number, row-major.
        number : ndarray of int64, shape (n,)
        """
        if _is_dense(shape, len(flat)):
            dense = np.bincount(flat, number).astype(np.int64)  # exact: far below 2**53
            index = np.flatnonzero(dense)
            return cls(shape, index, dense[index])
        index, inverse = np.unique(flat, return_inverse=True)
        return cls(shape, index, np.bincount(inverse, number).astype(np.int64))

    @classmethod
    def _counted(cls, shape: tuple[int, ...], flat: NDArray[np.int64]) -> SparseCounts:
        if _is_dense(shape, len(flat)):
            dense = np.bincount(flat, minlength=0)
            index = np.flatnonzero(dense)
            return cls(shape, index, dense[index])
        index, count = np.unique(flat, return_counts=True)
        return cls(shape, index, count)

    def __add__(self, other: SparseCounts) -> SparseCounts:
        """Return the sum of two tables of one shape."""
        if _is_dense(self.shape, len(self.index) + len(other.index)):
            both = np.concatenate([self.index, other.index])
            return SparseCounts.summed(self.shape, both, np.concatenate([self.count, other.count]))
        index, inverse = np.unique(np.concatenate([self.index, other.index]), return_inverse=True)
        count = np.zeros(len(index), dtype=np.int64)
        np.add.at(count, inverse, np.concatenate([self.count, other.count]))
        return SparseCounts(self.shape, index, count)

    def __eq__(self, other: object) -> bool:
        return (
            isinstance(other, SparseCounts)
            and self.shape == other.shape
            and np.array_equal(self.index, other.index)
            and np.array_equal(self.count, other.count)
        )

    __hash__ = None  # type: ignore[assignment]  # equality compares arrays

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


def _is_dense(shape: tuple[int, ...], rows: int) -> bool:
    """Whether so many rows are counted quicker in a dense array than by sorting."""
    return prod(shape) <= min(DENSE_CELLS, _WORTH_DENSE * rows)
