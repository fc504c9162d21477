"""Where boxes lie and how large they are at the input of a network: the grid, and the edges of sizes.

A network that takes square inputs of side s is fed an image whose longer side L becomes s, its aspect kept.
A box of w x h pixels then has the size ``sqrt(w * h) * s / L``.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.stats.bins import Bins

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.stats.geometry import BoxGeometry

INPUT_SIZES = tuple(range(320, 1537, 32))
"""Sides of the input, in pixels, at which boxes are told apart."""

LIMITS = (8, 16, 32)
"""Sizes of a box at the input, in pixels, below which it is tiny, very small, small."""

USUAL_INPUT = 640
"""What most detectors are trained with: the input size that is shown first."""

SIZE_RANGES = Bins(("<8", "[8, 16)", "[16, 32)", ">=32"), ((8, 1), (16, 1), (32, 1)))
"""Sizes between the limits, in pixels of the input."""

GRID = 12
"""Cells along a side of the image: it can be parted by 2, 3, 4 and 6, so that halves, thirds and quarters
of the image are sums of cells, and a class of some hundred boxes still fills them."""

_SQUARES = sorted({Fraction(limit, side) ** 2 for side in INPUT_SIZES for limit in LIMITS})

BOX_SIZE = Bins(
    names=tuple(f"size {place}" for place in range(len(_SQUARES) + 1)),
    edges=tuple((square.numerator, square.denominator) for square in _SQUARES),
)
"""Area of a box over the square of the longer side of its image: every edge that an input size asks for."""

UNKNOWN_SIZE = len(BOX_SIZE)
"""Place behind the last bin: boxes of images whose size is not known."""


def bins_below(limit: int, input_size: int) -> int:
    """Return how many bins, from the first, hold the boxes below a limit at an input size.

    Parameters
    ----------
    limit : int
        In pixels, one of `LIMITS`.
    input_size : int
        In pixels, one of `INPUT_SIZES`.
    """
    return _SQUARES.index(Fraction(limit, input_size) ** 2) + 1


def size_bins(geometry: BoxGeometry) -> NDArray[np.uint8]:
    """Return the size bin of every box, `UNKNOWN_SIZE` where it is not known; shape (n,)."""
    area, side = geometry.pixel_area()
    bins = BOX_SIZE.index(area, side * side)
    bins[~geometry.sized] = UNKNOWN_SIZE
    return bins


def cells(geometry: BoxGeometry) -> NDArray[np.uint8]:
    """Return the cell of the centre of the part inside the image, row by row from the top left; shape (n,).

    Any cell where the area of the box is not known, for then its place is not either.
    """
    across, down = (_cell(of) for of in geometry.centre())
    return down * np.uint8(GRID) + across


def _cell(share: NDArray[np.float64]) -> NDArray[np.uint8]:
    low, high = share.min(initial=0), share.max(initial=0)
    known = share if np.isfinite(high - low) else np.nan_to_num(share, nan=0.0, posinf=0.0, neginf=0.0)
    scaled = known * GRID
    return np.clip(scaled, 0, GRID - 1, out=scaled).astype(np.uint8)
