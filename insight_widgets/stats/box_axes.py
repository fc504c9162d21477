"""By what boxes are counted beside their class and the crowd in their image: their binned distributions.

What stands here is counted, filtered, drawn and written wherever area and ratio are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from insight_widgets.stats.bins import BOX_AREA, BOX_RATIO, BOXES_PER_IMAGE
from insight_widgets.stats.geometry import BoxGeometry

if TYPE_CHECKING:
    from collections.abc import Callable

    import numpy as np
    from numpy.typing import NDArray

    from insight_widgets.stats.bins import Bins


@dataclass(frozen=True, slots=True)
class BoxAxis:
    """A distribution of boxes.

    Attributes
    ----------
    id : str
        Name of the statistic in the document, and of its chart.
    bins : Bins
    index : callable
        From the geometry of n boxes to the bin of each, shape (n,); ``len(bins)`` where it is not known.
    """

    id: str
    bins: Bins
    index: Callable[[BoxGeometry], NDArray[np.uint8]]


BOX_AXES: tuple[BoxAxis, ...] = (
    BoxAxis("box_area", BOX_AREA, BoxGeometry.area_bins),
    BoxAxis("box_ratio", BOX_RATIO, BoxGeometry.ratio_bins),
)
"""All of them, in the order of the report. Images are counted by their sets of bins of the first two."""

TABLE_AXES = ("class", "box_area", "box_ratio", "boxes_per_image", *(axis.id for axis in BOX_AXES[2:]))
"""Axes of the table of boxes, see `BoxCounts.boxes`."""


def table_shape(classes: int) -> tuple[int, ...]:
    """Return the shape of the table of boxes; axes of `BOX_AXES` have a last place for "not known"."""
    area, ratio, *others = (len(axis.bins) + 1 for axis in BOX_AXES)
    return (classes, area, ratio, len(BOXES_PER_IMAGE), *others)
