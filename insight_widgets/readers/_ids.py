"""Ids as columns, and the rows that they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.growing import GrowingColumn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TABLE_ROOM = 8
"""A look-up table may be this many times as long as the ids are many."""

_SMALL_TABLE = 2**20


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


class IdColumn(GrowingColumn):
    """A growing column of ids: whole numbers of 32 or 64 bits, or text if any is text."""

    def __init__(self) -> None:
        super().__init__(np.int16)

    def add(self, ids: Sequence[float | str | None]) -> None:
        """Take more ids."""
        self.extend(_narrowed(id_column(ids)))

    def cast(self, values: NDArray[Any], kind: np.dtype[Any]) -> NDArray[Any]:
        """Return ids as another kind."""
        return _as_text(values) if kind.hasobject else values.astype(kind)


def _narrowed(ids: NDArray[Any]) -> NDArray[Any]:
    """Return whole numbers in as few bits as they have room in."""
    if ids.dtype == object or not len(ids):
        return ids
    low, high = ids.min(), ids.max()
    fitting = (
        kind for kind in (np.int16, np.int32) if np.iinfo(kind).min <= low <= high <= np.iinfo(kind).max
    )
    return ids.astype(next(fitting, np.int64))


class IdRows:
    """The rows that ids stand for: the first that has an id.

    Parameters
    ----------
    known : ndarray, shape (n,)
        The id of every row.
    """

    def __init__(self, known: NDArray[Any]) -> None:
        self._known = known
        self._named: dict[str, int] | None = None
        self._table: NDArray[np.int32] | None = None
        if known.dtype == object or not len(known):
            return
        if known.min() >= 0 and known.max() < TABLE_ROOM * len(known) + _SMALL_TABLE:
            self._table = _table(known)
        else:
            self._order = np.argsort(known, kind="stable").astype(np.int32)

    def of(self, wanted: NDArray[Any]) -> NDArray[np.int32]:
        """Return the row of each wanted id, or -1; shape of `wanted`."""
        if object in (self._known.dtype, wanted.dtype):
            return self._by_name(wanted)
        if not len(self._known) or not len(wanted):
            return np.full(len(wanted), -1, dtype=np.int32)
        return self._by_search(wanted) if self._table is None else _looked_up(self._table, wanted)

    def _by_name(self, wanted: NDArray[Any]) -> NDArray[np.int32]:
        if self._named is None:
            self._named = {}
            for row, name in enumerate(_as_text(self._known).tolist()):
                if name is not None:
                    self._named.setdefault(name, row)
        return np.array([self._named.get(name, -1) for name in _as_text(wanted).tolist()], dtype=np.int32)

    def _by_search(self, wanted: NDArray[Any]) -> NDArray[np.int32]:
        places = np.searchsorted(self._known, wanted, sorter=self._order)
        rows = self._order[np.minimum(places, len(self._known) - 1)]
        return np.where(self._known[rows] == wanted, rows, np.int32(-1))


def _table(known: NDArray[Any]) -> NDArray[np.int32]:
    """Return the row of every number up to the largest id, and -1 behind."""
    table = np.full(int(known.max()) + 2, -1, dtype=np.int32)
    table[known[::-1]] = np.arange(len(known), dtype=np.int32)[::-1]  # the first of several is written last
    return table


def _looked_up(table: NDArray[np.int32], wanted: NDArray[Any]) -> NDArray[np.int32]:
    outside = (wanted < 0) | (wanted >= len(table))
    return table[np.where(outside, len(table) - 1, wanted)]


def _as_text(column: NDArray[Any]) -> NDArray[np.object_]:
    if column.dtype == object:
        return column
    text = np.empty(len(column), dtype=object)
    text[:] = [str(one) for one in column.tolist()]
    return text
