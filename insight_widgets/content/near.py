"""Near 64-bit hashes, found through bands of their bits instead of all pairs."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import comb
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

BITS = 64
MOST_DISTANCE = 16
"""Beyond this distance hashes of any two images are near."""

_AT_ONCE = 2**22
_MOST_WHOLE = 3
_SORTING = 20
"""What sorting and looking up a hash costs, to that of comparing a pair."""


def nearest(
    hashes: NDArray[np.uint64], known: NDArray[np.uint64], distance: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each hash the nearest known one that differs in at most `distance` bits.

    d differing bits leave k of d + k bands of bits whole (the pigeonhole principle): hashes are compared
    only where they agree in some k bands. Equal hashes are looked up once.

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
    table, place_in_known = np.unique(known, return_index=True)
    asked, again = np.unique(hashes, return_inverse=True)
    stride = len(known) + 1
    best = np.full(len(asked), (distance + 1) * stride, dtype=np.int64)
    for mask in _masks(distance, len(asked), len(table)):
        for row, place in _candidates(asked & mask, table & mask):
            bits = np.bitwise_count(asked[row] ^ table[place]).astype(np.int64)
            near = bits <= distance
            np.minimum.at(best, row[near], bits[near] * stride + place_in_known[place[near]])
    bits, place = np.divmod(best[again], stride)
    return np.where(bits <= distance, place, -1), bits


def _masks(distance: int, asked: int, known: int) -> Iterator[np.uint64]:
    """Pass the masks of every choice of bands that stay whole; how many do, the numbers of hashes decide."""
    if distance == 0:
        yield np.uint64(2**BITS - 1)
        return

    def cost(whole: int) -> float:
        bands = distance + whole
        pairs = asked * known / 2 ** (BITS * whole / bands)
        return comb(bands, whole) * ((asked + known) * _SORTING + pairs)

    whole = min(range(1, _MOST_WHOLE + 1), key=cost)
    edges = [band * BITS // (distance + whole) for band in range(distance + whole + 1)]
    bands = [2**high - 2**low for low, high in pairwise(edges)]
    for chosen in combinations(bands, whole):
        yield np.uint64(sum(chosen))


def _candidates(
    wanted: NDArray[np.uint64], keys: NDArray[np.uint64]
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Pass rows of `wanted` and places in `keys` that are equal, some millions at once."""
    order = np.argsort(keys)
    ordered = keys[order]
    turn = np.argsort(wanted)  # ascending look-ups stay in the cache
    first, count = np.empty((2, len(wanted)), dtype=np.int64)
    first[turn] = np.searchsorted(ordered, wanted[turn], side="left")
    count[turn] = np.searchsorted(ordered, wanted[turn], side="right")
    count -= first
    for rows in _portions(count):
        row = np.repeat(rows, count[rows])
        within = np.arange(len(row)) - np.repeat(np.cumsum(count[rows]) - count[rows], count[rows])
        yield row, order[np.repeat(first[rows], count[rows]) + within]


def _portions(count: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Pass rows in portions that have not many more candidates than four million together."""
    rows = np.flatnonzero(count)
    portion = np.cumsum(count[rows]) // _AT_ONCE
    yield from np.split(rows, np.flatnonzero(np.diff(portion)) + 1)


def near_pairs(hashes: NDArray[np.uint64], distance: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the places of all pairs of hashes that differ in at most `distance` bits.

    Of equal hashes each is paired with the first one.

    Parameters
    ----------
    hashes : ndarray of uint64, shape (n,)
    distance : int
        From 0 to 16.
    """
    table, first, again = np.unique(hashes, return_index=True, return_inverse=True)
    found = [(np.arange(len(hashes)), first[again])]
    for mask in _masks(distance, len(table), len(table)) if distance else ():
        for row, place in _candidates(table & mask, table & mask):
            near = (row < place) & (np.bitwise_count(table[row] ^ table[place]) <= distance)
            found.append((first[row[near]], first[place[near]]))
    one, other = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return one, other
