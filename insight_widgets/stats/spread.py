"""Mean, standard deviation, extremes and quantiles of groups of values, mergeable."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.stats.grouped import Grouped
from insight_widgets.stats.sparse import SparseCounts
from insight_widgets.stats.table_sum import TableSum

if TYPE_CHECKING:
    from numpy.typing import NDArray

GROWTH = 1.02
"""Width of a histogram bin: its upper edge over its lower one."""

RELATIVE_ERROR = GROWTH**0.5 - 1
"""Largest relative error of a quantile: a bin's geometric middle against its edges, below 1 %."""

SMALLEST, LARGEST = 1e-12, 1e12
"""Values outside are counted in the outermost bins (the extremes are kept exactly beside)."""

SQUARABLE = 1e140
"""Larger values are taken as this one in means and deviations: the sum of their squares is a number."""

COLUMNS = ("count", "mean", "sd", "min", "q1", "median", "q3", "max")
"""What `Spread.row` returns, in this order."""

_LOG_GROWTH = np.log(GROWTH)
_OFFSET = 1 - int(np.floor(np.log(SMALLEST) / _LOG_GROWTH))
_BINS = _OFFSET + int(np.floor(np.log(LARGEST) / _LOG_GROWTH)) + 1


@dataclass(frozen=True, slots=True)
class Spread:
    """What is kept of the values of some groups; two of them merge by `+`.

    Attributes
    ----------
    count, mean, squares, low, high : ndarray of float64, shape (groups,)
        Number, mean, sum of squared differences from the mean, smallest and largest value.
    histogram : SparseCounts, shape (groups, bins)
        Bin 0 holds zeros; the others are log-spaced by `GROWTH`.
    """

    count: NDArray[np.float64]
    mean: NDArray[np.float64]
    squares: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    histogram: SparseCounts

    @classmethod
    def of(cls, values: NDArray[np.float64], groups: NDArray[Any], size: int) -> Spread:
        """Summarise values, none negative, by group.

        Parameters
        ----------
        values : ndarray of float64, shape (n,)
        groups : ndarray of int, shape (n,)
            Group of each value, 0 to `size` - 1.
        size : int
            Number of groups.
        """
        total = SpreadSum(size)
        total.add(values, Grouped(groups, size))
        return total.result()

    def __add__(self, other: Spread) -> Spread:
        """Merge two summaries (Chan, Golub and LeVeque 1979, pairwise update of variance)."""
        count = self.count + other.count
        share = other.count / np.maximum(count, 1)
        step = other.mean - self.mean
        return Spread(
            count,
            self.mean + step * share,
            self.squares + other.squares + step**2 * self.count * share,
            np.minimum(self.low, other.low),
            np.maximum(self.high, other.high),
            self.histogram + other.histogram,
        )

    def together(self) -> Spread:
        """Return one group that holds the values of all groups."""
        count = self.count.sum(keepdims=True)
        mean = (self.mean * self.count).sum(keepdims=True) / np.maximum(count, 1)
        squares = (self.squares + self.count * (self.mean - mean) ** 2).sum(keepdims=True)
        merged = self.histogram.over(1)
        bins = np.flatnonzero(merged)
        histogram = SparseCounts((1, _BINS), bins, merged[bins])
        low, high = self.low.min(keepdims=True, initial=np.inf), self.high.max(keepdims=True, initial=-np.inf)
        return Spread(count, mean, squares, low, high, histogram)

    def rows(self, *, whole: bool = False) -> list[list[float | None]]:
        """Return a row of `COLUMNS` for every group; an empty group has only its count.

        `whole` says that all values are whole numbers, which makes quantiles below 50 exact.
        """
        size = self.histogram.shape[1]
        borders = np.searchsorted(self.histogram.index, np.arange(len(self.count) + 1) * size)
        groups = range(len(self.count))
        return [self._row(group, slice(*borders[group : group + 2]), whole=whole) for group in groups]

    def _row(self, group: int, cells: slice, *, whole: bool) -> list[float | None]:
        count = int(self.count[group])
        if not count:
            return [0, *[None] * (len(COLUMNS) - 1)]
        values = _middle(self.histogram.index[cells] % self.histogram.shape[1])
        values = np.rint(values) if whole else values
        low, high = self.low[group], self.high[group]
        quartiles = _quantiles(values, self.histogram.count[cells], np.array([0.25, 0.5, 0.75]))
        deviation = _deviation(self.squares[group], count, self.mean[group])
        numbers = [self.mean[group], deviation, low, *np.clip(quartiles, low, high), high]
        return [count, *(significant(number) for number in numbers)]


def significant(number: float, digits: int = 6) -> float:
    """Round to significant digits, so that the order in which parts were added leaves no trace.

    Rounding to twice as many first brings numbers that are just below or above a half onto it.
    """
    half = float(f"{number:.{2 * digits}g}")
    return float(f"{half:.{digits}g}")


def _deviation(squares: float, count: int, mean: float) -> float:
    """Return the standard deviation (of the values themselves, n in the denominator)."""
    deviation = float(np.sqrt(max(squares, 0.0) / count))
    return deviation if deviation > 1e-9 * abs(mean) else 0.0


class SpreadSum:
    """The values of some groups, that come piece by piece.

    Parameters
    ----------
    size : int
        Number of groups.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._histogram = TableSum(size, _BINS)
        self._spread: Spread | None = None

    def add(
        self, values: NDArray[np.float64], grouped: Grouped, number: NDArray[np.int64] | None = None
    ) -> None:
        """Take more values, none negative, each once or as often as a number says.

        Parameters
        ----------
        values : ndarray of float64, shape (n,)
        grouped : Grouped
            The n values by group.
        number : ndarray of int64, shape (n,), optional
        """
        ordered = values[grouped.order]
        times = None if number is None else number[grouped.order]
        count = grouped.count.astype(np.float64) if times is None else grouped.reduced(np.add, times)
        bounded = ordered if ordered.max(initial=0) <= SQUARABLE else np.minimum(ordered, SQUARABLE)
        mean = grouped.reduced(np.add, _times(bounded, times)) / np.maximum(count, 1)
        apart = grouped.spread_out(mean)
        np.subtract(bounded, apart, out=apart)
        np.multiply(apart, apart, out=apart)
        found = Spread(
            count,
            mean,
            grouped.reduced(np.add, _times(apart, times)),
            grouped.reduced(np.minimum, ordered, np.inf),
            grouped.reduced(np.maximum, ordered, -np.inf),
            SparseCounts.empty(self._size, _BINS),
        )
        self._spread = found if self._spread is None else self._spread + found
        self._histogram.add(grouped.ordered, _bin(ordered), number=times)

    def result(self) -> Spread:
        """Return what is kept of all values."""
        if self._spread is None:
            self.add(np.zeros(0), Grouped(np.zeros(0, dtype=np.int64), self._size))
        assert self._spread is not None  # noqa: S101  (nothing was added, too)
        return replace(self._spread, histogram=self._histogram.result())


def _times(values: NDArray[np.float64], number: NDArray[np.int64] | None) -> NDArray[np.float64]:
    return values if number is None else values * number


def _bin(values: NDArray[np.float64]) -> NDArray[np.int32]:
    low, high = values.min(initial=1), values.max(initial=1)
    inside = low >= SMALLEST and high <= LARGEST
    steps = np.log(values if inside else np.clip(values, SMALLEST, LARGEST))
    steps /= _LOG_GROWTH
    bins = np.floor(steps, out=steps).astype(np.int32)
    bins += _OFFSET
    if not low > 0:
        bins[~(values > 0)] = 0
    return bins


def _middle(bins: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the geometric middle of histogram bins; 0 for the bin of zeros."""
    middle: NDArray[np.float64] = np.where(bins > 0, GROWTH ** (bins - _OFFSET + 0.5), 0.0)
    return middle


def _quantiles(
    values: NDArray[np.float64], counts: NDArray[np.int64], shares: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return quantiles of ascending values, linear between two ranks (Hyndman and Fan 1996, type 7)."""
    reached = np.cumsum(counts)
    ranks = (reached[-1] - 1) * shares
    below, above = np.floor(ranks), np.ceil(ranks)
    lower = values[np.searchsorted(reached, below, side="right")]
    upper = values[np.searchsorted(reached, above, side="right")]
    found: NDArray[np.float64] = lower + (upper - lower) * (ranks - below)
    return found
