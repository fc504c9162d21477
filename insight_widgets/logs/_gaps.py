"""Frames have one word, NaN, for a blank and for a value that is no number: which of the two it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.logs._table import Column, Table
from insight_widgets.logs.names import is_clock

if TYPE_CHECKING:
    from numpy.typing import NDArray


def without_gaps(table: Table) -> Table:
    """Return the records of a frame without those that stand for blanks.

    NaN is a value where the column ends in it: after its last number, for longer than the longest gap between
    its numbers, and in rows in which no other column has a number that never has one together with it.
    """
    filled = {name: _filled(column, table.count) for name, column in table.columns.items()}
    metrics = [one for name, one in filled.items() if not is_clock(name)]
    columns = {name: _without(column, filled[name], metrics) for name, column in table.columns.items()}
    return Table(
        {name: one for name, one in columns.items() if len(one.rows)}, table.count, table.words, table.notes
    )


def _filled(column: Column, count: int) -> NDArray[np.bool_]:
    """Return which rows have a number (infinite ones too)."""
    filled = np.zeros(count, dtype=bool)
    filled[column.rows] = ~np.isnan(column.values)
    return filled


def _without(column: Column, filled: NDArray[np.bool_], others: list[NDArray[np.bool_]]) -> Column:
    if filled[column.rows].all():
        return column
    numbers = np.flatnonzero(filled)
    last = int(numbers[-1]) if len(numbers) else -1
    longest = int(np.diff(numbers, prepend=-1).max()) - 1 if len(numbers) else 0
    apart = [other for other in others if not (other & filled).any()]
    blank = np.any(apart, axis=0) if apart else np.zeros(len(filled), dtype=bool)
    ends = ~blank & (np.arange(len(filled)) > last)
    kept = filled | (ends if ends.sum() > longest else np.zeros_like(ends))
    rows = kept[column.rows]
    return Column(column.rows[rows], column.values[rows])
