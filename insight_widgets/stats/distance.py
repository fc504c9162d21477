"""How far two binned distributions lie apart, in one number."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Counts = NDArray[np.int64]

SMOOTHING = 0.5
"""Added to the count of every bin before the stability index, which knows no empty bins."""

LITTLE, LARGE = 0.1, 0.25
"""Stability indices from which on a change is called moderate, and large; as credit scoring has them."""


def jensen_shannon(one: Counts, other: Counts) -> float:
    """Return the Jensen-Shannon distance of two lists of counts: 0 where alike, 1 where they share no bin.

    NaN where either has no count.

    Notes
    -----
    The root of the divergence, with logarithms of base 2: Endres, D. M. and Schindelin, J. E. (2003),
    IEEE Transactions on Information Theory 49, 1858-1860. Nothing is smoothed.
    """
    if not one.sum() or not other.sum():
        return float("nan")
    first, second = one / one.sum(), other / other.sum()
    middle = (first + second) / 2
    return float(np.sqrt(max((_divergence(first, middle) + _divergence(second, middle)) / 2, 0.0)))


def stability_index(one: Counts, other: Counts) -> float:
    """Return the population stability index of two lists of counts.

    NaN where either has no count.

    Notes
    -----
    ``sum((q - p) * ln(q / p))`` of the shares p and q, each count with `SMOOTHING` added: Siddiqi, N. (2006):
    Credit risk scorecards.
    """
    if not one.sum() or not other.sum():
        return float("nan")
    used = (one > 0) | (other > 0)
    first, second = one[used] + SMOOTHING, other[used] + SMOOTHING
    first, second = first / first.sum(), second / second.sum()
    return float(np.sum((second - first) * np.log(second / first)))


def _divergence(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    some = one > 0
    return float(np.sum(one[some] * np.log2(one[some] / other[some])))
