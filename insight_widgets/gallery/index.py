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
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from insight_widgets.columns import Boxes, Split
    from insight_widgets.dataset import Task
    from insight_widgets.problems import Problem


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
        Images that a code concerns besides the rows of `records`; one a record where it concerns records that
        the masks were made of, or that could not be read.
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

    def placed(self, code: str) -> int:
        """Return how many of what a code concerns are in an image of the split."""
        rows = self.codes.get(code, NOTHING)
        return int((self.records.image[rows] >= 0).sum()) + len(self.image_codes.get(code, NOTHING))


def index_of(
    split: Split, task: Task, classes: tuple[str, ...], problems: Sequence[Problem] | None = None
) -> SplitIndex:
    """Check a split, portion by portion, and return its rows by what can be picked.

    Parameters
    ----------
    split : Split
    task : Task
    classes : tuple of str
    problems : sequence of Problem, optional
        All problems of the split; without them those that were found while reading.
    """
    log = RowLog()
    measures = BoxMeasures(0 if split.boxes is None else len(split.boxes))
    for portion in placed_portions(split):
        log.at(portion)
        check(portion.split, task, classes, log)
        if task == "detection" and portion.split.boxes is not None:
            measures.add(portion.rows, BoxGeometry(portion.split.boxes, portion.split.images))
    rows = log.rows()
    images = _named_images(split, split.problems if problems is None else problems)
    _add_images(images, {code: found for code, found in rows.items() if code in IMAGE_CODES})
    of_records = {code: found for code, found in rows.items() if code not in IMAGE_CODES}
    if task == "segmentation":
        _add_images(images, {code: _images_of(split.boxes, found) for code, found in of_records.items()})
        return SplitIndex(len(split.images), mask_records(split.masks), None, {}, images)
    if task != "detection":
        return SplitIndex(
            len(split.images), label_records(split.labels, of_records), None, of_records, images
        )
    records = box_records(split.boxes, measures, of_records)
    return SplitIndex(len(split.images), records, _crowding(records, len(split.images)), of_records, images)


def _named_images(split: Split, problems: Sequence[Problem]) -> dict[str, NDArray[np.int64]]:
    """Return the rows of the images that problems name, those that the split has."""
    named = {name for problem in problems for name in problem.images}
    names = split.images.name.tolist() if named else []
    places = {name: row for row, name in enumerate(names) if name in named}
    told = {one.code: [places[name] for name in one.images if name in places] for one in problems}
    return {code: np.array(rows, dtype=np.int64) for code, rows in told.items() if rows}


def _add_images(images: dict[str, NDArray[np.int64]], more: Mapping[str, NDArray[np.int64]]) -> None:
    for code, rows in more.items():
        images[code] = np.concatenate([images.get(code, NOTHING), rows])


def _images_of(boxes: Boxes | None, rows: NDArray[np.int64]) -> NDArray[np.int64]:
    image = NOTHING if boxes is None else boxes.image[rows].astype(np.int64)
    return image[image >= 0]


def _crowding(records: Records, images: int) -> NDArray[np.uint8]:
    per_image = np.bincount(records.image[records.counts], minlength=images)
    return BOXES_PER_IMAGE.index(per_image, np.ones_like(per_image)).astype(np.uint8)
