"""How often each byte occurs in pixels that come in pieces, by runs of equal ones where these are long."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

PIECE = 120_000
"""Bytes of a piece: systems give smaller memory again, and larger anew (glibc from 128 KiB on)."""

_VALUES = 256
_SHORT = 8
"""Pixels of a run that is short."""


def count_bytes(pieces: Iterable[NDArray[np.uint8]]) -> NDArray[np.int64]:
    """Return how often each byte occurs, shape (256,).

    Parameters
    ----------
    pieces : iterable of ndarray of uint8, shape (n,)
        None empty; best of about `PIECE` bytes.
    """
    total = np.zeros(_VALUES, dtype=np.int64)
    for piece in pieces:
        ends = ends_of_runs(piece)
        if ends is None:
            total += np.bincount(piece, minlength=_VALUES)
        else:
            total += np.bincount(piece[ends], lengths_of_runs(ends), _VALUES).astype(np.int64)
    return total


def cut(flat: NDArray[np.uint8]) -> Iterator[NDArray[np.uint8]]:
    """Yield bytes in pieces, without a copy."""
    for start in range(0, len(flat), PIECE):
        yield flat[start : start + PIECE]


def ends_of_runs(flat: NDArray[Any]) -> NDArray[np.intp] | None:
    """Return the places of the last pixels of runs; None where most are short: pixels are as quick."""
    edges = np.empty(len(flat), dtype=np.bool_)
    edges[-1:] = True
    np.not_equal(flat[1:], flat[:-1], out=edges[:-1])
    return np.flatnonzero(edges) if np.count_nonzero(edges) * _SHORT <= len(flat) else None


def lengths_of_runs(ends: NDArray[np.intp]) -> NDArray[np.intp]:
    """Return how many pixels each run has, from the places of the last ones."""
    lengths = ends.copy()
    lengths[1:] -= ends[:-1]
    lengths[:1] += 1
    return lengths
