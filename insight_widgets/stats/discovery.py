"""Many tests at once: how many of what is called a finding may be due to chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def discovery_rates(p: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return p-values adjusted for their number, shape (n,): the false discovery rate at which each is found.

    Notes
    -----
    Benjamini, Y. and Hochberg, Y. (1995): Controlling the false discovery rate. Journal of the Royal
    Statistical Society B 57, 289-300. Where no hypothesis is false, the chance of any finding is the rate.
    """
    if not len(p):
        return p
    order = np.argsort(p)[::-1]
    scaled = p[order] * len(p) / np.arange(len(p), 0, -1)
    found = np.empty_like(p)
    found[order] = np.minimum(np.minimum.accumulate(scaled), 1.0)
    return found
