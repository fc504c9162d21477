"""Runs of equal values, and values that are met again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def run_starts(values: NDArray[Any]) -> NDArray[np.intp]:
    """Return where each run of equal values starts, shape (runs,)."""
    if not len(values):
        return np.zeros(0, dtype=np.intp)
    changes = np.empty(len(values), dtype=np.bool_)
    changes[0] = True
    np.not_equal(values[1:], values[:-1], out=changes[1:])
    return np.flatnonzero(changes)


def met_again(values: NDArray[Any]) -> NDArray[Any]:
    """Return the values that stand more than once, ascending, as often as they are met again."""
    ordered = np.sort(values)
    again: NDArray[Any] = ordered[1:][ordered[1:] == ordered[:-1]]
    return again
