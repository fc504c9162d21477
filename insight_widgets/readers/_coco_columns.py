"""The annotations of a COCO file as columns, gathered piece by piece; many of them in little memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import UNKNOWN, Boxes
from insight_widgets.errors import shorten
from insight_widgets.growing import STEP
from insight_widgets.packed_numbers import PackedColumns
from insight_widgets.problems import EXAMPLES
from insight_widgets.readers._ids import IdColumn

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from insight_widgets.readers._coco_classes import Classes
    from insight_widgets.readers._coco_images import ImageTable
    from insight_widgets.readers._coco_records import Annotation

_NO_BOX = (float("nan"),) * 4
_TOLD = 10 * EXAMPLES
"""Records of which it is kept what they name; more than are told, as other faults may come first."""


@dataclass(slots=True)
class Columns:
    """Columns of annotations; `crowds` are the rows of those that stand for a group."""

    record: IdColumn = field(default_factory=IdColumn)
    image: IdColumn = field(default_factory=IdColumn)
    category: IdColumn = field(default_factory=IdColumn)
    crowds: list[int] = field(default_factory=list)
    box: PackedColumns = field(default_factory=lambda: PackedColumns(4))

    def add(self, records: Sequence[Annotation]) -> None:
        """Add the records of a piece."""
        start = len(self.record)
        self.record.add([record.id for record in records])
        self.image.add([record.image_id for record in records])
        self.category.add([record.category_id for record in records])
        self.crowds.extend([start + row for row, record in enumerate(records) if record.iscrowd == 1])
        numbers = chain.from_iterable([record.bbox or _NO_BOX for record in records])
        boxes = np.fromiter(numbers, dtype=np.float64, count=4 * len(records))
        self.box.add(boxes.reshape(-1, 4).T)

    def boxes(self, images: ImageTable, classes: Classes) -> tuple[Boxes, dict[int, str]]:
        """Return the boxes, and for the first that name no image or class what they name."""
        told: dict[int, str] = {}
        image = _resolved(self.image, images.rows_of, told, _told_images)
        label = _resolved(self.category, classes.labels_of, told, classes.told)
        record, has_ids = _numbered(self.record.whole())
        x, y, width, height = self.box.whole()
        boxes = Boxes(
            image,
            label,
            x,
            y,
            width,
            height,
            record,
            _marked(self.crowds, len(record)),
            unique_records=has_ids,
            decimals=self.box.decimals,
        )
        return boxes if self.box.decimals is not None else boxes.plain(), told


def _marked(rows: list[int], length: int) -> NDArray[np.bool_] | None:
    """Return a column that is true in some rows; None for no row."""
    if not rows:
        return None
    column = np.zeros(length, dtype=np.bool_)
    column[rows] = True
    return column


def _resolved(
    ids: IdColumn,
    look_up: Callable[[NDArray[Any]], NDArray[Any]],
    told: dict[int, str],
    words: Callable[[NDArray[Any]], Sequence[str]],
) -> NDArray[Any]:
    """Return what ids stand for, and add to `told` what the first that stand for nothing are.

    Where there is room for it, that is written over the ids.
    """
    column = ids.whole()
    kind = look_up(column[:0]).dtype
    found = column if column.dtype == kind else np.empty(len(column), dtype=kind)
    room = _TOLD
    for start in range(0, len(column), STEP):
        piece = column[start : start + STEP]
        rows = look_up(piece)
        lost = np.flatnonzero(rows == UNKNOWN)[:room]
        for row, text in zip((start + lost).tolist(), words(piece[lost]), strict=True):
            told[row] = f"{told[row]}, {text}" if row in told else text
        room -= len(lost)
        found[start : start + STEP] = rows
    ids.clear()
    return found


def _told_images(ids: NDArray[Any]) -> list[str]:
    return [f"image_id {shorten(one)}" for one in ids.tolist()]


def _numbered(ids: NDArray[Any]) -> tuple[NDArray[Any], bool]:
    """Return annotation ids, with a number for those that have none, and whether there are any ids."""
    if ids.dtype != object:
        return ids, True
    rows = [row for row, one in enumerate(ids.tolist()) if one is None]
    ids[rows] = [f"no. {row + 1}" for row in rows]
    return ids, len(rows) < len(ids)
