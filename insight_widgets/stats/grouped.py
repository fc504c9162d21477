"""Rows brought into the order of their groups, so that each group is a run of rows."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Grouped:
    """The order in which the rows of each group stand together, as they came.

    Parameters
    ----------
    groups : ndarray of int, shape (n,)
        Group of each row, 0 to `size` - 1.
    size : int
        Number of groups.

    Attributes
    ----------
    size : int
    order : ndarray of intp, shape (n,)
        The rows, group by group.
    count : ndarray of int64, shape (size,)
        Rows of each group.
    """

    def __init__(self, groups: NDArray[Any], size: int) -> None:
        self.size = size
        self.order = _order(groups, size)
        self.count = np.bincount(groups, minlength=size)
        self._present = np.flatnonzero(self.count)
        self._starts = (np.cumsum(self.count) - self.count)[self._present]

    @cached_property
    def ordered(self) -> NDArray[np.intp]:
        """Group of each row, in order; shape (n,)."""
        return self.spread_out(np.arange(self.size))

    def spread_out(self, of_groups: NDArray[Any]) -> NDArray[Any]:
        """Return a number of each group for its rows, in order; shape (n,)."""
        return np.repeat(of_groups, self.count)

    def reduced(self, function: np.ufunc, ordered: NDArray[Any], nothing: float = 0) -> NDArray[np.float64]:
        """Return what a function makes of the rows of each group, shape (size,).

        Parameters
        ----------
        function : ufunc
            Of two numbers, such as ``np.add``.
        ordered : ndarray, shape (n,)
            Numbers in `order`.
        nothing : float
            For groups without rows.
        """
        found = np.full(self.size, nothing, dtype=np.float64)
        if len(ordered):
            found[self._present] = function.reduceat(ordered, self._starts)
        return found


def _order(groups: NDArray[Any], size: int) -> NDArray[np.intp]:
    """Return the stable order: groups and rows are sorted as one number, which is quicker than `argsort`."""
    bits = max(len(groups) - 1, 1).bit_length()
    kind = np.int32 if size << bits <= np.iinfo(np.int32).max else np.int64
    both = np.left_shift(groups.astype(kind), kind(bits)) | np.arange(len(groups), dtype=kind)
    both.sort()
    order: NDArray[np.intp] = np.bitwise_and(both, kind((1 << bits) - 1)).astype(np.intp)
    return order
