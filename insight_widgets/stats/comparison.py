"""Shares of images in two splits, compared: intervals, a test, and how many tests there were."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.stats.discovery import discovery_rates
from insight_widgets.stats.exact_test import exact_test
from insight_widgets.stats.intervals import Estimate, difference, ratio, share

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

ALPHA = 0.05
"""The rate of false discoveries: of splits dealt at random at most so many show any difference."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Images with something (a class, a box in a bin), and images it was looked for in.

    Attributes
    ----------
    count, of : ndarray of int64, shape (n,)
    """

    count: Integers
    of: Integers

    def rows(self, chosen: slice) -> Tally:
        """Return some rows."""
        return Tally(self.count[chosen], self.of[chosen])


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two splits, row by row.

    Attributes
    ----------
    one, other : Tally
        Train, and the split it is compared with.
    p, q : ndarray of float64, shape (n,)
        The p-value of equal shares, and the rate of false discoveries at which it is found.
    """

    one: Tally
    other: Tally
    p: NDArray[np.float64]
    q: NDArray[np.float64]

    def rows(self, chosen: slice) -> Comparison:
        """Return some rows; what was found of them stays."""
        return Comparison(self.one.rows(chosen), self.other.rows(chosen), self.p[chosen], self.q[chosen])

    def shares(self) -> tuple[Estimate, Estimate]:
        """Return the shares of the images in both splits."""
        return share(self.one.count, self.one.of), share(self.other.count, self.other.of)

    def difference(self) -> Estimate:
        """Return ``other - one`` of the shares."""
        return difference(*self.shares())

    def ratio(self) -> Estimate:
        """Return ``other / one`` of the shares."""
        return ratio(*self.shares())

    @property
    def differs(self) -> NDArray[np.bool_]:
        """Whether the splits differ by more than chance would make them, shape (n,)."""
        return self.q <= ALPHA

    def order(self) -> Integers:
        """Return the rows from the surest and largest difference to the least.

        Those that differ come first, then it counts how far from 1 the ratio is at the least, then p.
        """
        times = self.ratio()
        with np.errstate(divide="ignore", invalid="ignore"):
            above, below = np.log(times.low), -np.log(times.high)
        least = np.nan_to_num(np.maximum(np.maximum(above, below), 0.0))
        return np.lexsort((self.p, -least, ~self.differs))


def compare(one: Tally, other: Tally, part: float = 1.0) -> Comparison:
    """Compare two splits.

    Rows that are in no image of either split, or in all of them, cannot differ: they are no tests.

    Parameters
    ----------
    one, other : Tally
    part : float
        The part of `ALPHA` that falls to these rows, 0 to 1, where there are others beside them.
    """
    both, images = one.count + other.count, one.of + other.of
    tested = (both > 0) & (both < images) & (one.of > 0) & (other.of > 0)
    p, q = np.ones(len(both)), np.ones(len(both))
    p[tested] = exact_test(one.count[tested], one.of[tested], other.count[tested], other.of[tested])
    q[tested] = np.minimum(discovery_rates(p[tested]) / part, 1.0)
    return Comparison(one, other, p, q)
