"""One COCO file: its class list, images, boxes and, where asked for, masks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import Labels, Split, take_rows
from insight_widgets.errors import ReadError, shorten
from insight_widgets.problems import EXAMPLES, ProblemLog
from insight_widgets.progress import byte_bar
from insight_widgets.readers._coco_classes import BACKGROUND, classes_of
from insight_widgets.readers._coco_content import read_content
from insight_widgets.readers._coco_images import image_table
from insight_widgets.readers._coco_masks import read_masks
from insight_widgets.readers._ids import joined
from insight_widgets.readers._json_pieces import JsonPieces

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from insight_widgets.columns import Boxes
    from insight_widgets.dataset import Task
    from insight_widgets.readers import ReadOptions
    from insight_widgets.readers._coco_classes import Classes
    from insight_widgets.readers._coco_content import Content

_TOLD = 10 * EXAMPLES
"""Records of which it is kept what they name; more than are told, as other faults may come first."""


@dataclass(frozen=True, slots=True)
class _Annotations:
    """Boxes, and the ids of image and category that they are written with."""

    boxes: Boxes
    image: NDArray[Any]
    category: NDArray[Any]

    def rows(self, keep: NDArray[Any]) -> _Annotations:
        """Return some rows."""
        return _Annotations(take_rows(self.boxes, keep), self.image[keep], self.category[keep])

    def unresolved(self, classes: Classes) -> dict[int, str]:
        """Return what is written in the first rows whose image or category is not there."""
        rows = np.flatnonzero(self.boxes.image < 0)[:_TOLD]
        told = {
            row: f"image_id {shorten(one)}" for row, one in zip(rows.tolist(), self.image[rows], strict=True)
        }
        rows = np.flatnonzero(self.boxes.label < 0)[:_TOLD]
        for row, one in zip(rows.tolist(), classes.told(self.category[rows]), strict=True):
            told[row] = f"{told[row]}, category_id {one}" if row in told else f"category_id {one}"
        return told


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What was read from a file.

    Attributes
    ----------
    classes : tuple of str
    split : Split
        All that the file holds.
    members : mapping of str to ndarray of bool, shape (images,)
        Which images are of which split, where the file tells it; else nothing.
    """

    classes: tuple[str, ...]
    split: Split
    members: Mapping[str, NDArray[np.bool_]]


def read_file(file: Path, task: Task, options: ReadOptions) -> ReadFile:
    """Return what a COCO file holds; masks are read for segmentation only.

    Raises
    ------
    ReadError
        The file is missing, damaged, or of another kind.
    """
    log = ProblemLog()
    content = _content(file, options, log)
    image, category = joined(content.columns.image), joined(content.columns.category)
    background = task == "segmentation"
    classes = classes_of(content.categories, category, options.classes, log, background=background)
    table = image_table(content.images, file, options, log)
    boxes = content.columns.boxes(table.rows_of(image), classes.labels_of(category))
    annotations = _Annotations(boxes, image, category)
    masks = None
    if task == "segmentation":
        masks = read_masks(file, content, boxes, table.images, log, show=options.progress)
    if task != "detection":
        annotations = annotations.rows(_rows_of_task(task, boxes, len(classes.names)))
    boxes, classified = annotations.boxes, task in ("multiclass", "multilabel")
    split = Split(
        table.images,
        labels=Labels(boxes.image, boxes.label, boxes.record) if classified else None,
        boxes=None if classified else boxes,
        masks=masks,
        source=file.name,
        record_name="annotation",
        unresolved=annotations.unresolved(classes),
        problems=log.problems(),
    )
    return ReadFile(classes.names, split, table.splits)


def _content(file: Path, options: ReadOptions, log: ProblemLog) -> Content:
    if not file.exists():
        raise ReadError(f"{file}: no such file")
    with (
        byte_bar(f"Reading {file.name}", file.stat().st_size, show=options.progress) as bar,
        JsonPieces(file, on_bytes=bar.update) as pieces,
    ):
        return read_content(pieces, log)


def _rows_of_task(task: Task, boxes: Boxes, classes: int) -> NDArray[Any]:
    """Return the rows that count as records of a task other than detection, which takes all."""
    if task == "segmentation":
        return np.flatnonzero(boxes.label != BACKGROUND)
    return _image_label_rows(boxes, classes)


def _image_label_rows(boxes: Boxes, classes: int) -> NDArray[np.int64]:
    """Return the first annotation of every class in every image, and those that name nothing."""
    sound = (boxes.image >= 0) & (boxes.label >= 0)
    _, first = np.unique(boxes.image[sound] * classes + boxes.label[sound], return_index=True)
    return np.sort(np.concatenate([np.flatnonzero(sound)[first], np.flatnonzero(~sound)]))
