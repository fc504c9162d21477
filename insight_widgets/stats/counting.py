"""From the columns of a checked split to its counts, without a loop over boxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.columns import Boxes, Labels, Masks
from insight_widgets.stats.bins import BOX_AREA, BOX_RATIO, BOXES_PER_IMAGE, MASK_AREA, mask_area_index
from insight_widgets.stats.counts import BoxCounts, Counts, MaskCounts
from insight_widgets.stats.geometry import BoxGeometry
from insight_widgets.stats.places import GRID, UNKNOWN_SIZE, cells, size_bins
from insight_widgets.stats.sparse import SparseCounts
from insight_widgets.stats.spread import Spread
from insight_widgets.stats.together import count_together

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Task
    from insight_widgets.stats.bins import Bins

_BITS = 4
"""Room for the bin of an area or of a ratio, unknown ones included."""

_ALL_BITS = 2**_BITS - 1

Integers = np.ndarray[tuple[int], np.dtype[np.int64]]


def count(split: Split, task: Task, classes: int) -> Counts:
    """Count a checked split.

    Parameters
    ----------
    split : Split
        Only rows that count, as `stats.check.check` returns them; whole images.
    task : Task
    classes : int
        Number of classes.
    """
    if task == "detection":
        return _count_boxes(split, split.boxes or _no_boxes(), classes)
    if task == "segmentation":
        return _count_masks(split, classes)
    return _count_labels(split, task, classes)


def _count_labels(split: Split, task: Task, classes: int) -> Counts:
    labels = split.labels
    if labels is None:
        labels = Labels(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32))
    together = None if task == "multiclass" else _together(labels.image, labels.label, classes)
    return Counts(len(split.images), np.bincount(labels.label, minlength=classes), together=together)


def _together(image: Integers, label: NDArray[np.integer], classes: int) -> SparseCounts:
    """Count which classes come together, of rows that each are one label."""
    order = np.argsort(image, kind="stable")
    number = np.ones(len(image), dtype=np.int64)
    return count_together(image[order], label[order].astype(np.int64), number, classes)


def _no_boxes() -> Boxes:
    whole, numbers = np.zeros((2, 0), dtype=np.int64), np.zeros((4, 0))
    return Boxes(whole[0], whole[1].astype(np.int32), *numbers)


def _count_boxes(split: Split, boxes: Boxes, classes: int) -> Counts:
    images = len(split.images)
    geometry = BoxGeometry(boxes, split.images)
    area, ratio = geometry.area_bins(), geometry.ratio_bins()
    per_image = np.bincount(boxes.image, minlength=images)
    crowding = BOXES_PER_IMAGE.index(per_image, np.ones_like(per_image))
    pairs = _pair_up(boxes, area, ratio, classes)
    shape = (classes, len(BOX_AREA) + 1, len(BOX_RATIO) + 1, len(BOXES_PER_IMAGE))
    box_counts = BoxCounts(
        boxes=SparseCounts.of(shape, boxes.label, area, ratio, crowding[boxes.image]),
        images_area=_image_sets(pairs, pairs.area_set, crowding, classes, BOX_AREA),
        images_ratio=_image_sets(pairs, pairs.ratio_set, crowding, classes, BOX_RATIO),
        sizes=SparseCounts.of((classes, UNKNOWN_SIZE + 1), boxes.label, size_bins(geometry)),
        positions=_positions(boxes, geometry, area, classes),
        area=_spread(geometry.area_percent(), boxes.label, geometry.area_known, classes),
        ratio=_spread(geometry.ratio(), boxes.label, geometry.ratio_known, classes),
        per_image=_spread_per_image(pairs, per_image, classes),
    )
    together = count_together(pairs.image, pairs.label, pairs.boxes, classes)
    return Counts(images, np.bincount(pairs.label, minlength=classes), boxes=box_counts, together=together)


def _positions(boxes: Boxes, geometry: BoxGeometry, area: Integers, classes: int) -> SparseCounts:
    known = geometry.area_known
    places = (of if known.all() else of[known] for of in (boxes.label, area, cells(geometry)))
    return SparseCounts.of((classes, len(BOX_AREA) + 1, GRID * GRID), *places)


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Images and classes that have boxes together, one row a pair, images ascending.

    Attributes
    ----------
    image, label : ndarray of int64, shape (pairs,)
    boxes : ndarray of int64, shape (pairs,)
        Boxes of the class in the image.
    area_set, ratio_set : ndarray of int64, shape (pairs,)
        Bit i: one of these boxes lies in bin i.
    """

    image: Integers
    label: Integers
    boxes: Integers
    area_set: Integers
    ratio_set: Integers


def _pair_up(boxes: Boxes, area: Integers, ratio: Integers, classes: int) -> _Pairs:
    pair = boxes.image * classes + boxes.label
    whole = np.sort((pair << 2 * _BITS) | (area << _BITS) | ratio)  # quicker than to sort places
    pair = whole >> 2 * _BITS
    first = _starts(pair)
    image, label = np.divmod(pair[first], max(classes, 1))
    return _Pairs(
        image,
        label,
        np.diff(first, append=len(pair)),
        _union_of_bits((whole >> _BITS) & _ALL_BITS, first, len(BOX_AREA)),
        _union_of_bits(whole & _ALL_BITS, first, len(BOX_RATIO)),
    )


def _starts(ordered: Integers) -> Integers:
    """Return where each run of equal values starts."""
    return np.flatnonzero(np.diff(ordered, prepend=-1))


def _union_of_bits(bins: Integers, first: Integers, known: int) -> Integers:
    """Return, for each run that starts at `first`, the set of its bins; unknown ones in no set."""
    bits = np.where(bins < known, 1 << bins, 0)
    return _or_runs(bits, first)


def _or_runs(bits: Integers, first: Integers) -> Integers:
    return np.bitwise_or.reduceat(bits, first) if len(first) else np.zeros(0, dtype=np.int64)


def _image_sets(pairs: _Pairs, sets: Integers, crowding: Integers, classes: int, bins: Bins) -> SparseCounts:
    """Count images by class (the last row: any class), boxes-per-image bin and set of bins."""
    first = _starts(pairs.image)
    any_set = np.zeros(len(crowding), dtype=np.int64)
    any_set[pairs.image[first]] = _or_runs(sets, first)
    return SparseCounts.of(
        (classes + 1, len(BOXES_PER_IMAGE), 2 ** len(bins)),
        np.concatenate([pairs.label, np.full(len(crowding), classes)]),
        np.concatenate([crowding[pairs.image], crowding]),
        np.concatenate([sets, any_set]),
    )


def _spread(
    values: NDArray[np.float64], label: NDArray[np.int32], known: NDArray[np.bool_], classes: int
) -> Spread:
    return Spread.of(values[known], label[known], classes)


def _spread_per_image(pairs: _Pairs, per_image: Integers, classes: int) -> Spread:
    values = np.concatenate([pairs.boxes, per_image]).astype(np.float64)
    groups = np.concatenate([pairs.label, np.full(len(per_image), classes)])
    return Spread.of(values, groups, classes + 1)


def _count_masks(split: Split, classes: int) -> Counts:
    images, masks = len(split.images), split.masks
    if masks is None:
        masks = Masks(*np.zeros((4, 0), dtype=np.int64))
    filled = masks.pixels > 0
    image_labels = np.bincount(masks.label[filled], minlength=classes)
    sized = filled & (masks.total > 0)
    pixels, total, label = masks.pixels[sized], masks.total[sized], masks.label[sized]
    shape = (classes, len(MASK_AREA))
    with_mask = SparseCounts.of(shape, label, mask_area_index(pixels, total))
    without = SparseCounts(shape, np.arange(classes) * len(MASK_AREA), images - image_labels)
    area = Spread.of(pixels * 100 / total, label, classes)
    together = _together(masks.image[filled], masks.label[filled], classes)
    mask_counts = MaskCounts(with_mask + without.nonzero(), area)
    return Counts(images, image_labels, masks=mask_counts, together=together)
