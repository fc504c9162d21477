"""A column that grows at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import DTypeLike, NDArray

STEP = 2**20
"""Values in a piece of a column."""


class GrowingColumn:
    """A column that grows at its end.

    Joining many small arrays would need all of them and the whole at once, and leave the memory in pieces.
    The room that is made here ahead takes no memory before it is used.

    Parameters
    ----------
    kind : dtype
        Of an empty column; others become what holds both.
    """

    def __init__(self, kind: DTypeLike) -> None:
        self._data: NDArray[Any] = np.empty(0, dtype=kind)
        self._length = 0

    def __len__(self) -> int:
        return self._length

    @property
    def dtype(self) -> np.dtype[Any]:
        """What kind of values it has."""
        return self._data.dtype

    def extend(self, values: NDArray[Any]) -> None:
        """Take more values."""
        if values.dtype != self.dtype:
            kind = np.promote_types(values.dtype, self.dtype) if self._length else values.dtype
            if kind != self.dtype:
                self._data = self.cast(self.whole(), kind)
            values = values if values.dtype == kind else self.cast(values, kind)
        length = self._length + len(values)
        if length > len(self._data):
            self._make_room(length)
        self._data[self._length : length] = values
        self._length = length

    def pieces(self) -> Iterator[NDArray[Any]]:
        """Pass the column piece by piece."""
        whole = self.whole()
        yield from (whole[start : start + STEP] for start in range(0, len(whole), STEP))

    def whole(self) -> NDArray[Any]:
        """Return the column as it is now."""
        return self._data[: self._length]

    def clear(self) -> None:
        """Let go of all values."""
        self._data, self._length = np.empty(0, dtype=self.dtype), 0

    def cast(self, values: NDArray[Any], kind: np.dtype[Any]) -> NDArray[Any]:
        """Return values as another, wider kind."""
        return values.astype(kind)

    def _make_room(self, length: int) -> None:
        data = np.empty(max(length, 2 * len(self._data)), dtype=self.dtype)
        data[: self._length] = self.whole()
        self._data = data
