"""64-bit hashes of names, so that very many can be compared without being kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

_WORD = 8
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SECOND = np.uint64(0xBF58476D1CE4E5B9)


def hash_numbers(numbers: NDArray[np.integer]) -> Hashes:
    """Return a hash of each whole number, shape (n,); different numbers have different ones."""
    return _finished(numbers.astype(np.int64).view(np.uint64) + _MIX)


def hash_texts(texts: Sequence[str]) -> Hashes:
    """Return a hash of each text, shape (n,)."""
    written = [text.encode("utf-8", "surrogatepass") for text in texts]
    ends = np.cumsum([0, *map(len, written)])
    return hash_bytes(np.frombuffer(b"".join(written), dtype=np.uint8), ends)


def hash_bytes(data: NDArray[np.uint8], ends: NDArray[np.integer]) -> Hashes:
    """Return a hash of each text that lies in a buffer, shape (n,).

    Parameters
    ----------
    data : ndarray of uint8
        All texts, one behind the other.
    ends : ndarray of int, shape (n + 1,)
        Where each starts, and where the last one ends.

    Notes
    -----
    Eight bytes at a time, each mixed in by a multiplication and a shift; finished as in splitmix64
    (Steele, Lea and Flood 2014).
    """
    padded = np.concatenate([data, np.zeros(_WORD, dtype=np.uint8)])
    words = np.ndarray((len(data) + 1,), "<u8", padded, strides=(1,))
    start, length = ends[:-1].astype(np.int64), np.diff(ends).astype(np.int64)
    hashed = length.astype(np.uint64) * _MIX
    left = np.arange(len(start))
    for at in range(0, int(length.max(initial=0)), _WORD):
        left = left[length[left] > at]
        word = words[start[left] + at]
        spare = np.maximum(_WORD - (length[left] - at), 0).astype(np.uint64) * np.uint64(8)
        word = (word << spare) >> spare  # only what belongs to the text
        mixed = (hashed[left] ^ word) * _MIX
        hashed[left] = mixed ^ (mixed >> np.uint64(29))
    return _finished(hashed)


def _finished(hashed: Hashes) -> Hashes:
    hashed = (hashed ^ (hashed >> np.uint64(30))) * _SECOND
    return hashed ^ (hashed >> np.uint64(27))
