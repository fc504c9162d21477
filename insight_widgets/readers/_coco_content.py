"""What a COCO file holds: one pass over its images, categories and annotations, polygons passed over."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import Boxes
from insight_widgets.errors import ReadError
from insight_widgets.readers._coco_records import ANNOTATIONS, CATEGORIES, IMAGES
from insight_widgets.readers._ids import id_column, joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from insight_widgets.problems import ProblemLog
    from insight_widgets.readers._coco_records import Annotation, Category, Image
    from insight_widgets.readers._json_arrays import Layout, Record
    from insight_widgets.readers._json_pieces import JsonPieces

_NO_BOX = (float("nan"),) * 4
_ARRAYS = ("images", "annotations", "categories")
_OTHER_KINDS = {b'"caption"': "captions", b'"segments_info"': "panoptic segments"}


@dataclass(slots=True)
class Columns:
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
        record, has_ids = _numbered(joined(self.record))
        return Boxes(image, label, x, y, width, height, record, crowd, unique_records=has_ids)


@dataclass(slots=True)
class Content:
    """What a file holds.

    Attributes
    ----------
    images : list of Image
    categories : list of Category, or None
        None where the file has no such list.
    columns : Columns
    annotations_at : int or None
        Where in the file the annotations start; None if it has none.
    unreadable : set of int
        Numbers of those entries of the annotations that are no records; they are in no column.
    """

    images: list[Image] = field(default_factory=list)
    categories: list[Category] | None = None
    columns: Columns = field(default_factory=Columns)
    annotations_at: int | None = None
    unreadable: set[int] = field(default_factory=set)


def read_content(pieces: JsonPieces, log: ProblemLog) -> Content:
    """Return what a file holds; entries that are no records are told.

    Raises
    ------
    ReadError
        The file is damaged or of another kind.
    """
    content = Content()
    found: dict[str, int] = {}
    for key, position in pieces.members():
        if key not in _ARRAYS:
            continue
        if not pieces.is_array(position):
            raise pieces.error(position, f'"{key}" must be a list [...]')
        found[key] = position
        if key == "images":
            content.images = list(chain.from_iterable(_records(pieces, position, IMAGES, key=key, log=log)))
        elif key == "categories":
            content.categories = list(
                chain.from_iterable(_records(pieces, position, CATEGORIES, key=key, log=log))
            )
        else:
            _read_annotations(content, pieces, position, log)
    if "images" not in found:
        raise ReadError(
            f'{pieces.path}: no list "images" at the top; a COCO file with images, annotations, '
            "categories is wanted"
        )
    if len(found) == 1 and _has_captions(pieces.peek(found["images"])):
        raise _other_kind(pieces, "captions")
    return content


def _read_annotations(content: Content, pieces: JsonPieces, position: int, log: ProblemLog) -> None:
    bad: set[int] = set()
    content.annotations_at, content.columns, content.unreadable = position, Columns(), bad
    for records in _records(pieces, position, ANNOTATIONS, key="annotations", log=log, unreadable=bad):
        content.columns.add(records)
    _refuse_other_kinds(pieces, position, content.columns)


def _records(
    pieces: JsonPieces,
    position: int,
    layout: Layout[Record],
    *,
    key: str,
    log: ProblemLog,
    unreadable: set[int] | None = None,
) -> Iterator[list[Record]]:
    """Yield the records of an array piece by piece; entries that are none are told, and put into a set."""
    number = 0
    for records in pieces.records(position, layout):
        sound = [record for record in records if record is not None]
        if len(sound) < len(records):
            bad = [number + place for place, record in enumerate(records) if record is None]
            log.add_rows(
                "record-unreadable", bad, lambda row: f'{pieces.path.name}: "{key}", entry {row + 1}'
            )
            if unreadable is not None:
                unreadable.update(bad)
        number += len(records)
        yield sound


def _refuse_other_kinds(pieces: JsonPieces, position: int, columns: Columns) -> None:
    """Raise if no annotation has a category, and the first ones look like another kind of file."""
    category = joined(columns.category)
    if not len(category) or category.dtype != object or any(one is not None for one in category.tolist()):
        return
    for mark, kind in _OTHER_KINDS.items():
        if mark in pieces.peek(position):
            raise _other_kind(pieces, kind)


def _has_captions(images: bytes) -> bool:
    """Whether the first images of a file have captions in them, as those that are shared out by Karpathy."""
    return b'"sentences"' in images or b'"captions"' in images


def _other_kind(pieces: JsonPieces, kind: str) -> ReadError:
    return ReadError(
        f"{pieces.path}: the annotations are {kind}, without boxes or categories; "
        "a COCO instances file is wanted"
    )


def _numbered(ids: NDArray[Any]) -> tuple[NDArray[Any], bool]:
    """Return annotation ids, with a number for those that have none, and whether there are any ids."""
    if ids.dtype != object:
        return ids, True
    rows = [row for row, one in enumerate(ids.tolist()) if one is None]
    ids[rows] = [f"no. {row + 1}" for row in rows]
    return ids, len(rows) < len(ids)
