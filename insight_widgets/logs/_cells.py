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
    if isinstance(cells, np.ndarray) and cells.dtype.kind in "iuf":
        return Cells(cells.astype(np.float64), np.zeros(len(cells), dtype=np.uint8))
    kinds = set(map(type, cells))
    if kinds == {str}:
        return _of_text(cells)
    if not any(map(_is_odd, kinds)) and (values := _floats(cells)) is not None:
        return Cells(values, np.zeros(len(cells), dtype=np.uint8))
    return _one_by_one(cells)


def _of_text(cells: Sequence[str] | NDArray[Any]) -> Cells:
    filled = np.array([not (cell == "" or cell.isspace()) for cell in cells], dtype=bool)
    written = _floats([cell for cell, there in zip(cells, filled.tolist(), strict=True) if there])
    if written is None:
        return _one_by_one(cells)
    values = np.full(len(cells), np.nan)
    values[filled] = written
    return Cells(values, np.where(filled, NUMBER, BLANK).astype(np.uint8))


def _floats(cells: Sequence[Any] | NDArray[Any]) -> NDArray[np.float64] | None:
    try:
        return np.array(list(map(float, cells)), dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        return None


def _one_by_one(cells: Sequence[Any] | NDArray[Any]) -> Cells:
    table = np.array([_cell(cell) for cell in cells], dtype=np.float64).reshape(-1, 2)
    return Cells(table[:, 0], table[:, 1].astype(np.uint8))


def _is_odd(kind: type) -> bool:
    return issubclass(kind, bool | np.bool_ | bytes)


def _cell(cell: Any) -> tuple[float, int]:
    if (
        cell is None
        or type(cell).__name__ in ("NAType", "NaTType")
        or (isinstance(cell, str) and not cell.strip())
    ):
        return np.nan, BLANK
    if _is_odd(type(cell)):
        return np.nan, WORD
    try:
        return float(cell), NUMBER
    except (TypeError, ValueError, OverflowError, RuntimeError):
        return np.nan, WORD
