"""Intervals of a share, of the difference of two shares and of their ratio, for many pairs at once.

All rest on the limits of Wilson (1927), which hold for rare events too: of no image, or of a handful.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

Z = 1.959963984540054
"""The quantile of the normal distribution that belongs to 95 percent, two sides."""

LEVEL = 0.95


@dataclass(frozen=True, slots=True)
class Estimate:
    """Values with their 95 % interval; NaN and infinity where there is none.

    Attributes
    ----------
    value, low, high : ndarray of float64, shape (n,)
    """

    value: Numbers
    low: Numbers
    high: Numbers


@np.errstate(invalid="ignore", divide="ignore")
def share(count: NDArray[np.int64], of: NDArray[np.int64]) -> Estimate:
    """Return ``count / of`` with the score interval of Wilson.

    Parameters
    ----------
    count, of : ndarray of int64, shape (n,)
        Of nothing the share is NaN, its interval 0 to 1.

    Notes
    -----
    Wilson, E. B. (1927): Probable inference, the law of succession, and statistical inference.
    Journal of the American Statistical Association 22, 209-212.
    """
    number = of.astype(np.float64)
    value = count / number
    middle = count + Z**2 / 2
    reach = Z * np.sqrt(count * (1 - value) + Z**2 / 4)
    low, high = (middle - reach) / (number + Z**2), (middle + reach) / (number + Z**2)
    some = of > 0
    return Estimate(
        value,
        np.where(some & (count > 0), low, 0.0),
        np.where(some & (count < of), high, 1.0),
    )


def difference(one: Estimate, other: Estimate) -> Estimate:
    """Return ``other - one`` of independent shares with the interval of Newcombe.

    Notes
    -----
    Method 10 of Newcombe, R. G. (1998): Interval estimation for the difference between independent
    proportions. Statistics in Medicine 17, 873-890.
    """
    value = other.value - one.value
    below = np.hypot(other.value - other.low, one.high - one.value)
    above = np.hypot(other.high - other.value, one.value - one.low)
    return Estimate(value, value - below, value + above)


@np.errstate(invalid="ignore", divide="ignore")
def ratio(one: Estimate, other: Estimate) -> Estimate:
    """Return ``other / one`` of independent shares, with an interval from the limits of both.

    Where `one` is 0 the value and the upper limit are infinite; where both are, all is NaN.

    Notes
    -----
    MOVER-R of Donner, A. and Zou, G. Y. (2012): Closed-form confidence intervals for functions of the
    normal mean and standard deviation. Statistical Methods in Medical Research 21, 347-359, on the limits
    of Wilson, as Fagerland, M. W. and Newcombe, R. G. (2013), Statistics in Medicine 32, 2823-2836, have it.
    The lower limit is written with the root below the line, where no divisor becomes 0.
    """
    product = one.value * other.value
    least = other.low * (2 * other.value - other.low)
    most = other.high * (2 * other.value - other.high)
    widest = one.high * (2 * one.value - one.high)
    narrowest = one.low * (2 * one.value - one.low)
    low = least / (product + np.sqrt(product**2 - least * widest))
    high = (product + np.sqrt(product**2 - most * narrowest)) / narrowest
    nothing = (one.value == 0) & (other.value == 0)
    return Estimate(
        other.value / one.value,
        np.where(nothing, np.nan, np.where(other.value == 0, 0.0, low)),
        np.where(nothing, np.nan, np.where(one.value == 0, np.inf, high)),
    )
