"""The tables of moments as they travel to the page: in columns, as exact as they are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

MOST_ROWS = 4_000
"""Rows of a table, all splits together: more are read by nobody."""

DIGITS = 3
"""Digits that are shown; numbers from a thousand on are shown as whole ones."""

_TIE = 1e-9
"""What a half may lack in binary."""


def compact_tables(tables: Mapping[str, Any], place: Mapping[str, int]) -> dict[str, Any]:
    """Return tables of the document with their classes by place, and how many of these are left out.

    Parameters
    ----------
    tables : mapping of str to dict
        As in the document.
    place : mapping of str to int
        Of each class in the class list.
    """
    return {name: _compact(table, place) for name, table in tables.items()}


def _compact(table: Mapping[str, Any], place: Mapping[str, int]) -> dict[str, Any]:
    splits = table["splits"]
    rows: dict[str, int] = {}
    for of in splits.values():
        for name, row in of["by_class"].items():
            rows[name] = rows.get(name, 0) + row[0]
    most = MOST_ROWS // max(len(splits), 1)
    kept = set(sorted(rows, key=lambda name: (-rows[name], place[name]))[:most])
    told = {split: _columns(of, kept, place) for split, of in splits.items()}
    return {**table, "splits": told, "left_out": len(rows) - len(kept)}


def _columns(of: Mapping[str, Any], kept: set[str], place: Mapping[str, int]) -> dict[str, Any]:
    names = [name for name in of["by_class"] if name in kept]
    columns = zip(*(of["by_class"][name] for name in names), strict=True)
    return {
        "overall": of["overall"],
        "at": [place[name] for name in names],
        "columns": [as_shown(column) for column in columns],
    }


def as_shown(numbers: Sequence[float | None]) -> list[float | None]:
    """Return numbers with the digits that are shown, halves rounded up."""
    values = np.array([np.nan if number is None else number for number in numbers], dtype=np.float64)
    rounded = _rounded(values).tolist()
    return [
        None if number is None else int(value) if value.is_integer() else value
        for number, value in zip(numbers, rounded, strict=True)
    ]


def _rounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    size = np.abs(values)
    with np.errstate(divide="ignore"):
        decimals = DIGITS - 1 - np.floor(np.log10(size))
    decimals = np.where((size > 0) & (size < 10**DIGITS), decimals, 0)
    steps = np.floor(size * 10.0**decimals + 0.5 + _TIE)
    return np.copysign(steps / 10.0**decimals, values)
