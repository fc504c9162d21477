"""From the columns of a checked split to its counts, without a loop over boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.columns import Boxes, Labels, Masks
from insight_widgets.stats.adding import added_up
from insight_widgets.stats.bins import MASK_AREA, mask_area_index
from insight_widgets.stats.box_counter import BoxCounter
from insight_widgets.stats.counts import Counts, MaskCounts
from insight_widgets.stats.geometry import BoxGeometry
from insight_widgets.stats.sparse import SparseCounts
from insight_widgets.stats.spread import Spread
from insight_widgets.stats.together import count_together

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Task

_MERGED_AT_ONCE = 16

Integers = np.ndarray[tuple[int], np.dtype[np.int64]]


class Counter:
    """Counts checked splits that come some images at a time.

    Parameters
    ----------
    task : Task
    classes : int
        Number of classes.
    """

    def __init__(self, task: Task, classes: int) -> None:
        self._task = task
        self._classes = classes
        self._boxes = BoxCounter(classes) if task == "detection" else None
        self._counts: list[Counts] = []

    def add(self, split: Split, geometry: BoxGeometry | None = None) -> None:
        """Count some images with all that is of them.

        Parameters
        ----------
        split : Split
            Only rows that count, as `stats.check.check` returns them; whole images.
        geometry : BoxGeometry, optional
            Of its boxes, if it is known.
        """
        if self._boxes is not None:
            boxes = split.boxes or _no_boxes()
            self._boxes.add(len(split.images), boxes, geometry or BoxGeometry(boxes, split.images))
            return
        few = _count_masks if self._task == "segmentation" else _count_labels
        self._counts.append(few(split, self._task, self._classes))
        if len(self._counts) == _MERGED_AT_ONCE:
            self._counts[:] = [added_up(self._counts)]

    def result(self) -> Counts:
        """Return the counts of all images; something was added."""
        return added_up(self._counts) if self._boxes is None else self._boxes.result()


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
    counter = Counter(task, classes)
    counter.add(split)
    return counter.result()


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


def _count_masks(split: Split, _task: Task, classes: int) -> Counts:
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
