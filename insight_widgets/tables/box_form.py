"""Whether four numbers that have no names are a corner and two sides, or two corners."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class CornerSigns:
    """What boxes say of their form, those in images of known size.

    Attributes
    ----------
    over : bool
        Whether one reaches over the edge of its image if the second pair is taken as its sides.
    misplaced : bool
        Whether one is turned over, or lies outside, if the second pair is taken as a corner.
    """

    over: bool = False
    misplaced: bool = False

    @property
    def corners(self) -> bool:
        """Whether boxes are two corners: else some do not fit, and so all do."""
        return self.over and not self.misplaced

    def __or__(self, other: CornerSigns) -> CornerSigns:
        return CornerSigns(self.over or other.over, self.misplaced or other.misplaced)


NO_SIGNS = CornerSigns()
"""Nothing is told: boxes are written as their header says, or as a corner and two sides."""


def corner_signs(
    numbers: Iterable[NDArray[np.float64]], width: NDArray[np.int32], height: NDArray[np.int32]
) -> CornerSigns:
    """Return what boxes say of their form.

    Parameters
    ----------
    numbers : iterable of ndarray of float64, shape (m,), length 4
    width, height : ndarray of int32, shape (m,)
        Of the image of each box in pixels, 0 where that is not known.
    """
    x, y, right, bottom = numbers
    judged = (width > 0) & (height > 0) & np.isfinite(x + y + right + bottom)
    over = (x + right > width + 1.0) | (y + bottom > height + 1.0)
    placed = (right > x) & (bottom > y) & (right <= width) & (bottom <= height)
    return CornerSigns(bool((judged & over).any()), bool((judged & ~placed).any()))
