"""The checked rows of a split by what can be picked: the same rules as the counts, so the numbers agree."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.gallery.oddness import deviations
from insight_widgets.gallery.records import (
    NOTHING,
    BoxMeasures,
    Records,
    box_records,
    label_records,
    mask_records,
)
from insight_widgets.gallery.row_log import RowLog
from insight_widgets.stats.bins import BOXES_PER_IMAGE
from insight_widgets.stats.check import IMAGE_CODES, check
from insight_widgets.stats.geometry import BoxGeometry
from insight_widgets.stats.portions import placed_portions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from insight_widgets.columns import Boxes, Split
    from insight_widgets.dataset import Task

UNREADABLE = "image-unreadable"


@dataclass(frozen=True, slots=True)
class SplitIndex:
    """The rows of a split by what can be picked.

    Attributes
    ----------
    images : int
    records : Records
    crowding : ndarray of uint8, shape (images,), or None
        Bin of boxes per image, of detection.
    codes : mapping of str to ndarray of int64
        Rows of `records` that stand under a code.
    image_codes : mapping of str to ndarray of int64
        Images that a code concerns, of codes that concern no row of `records`; one a record where it
        concerns records that the masks were made of.
    """

    images: int
    records: Records
    crowding: NDArray[np.uint8] | None
    codes: Mapping[str, NDArray[np.int64]]
    image_codes: Mapping[str, NDArray[np.int64]]
    _deviations: list[NDArray[np.float32]] = field(default_factory=list, repr=False)

    def deviations(self) -> NDArray[np.float32]:
        """Return how far each record is from what is usual in its class, see `oddness.deviations`."""
        if not self._deviations:
            self._deviations.append(deviations(self.records))
        return self._deviations[0]


def index_of(split: Split, task: Task, classes: tuple[str, ...]) -> SplitIndex:
    """Check a split, portion by portion, and return its rows by what can be picked."""
    log = RowLog()
    measures = BoxMeasures(0 if split.boxes is None else len(split.boxes))
    for portion in placed_portions(split):
        log.at(portion)
        check(portion.split, task, classes, log)
        if task == "detection" and portion.split.boxes is not None:
            measures.add(portion.rows, BoxGeometry(portion.split.boxes, portion.split.images))
    rows = log.rows()
    images = {code: found for code, found in rows.items() if code in IMAGE_CODES}
    if split.images.missing is not None:
        images[UNREADABLE] = np.flatnonzero(split.images.missing)
    of_records = {code: found for code, found in rows.items() if code not in IMAGE_CODES}
    if task == "segmentation":
        images |= {code: _images_of(split.boxes, found) for code, found in of_records.items()}
        return SplitIndex(len(split.images), mask_records(split.masks), None, {}, images)
    if task != "detection":
        return SplitIndex(
            len(split.images), label_records(split.labels, of_records), None, of_records, images
        )
    records = box_records(split.boxes, measures, of_records)
    return SplitIndex(len(split.images), records, _crowding(records, len(split.images)), of_records, images)


def _images_of(boxes: Boxes | None, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    image = NOTHING if boxes is None else boxes.image[rows].astype(np.int64)
    return image[image >= 0]


def _crowding(records: Records, images: int) -> NDArray[np.uint8]:
    per_image = np.bincount(records.image[records.counts], minlength=images)
    return BOXES_PER_IMAGE.index(per_image, np.ones_like(per_image)).astype(np.uint8)
