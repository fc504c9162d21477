"""One COCO file: its class list, images, boxes and, where asked for, masks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import Labels, Split, take_rows, words_among
from insight_widgets.errors import ReadError
from insight_widgets.problems import ProblemLog
from insight_widgets.progress import byte_bar
from insight_widgets.readers._coco_classes import BACKGROUND, classes_of
from insight_widgets.readers._coco_content import read_content
from insight_widgets.readers._coco_images import image_table
from insight_widgets.readers._coco_masks import read_masks
from insight_widgets.readers._coco_shapes import CocoShapes
from insight_widgets.readers._json_pieces import JsonPieces

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from insight_widgets.columns import Boxes
    from insight_widgets.dataset import Task
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._coco_content import Content


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
    background = task == "segmentation"
    used = content.columns.category.whole()
    classes = classes_of(content.categories, used, options.classes, log, background=background)
    table = image_table(content.images, file, options, log)
    boxes, told = content.columns.boxes(table, classes)
    masks = None
    if task == "segmentation":
        masks = read_masks(file, content, boxes.plain(), table.images, log, show=options.progress)
    shapes = CocoShapes.of(file, content, boxes, classes.names)
    if task != "detection":
        rows = _rows_of_task(task, boxes, len(classes.names))
        boxes, told = take_rows(boxes.plain(), rows), words_among(rows, told)
    classified = task in ("multiclass", "multilabel")
    split = Split(
        table.images,
        labels=Labels(boxes.image, boxes.label, boxes.record) if classified else None,
        boxes=None if classified else boxes,
        masks=masks,
        source=file.name,
        record_name="annotation",
        unresolved=told,
        problems=log.problems(),
        shapes=None if classified else shapes,
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
    keys = boxes.image[sound].astype(np.int64) * classes + boxes.label[sound]
    _, first = np.unique(keys, return_index=True)
    return np.sort(np.concatenate([np.flatnonzero(sound)[first], np.flatnonzero(~sound)]))
