"""Ids as columns, and the rows that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TABLE_ROOM = 8
"""A look-up table may be this many times as long as the ids are many."""


def id_column(ids: Sequence[float | str | None]) -> NDArray[Any]:
    """Return ids as int64 if all are whole numbers of that size, else as text (None stays None)."""
    kinds = set(map(type, ids))
    if kinds <= {int, float}:
        try:
            whole = ids if kinds <= {int} else [_whole(one) for one in ids]
            return np.fromiter(whole, dtype=np.int64, count=len(ids))
        except (ValueError, OverflowError):
            pass
    column = np.empty(len(ids), dtype=object)
    column[:] = [None if one is None else _text(one) for one in ids]
    return column


def _whole(number: Any) -> int:
    """Return a whole number such as 7.0 as 7; raise ValueError or OverflowError for others."""
    if number != int(number):
        raise ValueError
    return int(number)


def _text(one: float | str) -> str:
    """Return an id as text, 7.0 like 7."""
    return str(int(one)) if isinstance(one, float) and one.is_integer() else str(one).strip()


def joined(columns: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Return several id columns as one."""
    if all(column.dtype != object for column in columns):
        return np.concatenate([np.zeros(0, dtype=np.int64), *columns])
    return np.concatenate([_as_text(column) for column in columns])


def rows_of(known: NDArray[Any], wanted: NDArray[Any]) -> NDArray[np.int64]:
    """Return for each wanted id the first row of `known` that has it, or -1; shape of `wanted`."""
    if object in (known.dtype, wanted.dtype):
        first: dict[str, int] = {}
        for row, name in enumerate(_as_text(known).tolist()):
            if name is not None:
                first.setdefault(name, row)
        return np.array([first.get(name, -1) for name in _as_text(wanted).tolist()], dtype=np.int64)
    if not len(known) or not len(wanted):
        return np.full(len(wanted), -1, dtype=np.int64)
    if known.min() >= 0 and known.max() < TABLE_ROOM * (len(known) + len(wanted)):
        return _rows_by_table(known, wanted)
    return _rows_by_search(known, wanted)


def _rows_by_table(known: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    table = np.full(int(known.max()) + 2, -1, dtype=np.int64)
    table[known[::-1]] = np.arange(len(known))[::-1]  # the first of several is written last
    outside = (wanted < 0) | (wanted > known.max())
    return table[np.where(outside, len(table) - 1, wanted)]


def _rows_by_search(known: NDArray[np.int64], wanted: NDArray[np.int64]) -> NDArray[np.int64]:
    order = np.argsort(known, kind="stable")
    places = np.searchsorted(known[order], wanted)
    rows = order[np.minimum(places, len(known) - 1)]
    return np.where(known[rows] == wanted, rows, -1)


def _as_text(column: NDArray[Any]) -> NDArray[np.object_]:
    if column.dtype == object:
        return column
    text = np.empty(len(column), dtype=object)
    text[:] = [str(one) for one in column.tolist()]
    return text
