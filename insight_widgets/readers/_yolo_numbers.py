"""From the class numbers of label files to places in the class list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.columns import UNKNOWN
from insight_widgets.problems import EXAMPLES
from insight_widgets.texts.where import class_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray


class ClassNumbers:
    """The class list, and which number is which class.

    Parameters
    ----------
    told : mapping of int to str or None
        Names by number, as the set tells them; classes of one name are one.
    given : sequence of str or None
        Those of the caller, which come first.
    found : iterable of ndarray of int64
        All numbers met: the classes where there are no names.
    """

    def __init__(
        self,
        told: Mapping[int, str] | None,
        given: Sequence[str] | None,
        found: Iterable[NDArray[np.int64]],
    ) -> None:
        if given is not None:
            told = dict(enumerate(given))
        if told is None:
            met = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *found]))
            told = {number: str(number) for number in met.tolist()}
        named = dict(sorted(told.items()))
        self.names = tuple(dict.fromkeys(named.values()))
        place = {name: at for at, name in enumerate(self.names)}
        self._numbers = np.array(list(named), dtype=np.int64)
        self._places = np.array([*(place[name] for name in named.values()), UNKNOWN], dtype=np.int32)

    def places(self, numbers: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the place of each number in the class list, or -1."""
        if not len(self._numbers):
            return np.full(len(numbers), UNKNOWN, dtype=np.int32)
        at = np.searchsorted(self._numbers, numbers)
        known = self._numbers[np.minimum(at, len(self._numbers) - 1)] == numbers
        return self._places[np.where(known, at, -1)]

    def unresolved(self, numbers: NDArray[np.int64]) -> dict[int, str]:
        """Return what is written in the first rows whose number is no class."""
        rows = np.flatnonzero(self.places(numbers) < 0)[: 2 * EXAMPLES].tolist()
        return {row: class_number(numbers[row]) for row in rows}
