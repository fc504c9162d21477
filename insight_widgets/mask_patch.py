"""Masks drawn on a part of their image, as run lengths of the whole of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.mask_parts import parts_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.mask_parts import Runs


def patch_parts(pixels: NDArray[np.bool_], left: int, top: int, height: int, width: int) -> list[Runs]:
    """Return the parts of a mask of which only a patch is given; what lies outside of the image is cut off.

    Parameters
    ----------
    pixels : ndarray of bool, shape (rows, columns)
        The patch.
    left, top : int
        Where in the image it lies.
    height, width : int
        Size of the image in pixels.

    Raises
    ------
    MaskError
        The size is not known, or too large.
    """
    inside = pixels[max(-top, 0) : max(height - top, 0), max(-left, 0) : max(width - left, 0)]
    borders = _borders(inside, max(left, 0), max(top, 0), height)
    counts = np.diff(borders, prepend=0, append=height * width)
    return parts_of({"size": [height, width], "counts": counts.tolist()}, height, width)


def _borders(pixels: NDArray[np.bool_], left: int, top: int, height: int) -> NDArray[np.int64]:
    """Return where runs start and end, alternately, counted down the columns of the image."""
    columns = np.pad(pixels.T.astype(np.int8), ((0, 0), (1, 1)))
    column, row = np.nonzero(np.diff(columns, axis=1))
    places, times = np.unique((column + left) * height + row + top, return_counts=True)
    borders: NDArray[np.int64] = places[
        times == 1
    ]  # where a run goes on at the top of the next column nothing ends
    return borders
