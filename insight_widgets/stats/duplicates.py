"""Rows that repeat an earlier row, found by sorting, never by pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.stats.runs import met_again

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_MIX = np.uint64(0x9E3779B97F4A7C15)
_SCALE = np.e / np.pi
"""No polynomial in it with few small whole coefficients is known to be near zero."""


def repeats(columns: Sequence[NDArray[Any]]) -> NDArray[np.bool_]:
    """Return which rows equal an earlier row in all columns, shape (n,).

    Parameters
    ----------
    columns : sequence of ndarray, shape (n,)
        Numbers of 64 bits at the most; NaN equals NaN.

    Notes
    -----
    The 64-bit hashes of the rows are sorted; only rows whose hash comes several times are compared.
    """
    hashed = _hash(columns)
    found = np.zeros(len(hashed), dtype=np.bool_)
    several = np.unique(met_again(hashed))
    if not len(several):
        return found
    place = np.searchsorted(several, hashed).clip(max=len(several) - 1)
    candidates = np.flatnonzero(several[place] == hashed)
    found[candidates] = _repeats_among([_bits(column[candidates]) for column in columns])
    return found


def _repeats_among(columns: Sequence[NDArray[np.uint64]]) -> NDArray[np.bool_]:
    """Return which rows equal an earlier one, by sorting the rows themselves."""
    order = np.lexsort(columns)
    same = np.ones(len(order) - 1, dtype=np.bool_)
    for column in columns:
        ordered = column[order]
        same &= ordered[1:] == ordered[:-1]
    found = np.zeros(len(order), dtype=np.bool_)
    found[order[1:][same]] = True
    return found


def repeated_records(records: NDArray[Any]) -> NDArray[np.bool_]:
    """Return which records (ids) stand at an earlier row already, shape (n,).

    Mostly there are none, and ids ascend: this is seen at once, else with one copy of the ids.
    """
    if records.dtype == object:
        records = records.astype(str)
    found = np.zeros(len(records), dtype=np.bool_)
    if (records[1:] > records[:-1]).all():
        return found
    repeated = np.unique(met_again(records))
    if not len(repeated):
        return found
    places = np.searchsorted(repeated, records).clip(max=len(repeated) - 1)
    rows = np.flatnonzero(repeated[places] == records)
    _, first = np.unique(records[rows], return_index=True)
    found[np.delete(rows, first)] = True
    return found


def _bits(column: NDArray[Any]) -> NDArray[np.uint64]:
    """Return values as 64 bits: equal values have equal bits (-0.0 becomes 0.0)."""
    if column.dtype.kind == "f":
        return (column.astype(np.float64, copy=False) + 0.0).view(np.uint64)
    return column.astype(np.int64, copy=False).view(np.uint64)


def _hash(columns: Sequence[NDArray[Any]]) -> NDArray[np.uint64]:
    """Return a polynomial in the columns: whole numbers wrap around, the others are rounded.

    Equal rows are rounded alike; so are some that differ, in one of 2**52 at best.
    """
    whole = np.zeros(len(columns[0]), dtype=np.uint64)
    broken = np.zeros(len(columns[0]))
    with np.errstate(over="ignore", invalid="ignore"):
        for column in columns:
            if column.dtype.kind == "f":
                broken += column
                broken *= _SCALE
            else:
                whole += _bits(column)
                whole *= _MIX
    whole ^= _bits(broken)
    return whole
