"""Cells of a text as numbers, read from its bytes many at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.readers._text_cells import WORD, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

_ZERO = np.uint8(ord("0"))
_DOT = np.uint8((ord(".") - ord("0")) % 256)
_MINUS = np.uint8((ord("-") - ord("0")) % 256)
_MOST_DIGITS = 15
"""Numbers of so many digits, and powers of ten up to 22, are exact: their quotient is the nearest number."""

_NOUGHTS = np.uint64(0x3030303030303030)
_TO_SIXTEEN = np.uint64(0x0606060606060606)
_UPPER_HALVES = np.uint64(0xF0F0F0F0F0F0F0F0)
_PAIRINGS = (
    (np.uint64(0x0F0F0F0F0F0F0F0F), np.uint64(10 * 2**8 + 1), np.uint64(8)),
    (np.uint64(0x00FF00FF00FF00FF), np.uint64(100 * 2**16 + 1), np.uint64(16)),
    (np.uint64(0x0000FFFF0000FFFF), np.uint64(10_000 * 2**32 + 1), np.uint64(32)),
)
"""Which bits are numbers, what puts each with the next, and how far the sum is moved down."""

_TENTHS = 10.0 ** np.arange(_MOST_DIGITS + 1)


def decimals(
    data: NDArray[np.uint8], start: NDArray[np.int64], length: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return cells as numbers, and which of them are read so; the others need a closer look.

    Parameters
    ----------
    data : ndarray of uint8, shape (m,)
        The bytes of the text.
    start, length : ndarray of int64, shape (n,)
        Where the cells are.

    Returns
    -------
    value : ndarray of float64, shape (n,)
        NaN for empty cells.
    sure : ndarray of bool, shape (n,)
        Whether a cell is empty, or of up to 15 digits with at most one minus before and one dot among them.
    """
    value, sure = _short_wholes(words_of(data), start, length)
    rest = np.flatnonzero(~sure)
    if len(rest):
        value[rest], sure[rest] = _decimals(data, start[rest], length[rest])
    return value, sure


def _short_wholes(
    words: NDArray[np.uint64], start: NDArray[np.int64], length: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return cells as `decimals` does, of those with one to eight digits and nothing else.

    The digits of a cell are the upper bytes of a word, noughts the lower ones. Neighbours are put together
    three times: eight digits are four numbers of two, these two of four, these one.
    """
    sure = (length > 0) & (length <= WORD) & (start < len(words))
    shift = 8 * (WORD - length).clip(0, WORD - 1).astype(np.uint64)
    digits = (words[np.minimum(start, len(words) - 1)] ^ _NOUGHTS) << shift
    sure &= ((digits | (digits + _TO_SIXTEEN)) & _UPPER_HALVES) == 0
    for pairs, scale, bits in _PAIRINGS:
        digits = ((digits & pairs) * scale) >> bits
    return digits.astype(np.float64), sure


def _decimals(
    data: NDArray[np.uint8], start: NDArray[np.int64], length: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    whole = np.zeros(len(start), dtype=np.int64)
    digits = np.zeros(len(start), dtype=np.uint8)
    after_dot = np.zeros(len(start), dtype=np.uint8)
    dotted = np.zeros(len(start), dtype=np.bool_)
    odd = length > _MOST_DIGITS + 2
    negative = (length > 0) & (data.take(start, mode="clip") - _ZERO == _MINUS)
    for place in range(min(int(length.max(initial=0)), _MOST_DIGITS + 2)):
        mark = data.take(start + place, mode="clip") - _ZERO
        inside = length > place
        digit = inside & (mark <= 9)  # noqa: PLR2004  (the digits)
        np.multiply(whole, 10, out=whole, where=digit)
        np.add(whole, mark, out=whole, where=digit)
        digits += digit
        after_dot += digit & dotted
        dot = inside & (mark == _DOT)
        odd |= (inside & ~digit & ~dot & ~(negative & (place == 0))) | (dot & dotted)
        dotted |= dot
    value = whole / _TENTHS.take(after_dot, mode="clip")
    np.negative(value, out=value, where=negative)
    value[length == 0] = np.nan
    return value, ((digits > 0) & (digits <= _MOST_DIGITS) & ~odd) | (length == 0)
