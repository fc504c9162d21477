"""The noise of a curve: how far single values, and medians of some, stray from its course."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOCAL_FROM = 30
_REACH, _LEAST_REACH = 4, 8
_SLOW_FROM = 8
_QUANTILE, _NORMAL_QUANTILE = 0.4, 0.5244
"""The 40 % quantile of an absolute normal value; steep parts of a curve do not reach into it."""

_MEDIAN_ERROR = 1.2533
"""Standard error of a median, to that of a mean (normal values)."""

_NORMAL_JUTTING = 0.564
"""Mean distance of a normal value to the median of three; monotone parts add nothing to it, hence caution."""

_CAUTION = 1.5


@dataclass(frozen=True, slots=True)
class Noise:
    """Noise by place.

    Attributes
    ----------
    bends : ndarray of float64, shape (n - 2,)
        Second differences, scaled to the noise of a single value.
    most : float
        The most that it can be where points are few, by how far values jut out from their neighbours.
    reach : int or None
        Places to either side from which noise is told; None for the whole curve.
    slow : float
        Noise that lasts longer than a window, which medians do not take away.
    """

    bends: NDArray[np.float64]
    most: float
    reach: int | None
    slow: float

    @classmethod
    def of(cls, values: NDArray[np.float64], half: int) -> Noise:
        """Return the noise of a curve that is smoothed with so many values to either side."""
        slow = _slow(values, half + 1)
        if len(values) < _LOCAL_FROM:
            return cls(_bends(values), _jutting(values), None, slow)
        return cls(_bends(values), np.inf, max(_LEAST_REACH, _REACH * half), slow)

    def of_value(self, place: int) -> float:
        """Return the standard deviation of a single value."""
        if self.reach is None:
            return min(_spread(self.bends), self.most)
        middle = place - 1
        return _spread(self.bends[max(middle - self.reach, 0) : middle + self.reach + 1])

    def of_median(self, place: int, count: int) -> float:
        """Return the standard error of a median of so many values."""
        return float(max(_MEDIAN_ERROR * self.of_value(place) / np.sqrt(count), self.slow))


def _slow(values: NDArray[np.float64], count: int) -> float:
    """Return the spread of medians of `count` values beside the trend."""
    blocks = values[len(values) % count :].reshape(-1, count)
    return _spread(_bends(np.median(blocks, axis=1))) if len(blocks) >= _SLOW_FROM else 0.0


def _bends(values: NDArray[np.float64]) -> NDArray[np.float64]:
    bends: NDArray[np.float64] = np.abs(values[:-2] - 2 * values[1:-1] + values[2:]) / np.sqrt(6)
    return bends


def _jutting(values: NDArray[np.float64]) -> float:
    """Return the noise by the distance of values to the median of themselves and their neighbours.

    It is none where a curve only falls or only rises, however steeply it bends.
    """
    if len(values) < 3:  # noqa: PLR2004  (a value and its neighbours)
        return 0.0
    threes = np.lib.stride_tricks.sliding_window_view(values, 3)
    return _CAUTION * float(np.abs(threes[:, 1] - np.median(threes, axis=1)).mean()) / _NORMAL_JUTTING


def _spread(bends: NDArray[np.float64]) -> float:
    return float(np.quantile(bends, _QUANTILE)) / _NORMAL_QUANTILE if len(bends) else 0.0
