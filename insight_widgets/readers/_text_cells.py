"""Cells of a text, taken from its bytes many at a time: as texts, and which of them are equal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator


LONGEST = 128
"""Bytes; columns with longer cells are not for this."""

Places = NDArray[np.signedinteger]
"""Places in a text: of 32 bits where they suffice."""

WORD = 8
"""Bytes that are looked at together."""

_LINE = ord("\n")
_INSIDE = np.array([(1 << 8 * count) - 1 for count in range(WORD + 1)], dtype=np.uint64)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
_MOST_ROUNDS = 16
_ROWS = 2**15


def words_of(values: NDArray[np.uint8]) -> NDArray[np.uint64]:
    """Return the eight bytes that begin at each byte of a text, but the last seven; no copy is made."""
    values = values if len(values) >= WORD else np.append(values, np.zeros(WORD, dtype=np.uint8))
    return np.ndarray((len(values) - WORD + 1,), dtype="<u8", buffer=values, strides=(1,))


def texts(values: NDArray[np.uint8], begin: Places, length: Places) -> list[str]:
    """Return cells as texts, given as to `first_equal`; no line feed may be in them."""
    found: list[str] = []
    for start in range(0, len(begin), _ROWS):
        found += _texts(values, begin[start : start + _ROWS], length[start : start + _ROWS])
    return found


def _texts(values: NDArray[np.uint8], begin: Places, length: Places) -> list[str]:
    width = int(length.max()) + 1
    if int(begin.max()) + width > len(values):  # cells are taken in one size: room for it past the last
        low = int(begin.min())
        values, begin = np.append(values[low:], np.zeros(width, dtype=np.uint8)), begin - low
    cells = np.ndarray((len(values) - width + 1,), dtype=f"V{width}", buffer=values, strides=(1,))
    marks = cells[begin].view(np.uint8).reshape(-1, width)
    marks[np.arange(len(marks)), length] = _LINE
    inside = np.arange(width) <= length[:, np.newaxis]
    return marks[inside].tobytes().decode().split("\n")[:-1]


def first_equal(values: NDArray[np.uint8], begin: Places, length: Places) -> NDArray[np.int32] | None:
    """Return the first cell that each cell is equal to, shape (n,).

    Parameters
    ----------
    values : ndarray of uint8
        The bytes of the text.
    begin, length : ndarray of int, shape (n,)
        Where the cells are, of `LONGEST` bytes at the most.

    Returns
    -------
    ndarray of int32, shape (n,), or None
        None where too many cells that differ look alike, which takes a text made for it.

    Notes
    -----
    Every cell goes to the slot of a table that its hash tells; the first cell of a slot stands for those
    there that equal it byte by byte, the others go on to another table.
    """
    words = words_of(values)
    hashed = _hashes(words, begin, length)
    first = np.arange(len(begin), dtype=np.int32)
    if _all_differ(hashed):
        return first
    rows = first.copy()
    for _ in range(_MOST_ROUNDS):
        if not len(rows):
            return first
        found = _first_of_slots(hashed[rows], rows)
        same = hashed[rows] == hashed[found]
        same[same] = _equal(words, begin, length, rows[same], found[same])
        first[rows[same]] = found[same]
        rows = rows[~same]
        hashed[rows] = (hashed[rows] ^ (hashed[rows] >> _HALF)) * _MIX
    return None


def _hashes(words: NDArray[np.uint64], begin: Places, length: Places) -> NDArray[np.uint64]:
    hashed = length.astype(np.uint64)
    for start in range(0, len(begin), _ROWS):
        part = hashed[start : start + _ROWS]
        for word in _words(words, begin[start : start + _ROWS], length[start : start + _ROWS]):
            part ^= word
            part *= _MIX
            part ^= part >> _HALF
        part *= _MIX
    return hashed


def _all_differ(hashed: NDArray[np.uint64]) -> bool:
    """Whether no hash comes twice; mostly the first few tell."""
    return all(bool(np.diff(np.sort(some)).all()) for some in (hashed[:_ROWS], hashed))


def _words(words: NDArray[np.uint64], begin: Places, length: Places) -> Iterator[NDArray[np.uint64]]:
    """Yield the bytes of cells, eight by eight; zeros past the end of a cell."""
    last = len(words) - 1
    for place in range(0, int(length.max(initial=0)), WORD):
        where = begin + place
        if int(where.max()) <= last:
            word = words[where]
        else:  # the last bytes of a text are the upper ones of its last word
            past = np.maximum(where - last, 0)
            word = words[where - past] >> 8 * np.minimum(past, WORD - 1).astype(np.uint64)
        yield word & _INSIDE.take(length - place, mode="clip")


def _first_of_slots(hashed: NDArray[np.uint64], rows: NDArray[np.int32]) -> NDArray[np.int32]:
    """Return for each row the first row of its slot."""
    bits = (4 * len(rows)).bit_length()
    slot = (hashed >> np.uint64(64 - bits)).astype(np.int64)
    table = np.empty(1 << bits, dtype=np.int32)
    table[slot[::-1]] = rows[::-1]  # the first of several is written last
    return table[slot]


def _equal(
    words: NDArray[np.uint64],
    begin: Places,
    length: Places,
    rows: NDArray[np.int32],
    others: NDArray[np.int32],
) -> NDArray[np.bool_]:
    """Return which cells equal those of other rows."""
    same: NDArray[np.bool_] = length[rows] == length[others]
    doubtful = np.flatnonzero(same & (rows != others))
    for start in range(0, len(doubtful), _ROWS):
        places = doubtful[start : start + _ROWS]
        one, other, size = begin[rows[places]], begin[others[places]], length[rows[places]]
        for left, right in zip(_words(words, one, size), _words(words, other, size), strict=True):
            same[places] &= left == right
    return same
