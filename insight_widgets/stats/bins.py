"""The bins of every distribution: names for people, edges that are exact for integers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.stats.edge_grid import EdgeGrid

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Bins:
    """Bins of a quantity that is a quotient, each closed on its left edge.

    Attributes
    ----------
    names : tuple of str
        One name a bin, as documents and charts write it.
    edges : tuple of (int, int)
        The inner edges as fractions, ascending; bin i lies between edge i - 1 and edge i.
    """

    names: tuple[str, ...]
    edges: tuple[tuple[int, int], ...]

    def __len__(self) -> int:
        return len(self.names)

    @np.errstate(over="ignore")  # of absurdly large boxes
    def index(self, dividend: NDArray[Any], divisor: NDArray[Any]) -> NDArray[np.uint8]:
        """Return the bin of each ``dividend / divisor``, shape (n,).

        Near an edge both are compared after cross-multiplication, so that a value on it falls to the
        right of it however the quotient would round (exact below 2**53).
        """
        return _grid_of(self.edges).index(dividend, divisor)


@cache
def _grid_of(edges: tuple[tuple[int, int], ...]) -> EdgeGrid:
    return EdgeGrid(edges)


BOX_AREA = Bins(
    names=(
        "(0, 0.16)",
        "[0.16, 1.44)",
        "[1.44, 2.56)",
        "[2.56, 10.24)",
        "[10.24, 40.96)",
        "[40.96, 100]",
    ),
    edges=tuple((edge, 10_000) for edge in (16, 144, 256, 1_024, 4_096)),
)
"""Bounding box area in percent of the image; edges as shares of the image."""

BOX_RATIO = Bins(
    names=(
        "(0, 0.25)",
        "[0.25, 0.5)",
        "[0.5, 0.67)",
        "[0.67, 0.8)",
        "[0.8, 1.25)",
        "[1.25, 1.5)",
        "[1.5, 2)",
        "[2, 4)",
        ">=4",
    ),
    edges=((1, 4), (1, 2), (2, 3), (4, 5), (5, 4), (3, 2), (2, 1), (4, 1)),
)
"""Bounding box width / height."""

BOXES_PER_IMAGE = Bins(
    names=("0", "1", "2", "3", "4", "5-9", ">=10"),
    edges=((1, 1), (2, 1), (3, 1), (4, 1), (5, 1), (10, 1)),
)
"""Number of boxes in an image."""

MASK_AREA = Bins(
    names=(
        "0",
        "(0, 1)",
        "[1, 5)",
        *(f"[{left}, {left + 5})" for left in range(5, 95, 5)),
        "[95, 100]",
    ),
    edges=((0, 1), (1, 100), *((edge, 100) for edge in range(5, 100, 5))),
)
"""Area of a class's mask in percent of the image; see `mask_area_index` for its first bin."""

UNKNOWN_AREA = len(BOX_AREA)
UNKNOWN_RATIO = len(BOX_RATIO)
"""Places behind the last bin: boxes whose area or ratio cannot be known."""


def mask_area_index(pixels: NDArray[np.int64], total: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the mask area bin of non-empty masks, shape (n,): 1 and up, as bin 0 means no mask."""
    return MASK_AREA.index(pixels.astype(np.float64), total.astype(np.float64)).astype(np.int64)
