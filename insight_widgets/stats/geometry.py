"""Boxes against their images: the part inside, area and ratio, exact for integers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.stats.bins import BOX_AREA, BOX_RATIO, UNKNOWN_AREA, UNKNOWN_RATIO

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.columns import Boxes, Images

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]

EDGE_TOLERANCE = 1.0
"""Pixels by which a box may reach over its image without being reported."""

_LARGEST = 1e290
"""Larger sides and ratios are taken as this one: times the sides of an image it is still a number."""


class BoxGeometry:
    """Area and ratio of boxes, each known only where the image's size (or the unit) allows it.

    Parameters
    ----------
    boxes : Boxes
        n boxes.
    images : Images
        The images that ``boxes.image`` points into.

    Attributes
    ----------
    sized : ndarray of bool, shape (n,)
        Whether the size of the box's image is known.
    """

    def __init__(self, boxes: Boxes, images: Images) -> None:
        self._boxes = boxes
        with np.errstate(invalid="ignore", over="ignore"):  # NaN and infinite boxes are answers too
            self._measure(boxes, images)

    def _measure(self, boxes: Boxes, images: Images) -> None:
        self._image_width = _of_image(images.width, boxes.image)
        self._image_height = _of_image(images.height, boxes.image)
        self.sized: NDArray[np.bool_] = (self._image_width > 0) & (self._image_height > 0)
        self._bounded = np.ones(len(boxes), dtype=np.bool_) if boxes.relative else self.sized
        if boxes.relative:
            self._right, self._bottom = np.ones(len(boxes)), np.ones(len(boxes))
        else:
            self._right, self._bottom = self._image_width, self._image_height
        self._inside_width, within_x = _inside(boxes.x, boxes.width, self._right)
        self._inside_height, within_y = _inside(boxes.y, boxes.height, self._bottom)
        self._area = self._inside_width * self._inside_height
        self._odd = np.flatnonzero(~(within_x & within_y & (boxes.width > 0) & (boxes.height > 0)))

    @property
    def degenerate(self) -> NDArray[np.bool_]:
        """Boxes without extent, not finite, or with no part inside their image; shape (n,)."""
        boxes, odd = self._boxes, self._odd
        x, y, width, height = (side[odd] for side in (boxes.x, boxes.y, boxes.width, boxes.height))
        finite = np.isfinite(x) & np.isfinite(y)
        extent = np.isfinite(width) & np.isfinite(height) & (width > 0) & (height > 0)
        inside = ~self._bounded[odd] | ((self._inside_width[odd] > 0) & (self._inside_height[odd] > 0))
        return self._of_odd(~(finite & extent & inside))

    @property
    def outside(self) -> NDArray[np.bool_]:
        """Boxes that reach over an edge by more than `EDGE_TOLERANCE` pixels; shape (n,).

        Relative boxes of images without a size are held against the image's side itself.
        """
        boxes, odd = self._boxes, self._odd
        with np.errstate(invalid="ignore", over="ignore"):
            over_x = _reach(boxes.x[odd], boxes.width[odd], self._right[odd])
            over_y = _reach(boxes.y[odd], boxes.height[odd], self._bottom[odd])
            over_x = over_x * self._pixel(self._image_width[odd])
            over_y = over_y * self._pixel(self._image_height[odd])
            return self._of_odd(self._bounded[odd] & (np.maximum(over_x, over_y) > EDGE_TOLERANCE))

    def _of_odd(self, told: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Return what holds for boxes that are not plainly inside, for all boxes; shape (n,)."""
        found = np.zeros(len(self._boxes), dtype=np.bool_)
        found[self._odd] = told
        return found

    def _pixel(self, size: Floats) -> Floats | float:
        """Return how many pixels one unit of the boxes is (1000 for sides that are not known)."""
        return np.where(size > 0, size, 1_000.0) if self._boxes.relative else 1.0

    @property
    def area_known(self) -> NDArray[np.bool_]:
        """Whether a box's share of its image is known, shape (n,)."""
        return self._bounded

    @property
    def ratio_known(self) -> NDArray[np.bool_]:
        """Whether a box's width / height in pixels is known, shape (n,)."""
        return self.sized if self._boxes.relative else np.ones(len(self._boxes), dtype=np.bool_)

    def area_bins(self) -> NDArray[np.uint8]:
        """Return the area bin of every box, `UNKNOWN_AREA` where it is not known; shape (n,)."""
        bins = BOX_AREA.index(self._area, self._right * self._bottom)
        bins[~self._bounded] = UNKNOWN_AREA
        return bins

    def ratio_bins(self) -> NDArray[np.uint8]:
        """Return the ratio bin of every box, `UNKNOWN_RATIO` where it is not known; shape (n,)."""
        bins = BOX_RATIO.index(*self._sides())
        bins[~self.ratio_known] = UNKNOWN_RATIO
        return bins

    def area_percent(self) -> Floats:
        """Return area inside the image in percent of it, shape (n,); any number where not known."""
        whole = self._right * self._bottom
        return self._area * 100 / (whole if self._bounded.all() else np.where(self._bounded, whole, 1))

    def pixel_area(self) -> tuple[Floats, Floats]:
        """Return the area inside the image and the longer side of the image, in pixels; shape (n,) each.

        Any number where the size of the image is not known.
        """
        width, height = self._image_width, self._image_height
        area = self._area * (width * height) if self._boxes.relative else self._area
        return area, np.maximum(width, height)

    def centre(self) -> tuple[Floats, Floats]:
        """Return the centre of the part inside the image, as shares of its sides; shape (n,) each.

        Any number where the area is not known.
        """
        boxes = self._boxes
        with np.errstate(invalid="ignore", over="ignore", divide="ignore"):
            across = _centre(boxes.x, self._inside_width, self._right)
            down = _centre(boxes.y, self._inside_height, self._bottom)
        return across, down

    def ratio(self) -> Floats:
        """Return width / height as written, shape (n,); any number where it is not known."""
        width, height = self._sides()
        with np.errstate(over="ignore"):
            below = height if height.min(initial=1) > 0 else np.where(height > 0, height, 1)
            return np.minimum(width / below, _LARGEST)

    def _sides(self) -> tuple[Floats, Floats]:
        boxes = self._boxes
        if not boxes.relative:
            return boxes.width, boxes.height
        width, height = np.minimum(boxes.width, _LARGEST), np.minimum(boxes.height, _LARGEST)
        return width * self._image_width, height * self._image_height


def _of_image(column: NDArray[np.int32], image: NDArray[np.int64]) -> Floats:
    """Return an image column for each box as floats; 0 for boxes without an image."""
    if not len(column):
        return np.zeros(len(image))
    found: Floats = column.astype(np.float64)[image]
    if image.min(initial=0) < 0:
        found[image < 0] = 0
    return found


def _centre(start: Floats, inside: Floats, side: Floats) -> Floats:
    """Return the middle of the part inside an image as a share of its side."""
    centre: Floats = np.maximum(start, 0)
    centre += inside / 2
    centre /= side
    return centre


def _reach(start: Floats, length: Floats, limit: Floats) -> Floats:
    """Return how far ``[start, start + length]`` reaches over ``[0, limit]``; negative if not."""
    return np.maximum(-start, start + length - limit)


def _inside(start: Floats, length: Floats, limit: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Return how much of ``[start, start + length]`` lies in ``[0, limit]``, and whether all does.

    A box inside keeps its length as written: start + length - start may differ from it.
    """
    end = start + length
    within: NDArray[np.bool_] = (start >= 0) & (end <= limit)
    if within.all():
        return length, within
    inside, rows = length.copy(), np.flatnonzero(~within)
    inside[rows] = np.clip(end[rows], 0, limit[rows]) - np.clip(start[rows], 0, limit[rows])
    return inside, within
