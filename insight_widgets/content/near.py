"""Near 64-bit hashes, found through bands of their bits instead of all pairs."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

BITS = 64
MOST_DISTANCE = 16
"""Beyond this distance hashes of any two images are near."""

_AT_ONCE = 2**22


def nearest(
    hashes: NDArray[np.uint64], known: NDArray[np.uint64], distance: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each hash the nearest known one that differs in at most `distance` bits.

    Hashes that differ in d bits are equal in one of d + 1 bands of their bits at least (the pigeonhole
    principle), so only those that share a band are compared.

    Parameters
    ----------
    hashes : ndarray of uint64, shape (n,)
    known : ndarray of uint64, shape (m,)
    distance : int
        From 0 to 16.

    Returns
    -------
    place : ndarray of int64, shape (n,)
        Place in `known`, the first of several; -1 where none is near.
    bits : ndarray of int64, shape (n,)
        In how many bits they differ.
    """
    best = np.full(len(hashes), (distance + 1) * (len(known) + 1), dtype=np.int64)
    for shift, mask in _bands(distance + 1):
        band = (known >> shift) & mask
        order = np.argsort(band, kind="stable")
        wanted = (hashes >> shift) & mask
        first = np.searchsorted(band[order], wanted, side="left")
        count = np.searchsorted(band[order], wanted, side="right") - first
        for rows in _portions(count):
            row = np.repeat(rows, count[rows])
            within = np.arange(len(row)) - np.repeat(np.cumsum(count[rows]) - count[rows], count[rows])
            place = order[np.repeat(first[rows], count[rows]) + within]
            bits = np.bitwise_count(hashes[row] ^ known[place]).astype(np.int64)
            np.minimum.at(best, row, bits * (len(known) + 1) + place)
    bits, place = np.divmod(best, len(known) + 1)
    near = bits <= distance
    return np.where(near, place, -1), bits


def _bands(count: int) -> Iterator[tuple[np.uint64, np.uint64]]:
    """Pass shift and mask of bands of nearly the same width."""
    edges = np.linspace(0, BITS, count + 1).astype(np.int64).tolist()
    for low, high in pairwise(edges):
        yield np.uint64(low), np.uint64(2 ** (high - low) - 1)


def _portions(count: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Pass rows in portions that have not many more candidates than four million together."""
    rows = np.flatnonzero(count)
    portion = np.cumsum(count[rows]) // _AT_ONCE
    yield from np.split(rows, np.flatnonzero(np.diff(portion)) + 1)
