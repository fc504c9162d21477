"""The points of a series: in the order of steps, one a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.logs.run import Series

    Points = NDArray[np.float64]

NO_POINTS: Points = np.empty((0, 2))


def points_of(series: Series) -> Points:
    """Return step and value of a series, shape (n, 2), in the order of steps.

    Several values at one step are averaged. Among them a value that is no finite number is left out where it
    is one of fewer than half and not the last: a batch that overflowed is not an epoch that is lost.
    """
    steps, values = series.steps, series.values
    if (steps[1:] < steps[:-1]).any():
        order = np.argsort(steps, kind="stable")
        steps, values = steps[order], values[order]
    if (steps[1:] == steps[:-1]).any():
        first = np.flatnonzero(np.diff(steps, prepend=np.nan) != 0)
        steps, values = steps[first], _means(values, first)
    return np.column_stack([steps, values])


def _means(values: NDArray[np.float64], first: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the means of the groups that begin at some places."""
    finite = np.isfinite(values)
    counts = np.diff(first, append=len(values))
    known = np.add.reduceat(finite.astype(np.int64), first)
    last = finite[first + counts - 1]
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        means = np.add.reduceat(np.where(finite, values, 0.0), first) / known
        lost = np.add.reduceat(values, first) / counts
    return np.where(last & (2 * known > counts), means, lost)
