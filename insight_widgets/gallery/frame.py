"""From what annotations are relative to, to the image as it is shown: EXIF orientations."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from insight_widgets.image_size import Size

    Points = NDArray[np.float64]

UPRIGHT = 1
_SIDEWAYS = 5
"""Orientations from here on swap width and height."""

_TURNS: dict[int, Callable[[Points, Points], tuple[Points, Points]]] = {
    2: lambda x, y: (1 - x, y),
    3: lambda x, y: (1 - x, 1 - y),
    4: lambda x, y: (x, 1 - y),
    5: lambda x, y: (y, x),
    6: lambda x, y: (1 - y, x),
    7: lambda x, y: (1 - y, 1 - x),
    8: lambda x, y: (y, 1 - x),
}
"""Where a point of the stored image is shown, both as shares, by EXIF orientation."""


class Frame(NamedTuple):
    """What the annotations of an image are relative to.

    Attributes
    ----------
    size : (int, int)
        Width and height that their pixels are counted in; 0 where they are not known.
    orientation : int
        How the frame is turned before it is shown (as EXIF counts, 1 to 8).
    shown : (int, int)
        Width and height of the image as it is shown; 0 where they are not known.
    """

    size: Size
    orientation: int
    shown: Size

    def shares(self, points: Points, *, relative: bool = False) -> Points | None:
        """Return points as shares of the shown image, shape (n, 2); None where no size is known."""
        if not relative:
            if not all(self.size):
                return None
            points = points / np.array(self.size, dtype=np.float64)
        turn = _TURNS.get(self.orientation)
        return points if turn is None else np.stack(turn(points[:, 0], points[:, 1]), axis=1)

    def box(self, x: float, y: float, width: float, height: float, *, relative: bool) -> list[float] | None:
        """Return left, top, width and height of a box as shares of the shown image; None if not known."""
        corners = np.array([[x, y], [x + width, y + height]])
        shares = self.shares(corners, relative=relative) if np.isfinite(corners).all() else None
        if shares is None:
            return None
        low, high = shares.min(axis=0), shares.max(axis=0)
        return [round(number, 6) for number in (*low.tolist(), *(high - low).tolist())]


def frame_of(told: Size, stored: Size | None, orientation: int) -> Frame:
    """Return the frame of an image's annotations.

    Some programs annotate the image as it is stored, others as it is shown. The size that the data set tells
    says which: the stored one, or with its sides swapped the shown one. Where it does not (the image is a
    square, or only turned upside down) it is the stored one, in which sizes are counted everywhere.

    Parameters
    ----------
    told : (int, int)
        Width and height by the data set; 0 where it does not tell them.
    stored : (int, int), or None
        Width and height by the file; None where there is none.
    orientation : int
        That of the file.
    """
    if stored is None:
        return Frame(told, UPRIGHT, told)
    shown = stored[::-1] if orientation >= _SIDEWAYS else stored
    if not all(told):
        return Frame(stored, orientation, shown)
    if orientation >= _SIDEWAYS and _unlike(told, shown) < _unlike(told, stored):
        return Frame(told, UPRIGHT, shown)
    return Frame(told, orientation, shown)


def _unlike(one: Size, other: Size) -> float:
    """Return how much the ratios of two sizes differ."""
    return abs(one[0] * other[1] / (one[1] * other[0]) - 1)
