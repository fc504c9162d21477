"""Numbers of few decimals in a quarter or half of the memory, without any loss.

They are kept as whole steps (hundredths, say) of 16 bits, or in single precision, and become what they were
by division or rounding. This is tried on each piece of them; where it is not so, they stay as they are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.growing import GrowingColumn

if TYPE_CHECKING:
    from numpy.typing import NDArray

MANY = 2**21
"""So many numbers of a column are worth packing."""

MOST_DECIMALS = 12
_STEPS = 2**16


class PackedColumn(GrowingColumn):
    """A growing column of numbers, of the narrowest kind that holds them all.

    Parameters
    ----------
    decimals : int or None
        How many decimals the numbers have, as far as is known.
    """

    def __init__(self, decimals: int | None) -> None:
        super().__init__(np.float64)
        self._decimals = decimals

    def add(self, numbers: NDArray[np.float64]) -> None:
        """Take more numbers."""
        self.extend(packed(numbers, self._decimals))

    def cast(self, values: NDArray[Any], kind: np.dtype[Any]) -> NDArray[Any]:
        """Return packed numbers as a wider kind."""
        return unpacked(values, self._decimals).astype(kind)


class PackedColumns:
    """Some columns of numbers that come piece by piece, packed when they have become many.

    Parameters
    ----------
    columns : int
    many : int
        How many numbers of a column are left as they are.
    """

    def __init__(self, columns: int, many: int = MANY) -> None:
        self.decimals: int | None = None
        self._columns = [PackedColumn(None) for _ in range(columns)]
        self._many = many

    def add(self, piece: NDArray[np.float64]) -> None:
        """Take the next numbers of all columns, shape (columns, m)."""
        before = len(self._columns[0])
        if before <= self._many < before + piece.shape[1]:
            self._pack(decimals_of(piece))
        for column, numbers in zip(self._columns, piece, strict=True):
            column.add(numbers)

    def whole(self) -> list[NDArray[Any]]:
        """Return the columns, to be unpacked with `decimals`."""
        return [column.whole() for column in self._columns]

    def _pack(self, decimals: int | None) -> None:
        """Pack what has come so far."""
        self.decimals = decimals
        for place, column in enumerate(self._columns):
            self._columns[place] = PackedColumn(decimals)
            for numbers in column.pieces():
                self._columns[place].add(numbers)


def decimals_of(numbers: NDArray[np.float64]) -> int | None:
    """Return the fewest decimals with which numbers can be packed, or None if there are none."""
    tried = range(MOST_DECIMALS + 1)
    return next((decimals for decimals in tried if packed(numbers, decimals).dtype != np.float64), None)


@np.errstate(over="ignore", invalid="ignore")  # what cannot be packed is found by comparing
def packed(numbers: NDArray[np.float64], decimals: int | None) -> NDArray[Any]:
    """Return numbers of the narrowest kind from which they come back as they are."""
    if decimals is None:
        return numbers
    scale = np.float64(10**decimals)
    steps = np.rint(numbers * scale)
    if np.all((steps >= 0) & (steps < _STEPS)) and np.array_equal(steps / scale, numbers):
        return steps.astype(np.uint16)
    single: NDArray[np.float32] = numbers.astype(np.float32)
    return single if np.array_equal(unpacked(single, decimals), numbers, equal_nan=True) else numbers


@np.errstate(over="ignore", invalid="ignore")
def unpacked(numbers: NDArray[Any], decimals: int | None) -> NDArray[np.float64]:
    """Return packed numbers as they were."""
    if numbers.dtype == np.float64 or decimals is None:
        return numbers
    if numbers.dtype == np.uint16:
        return numbers / np.float64(10**decimals)
    return np.asarray(np.round(numbers.astype(np.float64), decimals), dtype=np.float64)
