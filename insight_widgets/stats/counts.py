"""The counts: the small value that a split of any size becomes, and that parts add up to.

Every chart is a projection of the counts and every selection a filter on them.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from insight_widgets.stats.sparse import SparseCounts
    from insight_widgets.stats.spread import Spread


Part = TypeVar("Part", "BoxCounts", "MaskCounts", "SparseCounts")


@dataclass(frozen=True, slots=True)
class BoxCounts:
    """Counts of a detection split with K classes.

    Attributes
    ----------
    boxes : SparseCounts, shape (K, 7, 10, 7, ...)
        Boxes by class, area bin, ratio bin (each with a last place for "not known"), the
        boxes-per-image bin of their image, and what else `stats.box_axes` has.
    images_area : SparseCounts, shape (K + 1, 7, 64)
        Images by class, boxes-per-image bin and the *set* of area bins in which the image has
        boxes of that class (bit i for bin i). Row K: boxes of any class, all images. From sets,
        the images behind any choice of bins are counted exactly.
    images_ratio : SparseCounts, shape (K + 1, 7, 512)
        The same with ratio bins.
    sizes : SparseCounts, shape (K, S + 1)
        Boxes by class and bin of `stats.places.BOX_SIZE`; the last place for those whose image has no known
        size.
    positions : SparseCounts, shape (K, 7, G * G)
        Boxes by class, area bin and cell of their centre in a grid of G x G (`stats.places.GRID`), row by
        row from the top left; those of unknown area are not there.
    area, ratio : Spread, K groups
        Area in percent of the image and width / height, by class.
    per_image : Spread, K + 1 groups
        Boxes of a class in the images that have it; group K: boxes in an image, all images.
    """

    boxes: SparseCounts
    images_area: SparseCounts
    images_ratio: SparseCounts
    sizes: SparseCounts
    positions: SparseCounts
    area: Spread
    ratio: Spread
    per_image: Spread

    def __add__(self, other: BoxCounts) -> BoxCounts:
        return BoxCounts(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


@dataclass(frozen=True, slots=True)
class MaskCounts:
    """Counts of a segmentation split with K classes.

    Attributes
    ----------
    masks : SparseCounts, shape (K, 22)
        Images by class and mask area bin; bin 0 (no mask of the class) holds the rest.
    area : Spread, K groups
        Area of the non-empty masks of a class in percent of the image.
    """

    masks: SparseCounts
    area: Spread

    def __add__(self, other: MaskCounts) -> MaskCounts:
        return MaskCounts(self.masks + other.masks, self.area + other.area)


@dataclass(frozen=True, slots=True)
class Counts:
    """All counts of a split, or of a part of it that holds whole images.

    Attributes
    ----------
    images : int
        Number of images.
    image_labels : ndarray of int64, shape (K,)
        Images that have the class.
    boxes : BoxCounts or None
        For detection.
    masks : MaskCounts or None
        For segmentation.
    together : SparseCounts or None, shape (K, K)
        At [i, j], labels of class j in images that have class i; None where an image has one class.
    """

    images: int
    image_labels: NDArray[np.int64]
    boxes: BoxCounts | None = None
    masks: MaskCounts | None = None
    together: SparseCounts | None = None

    def __add__(self, other: Counts) -> Counts:
        """Return the counts of both parts together."""
        return Counts(
            self.images + other.images,
            self.image_labels + other.image_labels,
            _both(self.boxes, other.boxes),
            _both(self.masks, other.masks),
            _both(self.together, other.together),
        )

    def labels(self) -> NDArray[np.int64]:
        """Return what the Insight Summary counts, shape (K,): boxes, else images with the class."""
        return self.image_labels if self.boxes is None else self.boxes.boxes.over(0)


def _both(left: Part | None, right: Part | None) -> Part | None:
    return right if left is None else left if right is None else left + right
