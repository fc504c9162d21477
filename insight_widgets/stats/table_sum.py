"""A table of counts that is added to again and again."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.stats.sparse import SparseCounts, cells_of, is_dense

if TYPE_CHECKING:
    from numpy.typing import NDArray

_MERGED_AT_ONCE = 16


class TableSum:
    """Counts over the cells of a table, kept densely as soon as that is quicker than sorting.

    Parameters
    ----------
    *shape : int
        Length of every axis.
    """

    def __init__(self, *shape: int) -> None:
        self.shape = shape
        self._rows = 0
        self._dense: NDArray[np.int64] | None = None
        self._parts: list[SparseCounts] = []

    def add(self, *axes: NDArray[Any], number: NDArray[Any] | None = None) -> None:
        """Count rows, each once or as often as a number says.

        Parameters
        ----------
        *axes : ndarray of int, shape (n,)
            The place of each row on each axis.
        number : ndarray of int, shape (n,), optional
        """
        self.add_cells(cells_of(self.shape, axes), number)

    def add_cells(self, flat: NDArray[Any], number: NDArray[Any] | None = None) -> None:
        """Count rows by their flat row-major cell, shape (n,), each once or as often as a number says."""
        self._rows += len(flat)
        if self._dense is None and is_dense(self.shape, self._rows):
            self._become_dense()
        if self._dense is None:
            self._add_part(SparseCounts.counted(self.shape, flat, number))
            return
        np.add.at(self._dense, flat, 1 if number is None else number)

    def result(self) -> SparseCounts:
        """Return the table."""
        if self._dense is None:
            return SparseCounts.sum_of(self._parts) if self._parts else SparseCounts.empty(*self.shape)
        index = np.flatnonzero(self._dense != 0)
        return SparseCounts(self.shape, index, self._dense[index])

    def _become_dense(self) -> None:
        self._dense = np.zeros(prod(self.shape), dtype=np.int64)
        for part in self._parts:
            self._dense[part.index] += part.count
        self._parts.clear()

    def _add_part(self, part: SparseCounts) -> None:
        self._parts.append(part)
        if len(self._parts) == _MERGED_AT_ONCE:
            self._parts[:] = [SparseCounts.sum_of(self._parts)]
