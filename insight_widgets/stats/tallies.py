"""From the counts of a split to what is compared between splits, with images as the unit.

Boxes come in images, so that those of one image are no independent draws: a bin of boxes is compared by the
images that have a box in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.stats.bins import BOXES_PER_IMAGE, MASK_AREA
from insight_widgets.stats.box_axes import BOX_AXES
from insight_widgets.stats.comparison import Tally
from insight_widgets.stats.distributions import place_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.stats.box_axes import BoxAxis
    from insight_widgets.stats.counts import BoxCounts, Counts, MaskCounts
    from insight_widgets.stats.sparse import SparseCounts


@dataclass(frozen=True, slots=True)
class BinnedTally:
    """A binned distribution of a split.

    Attributes
    ----------
    id : str
        Name of its statistic.
    bins : tuple of str
    counts : ndarray of int64, shape (groups, bins)
        What the chart counts: boxes or images. One group, or one a class.
    images : Tally, shape (groups * bins,)
        Images that have something in the bin.
    """

    id: str
    bins: tuple[str, ...]
    counts: NDArray[np.int64]
    images: Tally


def class_tally(counts: Counts) -> Tally:
    """Return the images that have each class."""
    return Tally(counts.image_labels, np.full(len(counts.image_labels), counts.images))


def binned_tallies(counts: Counts) -> list[BinnedTally]:
    """Return all distributions that have bins."""
    if counts.boxes:
        return _of_boxes(counts.boxes)
    return [_of_masks(counts.masks)] if counts.masks else []


def _of_boxes(boxes: BoxCounts) -> list[BinnedTally]:
    sets = (boxes.images_area, boxes.images_ratio)  # the first two axes
    crowding = _last_class(boxes.images_area).sum(axis=1)
    images = Tally(crowding, np.full(len(crowding), crowding.sum()))
    return [
        *(_of_sets(boxes, axis, images) for axis, images in zip(BOX_AXES, sets, strict=False)),
        BinnedTally("boxes_per_image", BOXES_PER_IMAGE.names, crowding[np.newaxis], images),
    ]


def _of_sets(boxes: BoxCounts, axis: BoxAxis, images: SparseCounts) -> BinnedTally:
    """Return images by the bins they have boxes in, among those whose boxes lie in known bins."""
    bins, sets = axis.bins, _last_class(images)
    places = np.arange(sets.shape[1])
    having = np.array([sets[:, places >> place & 1 == 1].sum() for place in range(len(bins))])
    known = sets.sum() - sets[1:, 0].sum()
    counted = boxes.boxes.over(place_of(axis))[np.newaxis, : len(bins)]
    return BinnedTally(axis.id, bins.names, counted, Tally(having, np.full(len(bins), known)))


def _last_class(images: SparseCounts) -> NDArray[np.int64]:
    """Return the images of any class, by boxes-per-image bin and set of bins."""
    classes, crowding, sets = images.shape
    cells = crowding * sets
    behind = np.searchsorted(images.index, (classes - 1) * cells)
    table = np.zeros(cells, dtype=np.int64)
    table[images.index[behind:] - (classes - 1) * cells] = images.count[behind:]
    return table.reshape(crowding, sets)


def _of_masks(masks: MaskCounts) -> BinnedTally:
    """Return the images that have a class by the area of its mask, so that its rarity plays no part."""
    counts = masks.masks.dense()[:, 1:]
    of = np.repeat(counts.sum(axis=1), counts.shape[1])
    return BinnedTally("mask_area", MASK_AREA.names[1:], counts, Tally(counts.ravel(), of))
