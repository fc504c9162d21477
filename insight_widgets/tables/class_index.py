"""From class names as they are written to places in the class list."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.columns import UNKNOWN
from insight_widgets.naming import is_background, natural_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

_NONE = "-1"
"""A number that stands for no class, in test sets whose labels are kept back."""


class ClassIndex:
    """A class list, and where in it a written name stands.

    Parameters
    ----------
    found : iterable of str
        All names that the data write.
    given : sequence of str or None
        The class list of the caller. Where the data write whole numbers and the list has none,
        the numbers are places in the list.
    ordered : sequence of str
        Names in an order that the data themselves give (a header); else names are sorted.
    background : bool
        Whether names that say background are no classes.

    Attributes
    ----------
    names : tuple of str
    by_number : bool
        Whether the data write places in the list.
    """

    def __init__(
        self,
        found: Iterable[str],
        given: Sequence[str] | None,
        *,
        ordered: Sequence[str] = (),
        background: bool = False,
    ) -> None:
        names = set(found)
        if given is None:
            given = (*dict.fromkeys(ordered), *natural_order(names - set(ordered)))
        self.names = tuple(name for name in given if not (background and is_background(name)))
        self._places = {name: place for place, name in enumerate(self.names)}
        told = names - {_NONE}
        self.by_number = bool(told) and all(_number(name) and name not in given for name in told)
        if self.by_number:
            self._places = {str(number): self._places.get(name, UNKNOWN) for number, name in enumerate(given)}

    def places(self, names: Sequence[str]) -> NDArray[np.int32]:
        """Return the place of each name, or -1, shape (n,)."""
        keys = [_number(name) if self.by_number else name for name in names]
        return np.array([self._places.get(key, UNKNOWN) for key in keys], dtype=np.int32)


def _number(name: str) -> str:
    """Return a whole number without leading zeros, or nothing if the name is none."""
    return (name.lstrip("0") or "0") if name.isascii() and name.isdecimal() else ""
