"""Names that become text only when somebody asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, overload

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray


class LazyNames:
    """A sequence of names that are made when they are asked for: most never are.

    Parameters
    ----------
    length : int
    name_of : callable
        Returns the name at a place.
    """

    def __init__(self, length: int, name_of: Callable[[int], str]) -> None:
        self._length = length
        self._name_of = name_of

    def __len__(self) -> int:
        return self._length

    @overload
    def __getitem__(self, place: int) -> str: ...
    @overload
    def __getitem__(self, place: NDArray[Any]) -> NDArray[np.object_]: ...
    def __getitem__(self, place: int | NDArray[Any]) -> str | NDArray[np.object_]:
        return self.column()[place] if isinstance(place, np.ndarray) else self._name_of(place)

    def __iter__(self) -> Iterator[str]:
        return map(self._name_of, range(self._length))

    def tolist(self) -> list[str]:
        """Return all names, as an array of them does."""
        return list(self)

    def column(self) -> NDArray[np.object_]:
        """Return all names, shape (n,)."""
        names = np.empty(self._length, dtype=object)
        names[:] = self.tolist()
        return names
