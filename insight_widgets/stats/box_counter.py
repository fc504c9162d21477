"""Boxes counted piece by piece, without a loop over boxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.stats.bins import BOX_AREA, BOX_RATIO, BOXES_PER_IMAGE
from insight_widgets.stats.box_axes import BOX_AXES, table_shape
from insight_widgets.stats.counts import BoxCounts, Counts
from insight_widgets.stats.grouped import Grouped
from insight_widgets.stats.places import GRID, UNKNOWN_SIZE, cells, size_bins
from insight_widgets.stats.runs import run_starts
from insight_widgets.stats.sparse import cells_of
from insight_widgets.stats.spread import SpreadSum
from insight_widgets.stats.table_sum import TableSum
from insight_widgets.stats.together import add_together

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.columns import Boxes
    from insight_widgets.stats.geometry import BoxGeometry

    Integers = NDArray[np.integer[Any]]

_BITS = 4
"""Room for the bin of an area or of a ratio, unknown ones included."""

_BINS = 2 ** (2 * _BITS)
_AREAS, _RATIOS = len(BOX_AREA), len(BOX_RATIO)
_OF_BOX = np.arange(_BINS)
_SETS = (
    np.where(_OF_BOX >> _BITS < _AREAS, 1 << (_OF_BOX >> _BITS), 0)
    | np.where(_OF_BOX % 2**_BITS < _RATIOS, 1 << (_OF_BOX % 2**_BITS + _AREAS), 0)
).astype(np.int32)
"""The sets of bins that a box makes by its area and its ratio: areas first, unknown ones in no set."""


class BoxCounter:
    """The counts of boxes of K classes that come some images at a time.

    Parameters
    ----------
    classes : int
        Number of classes, K.
    """

    def __init__(self, classes: int) -> None:
        per_image = len(BOXES_PER_IMAGE)
        self._classes = classes
        self._images = 0
        self._image_labels = np.zeros(classes, dtype=np.int64)
        self._boxes = TableSum(*table_shape(classes))
        self._images_area = TableSum(classes + 1, per_image, 2**_AREAS)
        self._images_ratio = TableSum(classes + 1, per_image, 2**_RATIOS)
        self._sizes = TableSum(classes, UNKNOWN_SIZE + 1)
        self._positions = TableSum(classes, _AREAS + 1, GRID * GRID)
        self._area, self._ratio = SpreadSum(classes), SpreadSum(classes)
        self._per_image = SpreadSum(classes + 1)
        self._together = TableSum(classes, classes)

    def add(self, images: int, boxes: Boxes, geometry: BoxGeometry) -> None:
        """Count the boxes of more images; only boxes that count."""
        label = boxes.label.astype(np.intp)  # what numpy counts by without a copy
        area, ratio, *others = (axis.index(geometry) for axis in BOX_AXES)
        per_image = np.bincount(boxes.image, minlength=images)
        crowding = BOXES_PER_IMAGE.index(per_image, np.ones_like(per_image))
        self._images += images
        self._boxes.add(label, area, ratio, crowding[boxes.image], *others)
        self._sizes.add(label, size_bins(geometry))
        _add_known(self._positions.add, geometry.area_known, label, area, cells(geometry))
        by_label = Grouped(label, self._classes)
        for spread, known, values in (
            (self._area, geometry.area_known, geometry.area_percent()),
            (self._ratio, geometry.ratio_known, geometry.ratio()),
        ):
            if known.all():
                spread.add(values, by_label)
            else:
                spread.add(values[known], Grouped(label[known], self._classes))
        pairs = _pair_up(boxes, area, ratio, self._classes)
        self._image_labels += np.bincount(pairs.label, minlength=self._classes)
        self._add_images(pairs, crowding)
        self._add_per_image(pairs, per_image)
        add_together(self._together, pairs.image, pairs.label, pairs.boxes)

    def _add_images(self, pairs: _Pairs, crowding: NDArray[np.uint8]) -> None:
        """Count images by class (the last row: any class), boxes-per-image bin and set of bins."""
        first = run_starts(pairs.image)
        whole = np.zeros(len(crowding), dtype=pairs.sets.dtype)
        whole[pairs.image[first]] = _union_of_runs(pairs.sets, first)
        label = np.concatenate([pairs.label, np.full_like(crowding, self._classes, dtype=pairs.label.dtype)])
        crowded = np.concatenate([crowding[pairs.image], crowding])
        sets = np.concatenate([pairs.sets, whole])
        self._images_area.add(label, crowded, sets & (2**_AREAS - 1))
        self._images_ratio.add(label, crowded, sets >> _AREAS)

    def _add_per_image(self, pairs: _Pairs, per_image: Integers) -> None:
        """Take the boxes of a class in an image (the last group: of any), of which few numbers differ."""
        label = np.concatenate([pairs.label, np.full_like(per_image, self._classes)])
        boxes = np.concatenate([pairs.boxes, per_image])
        shape = (self._classes + 1, int(boxes.max(initial=0)) + 1)
        if shape[1] > len(boxes):
            self._per_image.add(boxes.astype(np.float64), Grouped(label, shape[0]))
            return
        times = np.bincount(cells_of(shape, (label, boxes)))
        found = np.flatnonzero(times)
        groups, values = np.divmod(found, shape[1])
        self._per_image.add(values.astype(np.float64), Grouped(groups, shape[0]), times[found])

    def result(self) -> Counts:
        """Return the counts of all images."""
        boxes = BoxCounts(
            boxes=self._boxes.result(),
            images_area=self._images_area.result(),
            images_ratio=self._images_ratio.result(),
            sizes=self._sizes.result(),
            positions=self._positions.result(),
            area=self._area.result(),
            ratio=self._ratio.result(),
            per_image=self._per_image.result(),
        )
        return Counts(self._images, self._image_labels, boxes=boxes, together=self._together.result())


def _add_known(add: Any, known: NDArray[np.bool_], *columns: NDArray[Any]) -> None:
    """Pass on the rows of which something is known."""
    add(*(columns if known.all() else (column[known] for column in columns)))


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Images and classes that have boxes together, one row a pair, images ascending.

    Attributes
    ----------
    image, label : ndarray of int, shape (pairs,)
    boxes : ndarray of int, shape (pairs,)
        Boxes of the class in the image.
    sets : ndarray of int32, shape (pairs,)
        Bit i: one of these boxes lies in area bin i; from bit 6 on, in a ratio bin.
    """

    image: Integers
    label: Integers
    boxes: Integers
    sets: Integers


def _pair_up(boxes: Boxes, area: NDArray[np.uint8], ratio: NDArray[np.uint8], classes: int) -> _Pairs:
    shape = (int(boxes.image.max(initial=0)) + 1, max(classes, 1), _BINS)
    whole = np.sort(cells_of(shape, (boxes.image, boxes.label, (area << _BITS) | ratio)))
    pair = whole >> 2 * _BITS
    first = run_starts(pair)
    pair = pair[first]
    image = pair // shape[1]
    sets = _union_of_runs(_SETS[whole & (_BINS - 1)], first)
    return _Pairs(image, pair - image * shape[1], np.diff(first, append=len(whole)), sets)


def _union_of_runs(sets: Integers, first: NDArray[np.intp]) -> Integers:
    """Return the union of the sets of each run, given where runs start."""
    return np.bitwise_or.reduceat(sets, first) if len(first) else sets[:0]
