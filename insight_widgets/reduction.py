"""Fewer points of a curve that draw the same picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = NDArray[np.float64]

_OF_A_STRETCH = 3
"""A stretch keeps its lowest and its highest value, and its first gap."""


def reduced(points: Points, most: int) -> Points:
    """Return at most `most` points: no peak, no valley and no gap that a picture could show is lost.

    Of each of equally many points in a row the lowest, the highest and the first that is not finite are
    kept, and of the whole the ends.

    Parameters
    ----------
    points : ndarray of float64, shape (n, 2)
        Step and value, in the order of steps.
    most : int
        8 at least.
    """
    count = len(points)
    if count <= most:
        return points
    stretches = (most - 2) // _OF_A_STRETCH
    length = -(-count // stretches)
    values = np.full(stretches * length, np.nan)
    values[:count] = points[:, 1]
    rows = values.reshape(stretches, length)
    finite = np.isfinite(rows)
    gaps = ~finite
    gaps.reshape(-1)[count:] = False
    first = np.arange(stretches) * length
    kept = [
        (first + np.argmin(np.where(finite, rows, np.inf), axis=1))[finite.any(axis=1)],
        (first + np.argmax(np.where(finite, rows, -np.inf), axis=1))[finite.any(axis=1)],
        (first + np.argmax(gaps, axis=1))[gaps.any(axis=1)],
    ]
    places = np.unique(np.concatenate([*kept, [0, count - 1]]))
    drawn: Points = points[places]
    return drawn


def between(points: Points, first: float, last: float) -> Points:
    """Return the points of a range of steps, with the neighbour on either side that a line leads to."""
    begin = int(np.searchsorted(points[:, 0], first, side="left"))
    end = int(np.searchsorted(points[:, 0], last, side="right"))
    return points[max(begin - 1, 0) : end + 1]
