"""Cells of a table as numbers: blanks are no records, words are counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NUMBER, BLANK, WORD = 0, 1, 2


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """A column of cells.

    Attributes
    ----------
    values : ndarray of float64, shape (n,)
        NaN for what is no number.
    kind : ndarray of uint8, shape (n,)
        0 for a number (NaN and infinity too), 1 for a blank, 2 for a word.
    """

    values: NDArray[np.float64]
    kind: NDArray[np.uint8]


def cells_of(cells: Sequence[Any] | NDArray[Any]) -> Cells:
    """Return what is in cells: numbers, or text of numbers."""
    numeric = isinstance(cells, np.ndarray) and cells.dtype.kind in "iuf"
    try:
        if not numeric and any(map(_is_odd, set(map(type, cells)))):
            raise TypeError
        values = np.asarray(cells, np.float64) if numeric else np.array(list(map(float, cells)))
        return Cells(values.reshape(len(cells)), np.zeros(len(cells), dtype=np.uint8))
    except (TypeError, ValueError, OverflowError):
        pairs = [_cell(cell) for cell in cells]
        values, kinds = ([pair[place] for pair in pairs] for place in (0, 1))
        return Cells(np.array(values, dtype=np.float64), np.array(kinds, dtype=np.uint8))


def _is_odd(kind: type) -> bool:
    return issubclass(kind, bool | np.bool_ | bytes)


def _cell(cell: Any) -> tuple[float, int]:
    if cell is None or type(cell).__name__ in ("NAType", "NaTType") or (isinstance(cell, str) and not cell.strip()):
        return np.nan, BLANK
    if _is_odd(type(cell)):
        return np.nan, WORD
    try:
        return float(cell), NUMBER
    except (TypeError, ValueError, OverflowError, RuntimeError):
        return np.nan, WORD
