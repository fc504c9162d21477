"""One COCO file as a split: its class list, images, boxes and, where asked for, masks."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import Boxes, Labels, Split
from insight_widgets.errors import ReadError, shorten
from insight_widgets.problems import EXAMPLES, ProblemLog
from insight_widgets.progress import byte_bar
from insight_widgets.readers._coco_classes import BACKGROUND, classes_of
from insight_widgets.readers._coco_images import image_table
from insight_widgets.readers._coco_masks import read_masks
from insight_widgets.readers._coco_records import ANNOTATIONS, CATEGORIES, IMAGES
from insight_widgets.readers._ids import id_column, joined
from insight_widgets.readers._json_pieces import JsonPieces

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from insight_widgets.dataset import Task
    from insight_widgets.readers import ReadOptions
    from insight_widgets.readers._coco_records import Annotation, Category, Image
    from insight_widgets.readers._json_arrays import Layout, Record

_NO_BOX = (float("nan"),) * 4
_ARRAYS = ("images", "annotations", "categories")
_OTHER_KINDS = {b'"caption"': "captions", b'"segments_info"': "panoptic segments"}


@dataclass(slots=True)
class _Columns:
    """Columns of annotations, an entry a piece of the file."""

    record: list[NDArray[Any]] = field(default_factory=list)
    image: list[NDArray[Any]] = field(default_factory=list)
    category: list[NDArray[Any]] = field(default_factory=list)
    box: list[NDArray[np.float64]] = field(default_factory=list)
    crowd: list[NDArray[np.bool_]] = field(default_factory=list)

    def add(self, records: Sequence[Annotation]) -> None:
        """Add the records of a piece."""
        self.record.append(id_column([record.id for record in records]))
        self.image.append(id_column([record.image_id for record in records]))
        self.category.append(id_column([record.category_id for record in records]))
        numbers = chain.from_iterable([record.bbox or _NO_BOX for record in records])
        boxes = np.fromiter(numbers, dtype=np.float64, count=4 * len(records))
        self.box.append(np.ascontiguousarray(boxes.reshape(-1, 4).T))
        self.crowd.append(np.array([record.iscrowd == 1 for record in records], dtype=np.bool_))

    def boxes(self, image: NDArray[np.int64], label: NDArray[np.int32]) -> Boxes:
        """Return the boxes, with the image rows and labels that their ids stand for."""
        x, y, width, height = np.concatenate([np.empty((4, 0)), *self.box], axis=1)
        crowd = np.concatenate([np.zeros(0, dtype=np.bool_), *self.crowd])
        record = joined(self.record)
        return Boxes(image, label, x, y, width, height, record, crowd, unique_records=True)


@dataclass(slots=True)
class _Content:
    """What a file holds, as far as it has been read."""

    images: list[Image] = field(default_factory=list)
    categories: list[Category] | None = None
    columns: _Columns = field(default_factory=_Columns)
    annotations_at: int | None = None


def read_split(file: Path, task: Task, options: ReadOptions) -> tuple[tuple[str, ...], Split]:
    """Return class list and split of a COCO file; masks are read for segmentation only.

    Raises
    ------
    ReadError
        The file is missing, damaged, or of another kind.
    """
    log = ProblemLog()
    if not file.exists():
        raise ReadError(f"{file}: no such file")
    with (
        byte_bar(f"Reading {file.name}", file.stat().st_size, show=options.progress) as bar,
        JsonPieces(file, on_bytes=bar.update) as pieces,
    ):
        return _read(pieces, task, options, log)


def _read(
    pieces: JsonPieces, task: Task, options: ReadOptions, log: ProblemLog
) -> tuple[tuple[str, ...], Split]:
    content = _content(pieces, log)
    image, category = joined(content.columns.image), joined(content.columns.category)
    segmentation = task == "segmentation"
    classes = classes_of(content.categories, category, options.classes, log, background=segmentation)
    table = image_table(content.images, pieces.path, options, log)
    boxes = content.columns.boxes(table.rows_of(image), classes.labels_of(category))
    masks = None
    if segmentation:
        masks = read_masks(pieces, content.annotations_at, boxes, table.images, log, show=options.progress)
        keep = boxes.label != BACKGROUND
        boxes, image, category = _rows(boxes, keep), image[keep], category[keep]
    classified = task in ("multiclass", "multilabel")
    if classified:
        rows = _image_label_rows(boxes, len(classes.names))
        boxes, image, category = _rows(boxes, rows), image[rows], category[rows]
    split = Split(
        table.images,
        labels=Labels(boxes.image, boxes.label, boxes.record) if classified else None,
        boxes=None if classified else boxes,
        masks=masks,
        source=pieces.path.name,
        record_name="annotation",
        unresolved=_unresolved(boxes, image, category),
        problems=log.problems(),
    )
    return classes.names, split


def _content(pieces: JsonPieces, log: ProblemLog) -> _Content:
    content, found = _Content(), set()
    for key, position in pieces.members():
        if key not in _ARRAYS:
            continue
        if not pieces.is_array(position):
            raise pieces.error(position, f'"{key}" must be a list [...]')
        found.add(key)
        if key == "images":
            content.images = _all(pieces, position, IMAGES, key, log)
        elif key == "categories":
            content.categories = _all(pieces, position, CATEGORIES, key, log)
        else:
            content.annotations_at = position
            for records in pieces.records(position, ANNOTATIONS):
                content.columns.add(_sound(records, key, pieces, log))
            _refuse_other_kinds(pieces, position, content.columns)
    if "images" not in found:
        raise ReadError(
            f'{pieces.path}: no list "images" at the top; a COCO file with images, annotations, '
            "categories is wanted"
        )
    return content


def _all(
    pieces: JsonPieces, position: int, layout: Layout[Record], key: str, log: ProblemLog
) -> list[Record]:
    return [
        record for records in pieces.records(position, layout) for record in _sound(records, key, pieces, log)
    ]


def _sound(records: list[Record | None], key: str, pieces: JsonPieces, log: ProblemLog) -> list[Record]:
    """Return the records that are some; the others are told."""
    sound = [record for record in records if record is not None]
    if len(sound) < len(records):
        where = f'{pieces.path.name}: "{key}": an entry that is no object {{...}}'
        log.add("record-unreadable", where, count=len(records) - len(sound))
    return sound


def _refuse_other_kinds(pieces: JsonPieces, position: int, columns: _Columns) -> None:
    """Raise if no annotation has a category, and the first ones look like another kind of file."""
    category = joined(columns.category)
    if not len(category) or category.dtype != object or any(one is not None for one in category.tolist()):
        return
    for mark, kind in _OTHER_KINDS.items():
        if mark in pieces.peek(position):
            raise ReadError(
                f"{pieces.path}: the annotations are {kind}, without boxes or categories; "
                "a COCO instances file is wanted"
            )


def _rows(boxes: Boxes, keep: NDArray[Any]) -> Boxes:
    columns = ("image", "label", "x", "y", "width", "height", "record", "crowd")
    chosen: dict[str, Any] = {name: getattr(boxes, name)[keep] for name in columns}
    return replace(boxes, **chosen)


def _image_label_rows(boxes: Boxes, classes: int) -> NDArray[np.int64]:
    """Return the first annotation of every class in every image, and those that name nothing."""
    sound = (boxes.image >= 0) & (boxes.label >= 0)
    _, first = np.unique(boxes.image[sound] * classes + boxes.label[sound], return_index=True)
    return np.sort(np.concatenate([np.flatnonzero(sound)[first], np.flatnonzero(~sound)]))


def _unresolved(boxes: Boxes, image: NDArray[Any], category: NDArray[Any]) -> dict[int, str]:
    """Return what is written in the first records whose image or category is not there."""
    rows: dict[int, list[str]] = {}
    for name, column, ids in (("image_id", boxes.image, image), ("category_id", boxes.label, category)):
        for row in np.flatnonzero(column < 0)[: 10 * EXAMPLES].tolist():
            rows.setdefault(row, []).append(f"{name} {shorten(ids[row])}")
    return {row: ", ".join(words) for row, words in rows.items()}
