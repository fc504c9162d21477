"""The exact test of Fisher for many two-by-two tables at once: it holds however rare the class is."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Integers = NDArray[np.int64]

TIES = 1e-7
"""Tables likelier than the one seen by no more than this count as no likelier, as in R's `fisher.test`."""

REACH, DEVIATIONS = 60, 12
"""Counts further than that from the likeliest one (plus so many standard deviations) weigh below 1e-30."""

TERMS = 2**18
"""Terms that are summed at a time."""


def exact_test(count: Integers, of: Integers, other: Integers, other_of: Integers) -> NDArray[np.float64]:
    """Return the two-sided p-value of equal shares, shape (n,).

    It is the probability, with the images dealt at random, of a table no likelier than the one seen.

    Parameters
    ----------
    count, other : ndarray of int64, shape (n,)
        Images with the class (or the bin) in either split.
    of, other_of : ndarray of int64, shape (n,)
        Images of either split.

    Notes
    -----
    Fisher, R. A. (1935): The design of experiments; two sides by likelihood, as R and scipy have it. Given
    how many images have the class in all, it is exact for images dealt at random: at most a share of alpha
    of the p-values lie at or below alpha.
    """
    tables, inverse = np.unique(
        np.stack([count, of, other, other_of], axis=1).astype(np.int64), axis=0, return_inverse=True
    )
    found = [_of_some(tables[part]) for part in _parts(tables)]
    return np.concatenate([np.zeros(0), *found])[inverse.ravel()]


def _parts(tables: Integers) -> Iterator[slice]:
    """Pass runs of tables that have about `TERMS` terms together."""
    first, last = _supports(tables)
    ends = np.cumsum(last - first + 1)
    edges = np.flatnonzero(np.diff(ends // TERMS, prepend=0))
    bounds = [0, *(edges + 1).tolist(), len(tables)]
    for start, end in pairwise(bounds):
        if end > start:
            yield slice(start, end)


def _supports(tables: Integers) -> tuple[Integers, Integers]:
    """Return the first and last count of the first split that can occur and weighs anything."""
    count, of, other, other_of = tables.T
    both, all_images = count + other, of + other_of
    mean = both * (of / np.maximum(all_images, 1))
    spread = np.sqrt(mean * (other_of / np.maximum(all_images, 1)))
    reach = np.ceil(REACH + DEVIATIONS * spread).astype(np.int64)
    middle = np.rint(mean).astype(np.int64)
    first = np.maximum(np.maximum(both - other_of, 0), middle - reach)
    return first, np.minimum(np.minimum(both, of), middle + reach)


def _of_some(tables: Integers) -> NDArray[np.float64]:
    """Return the p-values of some tables, whose terms lie behind each other in one array."""
    first, last = _supports(tables)
    lengths = last - first + 1
    starts = np.cumsum(lengths) - lengths
    table = np.repeat(np.arange(len(tables)), lengths)
    place = np.arange(len(table)) - starts[table] + first[table]
    log_weight = _log_weights(tables[table], place, starts, lengths)
    seen = log_weight[starts + np.clip(tables[:, 0], first, last) - first]
    weight = np.exp(log_weight)
    unlikely = log_weight <= seen[table] + TIES
    kept = np.add.reduceat(np.where(unlikely, weight, 0.0), starts)
    return np.minimum(kept / np.add.reduceat(weight, starts), 1.0)


def _log_weights(
    tables: Integers, place: Integers, starts: Integers, lengths: Integers
) -> NDArray[np.float64]:
    """Return the logarithm of the probability of each term over that of the likeliest of its table.

    Each follows from the one before it by the ratio of two hypergeometric probabilities.
    """
    count, of, other, other_of = tables.T
    both = count + other
    risen = (both - place + 1.0) * (of - place + 1.0)
    fallen = place * (other_of - both + place + 0.0)
    risen[starts] = fallen[starts] = 1.0
    total = np.cumsum(np.log(risen / fallen))
    total -= np.repeat(np.maximum.reduceat(total, starts), lengths)
    return total
