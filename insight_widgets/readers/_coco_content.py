"""What a COCO file holds: one pass over its images, categories and annotations, polygons passed over."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

from insight_widgets.errors import ReadError
from insight_widgets.readers._coco_columns import Columns
from insight_widgets.readers._coco_images import ImageColumns
from insight_widgets.readers._coco_records import ANNOTATIONS, CATEGORIES, IMAGES
from insight_widgets.texts.where import entry_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from insight_widgets.problems import ProblemLog
    from insight_widgets.readers._coco_records import Category
    from insight_widgets.readers._json_arrays import Layout, Record
    from insight_widgets.readers._json_pieces import JsonPieces

_ARRAYS = ("images", "annotations", "categories")
_OTHER_KINDS = {b'"caption"': "captions", b'"segments_info"': "panoptic segments"}


@dataclass(slots=True)
class Content:
    """What a file holds.

    Attributes
    ----------
    images : ImageColumns
    categories : list of Category, or None
        None where the file has no such list.
    columns : Columns
    annotations_at : int or None
        Where in the file the annotations start; None if it has none.
    unreadable : set of int
        Numbers of those entries of the annotations that are no records; they are in no column.
    """

    images: ImageColumns = field(default_factory=ImageColumns)
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
            content.images = ImageColumns()
            for records in _records(pieces, position, IMAGES, key=key, log=log):
                content.images.add(records)
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
                "record-unreadable", bad, lambda row: f"{pieces.path.name}: {entry_of(key, row + 1)}"
            )
            if unreadable is not None:
                unreadable.update(bad)
        number += len(records)
        yield sound


def _refuse_other_kinds(pieces: JsonPieces, position: int, columns: Columns) -> None:
    """Raise if no annotation has a category, and the first ones look like another kind of file."""
    category = columns.category.whole()
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
