"""The objects of an image: its boxes, or the shapes of its masks, with what is known of each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import take_rows
from insight_widgets.texts.where import record_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.columns import Split
    from insight_widgets.gallery.frame import Frame
    from insight_widgets.gallery.records import Records
    from insight_widgets.shapes import Shape


@dataclass(frozen=True, slots=True)
class Object:
    """An object in an image: what is told of it, and its shape."""

    told: dict[str, Any]
    shape: Shape | None = None


@dataclass(frozen=True, slots=True)
class InImage:
    """What is known of an image.

    Attributes
    ----------
    split : Split
    records : Records
    rows : ndarray of int64, shape (n,)
        Rows of its records.
    picked : ndarray of bool, shape (n,)
        Which of them are picked.
    shapes : sequence of Shape
    frame : Frame
    classes : sequence of str
    """

    split: Split
    records: Records
    rows: NDArray[np.int64]
    picked: NDArray[np.bool_]
    shapes: Sequence[Shape]
    frame: Frame
    classes: Sequence[str]

    def names(self) -> list[str]:
        """Return the class of every record; nothing where it names none."""
        labels = self.records.label[self.rows].tolist()
        return [self.classes[label] if label >= 0 else "" for label in labels]


def box_objects(image: InImage) -> list[Object]:
    """Return the boxes of an image, each with its shape where one is known."""
    if image.split.boxes is None:
        return []
    boxes = take_rows(image.split.boxes, image.rows).plain()
    written = image.rows.tolist() if boxes.record is None else boxes.record.tolist()
    shapes = _by_record(image.shapes, written)
    crowd = np.zeros(len(boxes), dtype=np.bool_) if boxes.crowd is None else boxes.crowd
    corners = np.stack([boxes.x, boxes.y, boxes.width, boxes.height], axis=1).tolist()
    return [
        Object(
            _told(
                image,
                place,
                name,
                box=image.frame.box(*corners[place], relative=boxes.relative),
                record=record_text(image.split.record_name, written[place]),
                crowd=bool(crowd[place]),
            ),
            shapes[place],
        )
        for place, name in enumerate(image.names())
    ]


def mask_objects(image: InImage) -> list[Object]:
    """Return the shapes of an image, and the classes that have a mask there but no shape that is known."""
    places = {name: place for place, name in enumerate(image.names())}
    shapes = [shape for shape in image.shapes if shape.name in places]
    objects = [Object(_told_shape(image, places[shape.name], shape), shape) for shape in shapes]
    drawn = {shape.name for shape in shapes}
    return objects + [
        Object(_told(image, place, name)) for name, place in places.items() if name not in drawn
    ]


def _told_shape(image: InImage, place: int, shape: Shape) -> dict[str, Any]:
    record = None if shape.record is None else record_text(image.split.record_name, shape.record)
    return _told(image, place, shape.name, record=record, crowd=shape.crowd)


def _told(
    image: InImage,
    place: int,
    name: str,
    *,
    box: list[float] | None = None,
    record: str | None = None,
    crowd: bool = False,
) -> dict[str, Any]:
    row = int(image.rows[place])
    return {
        "class": name,
        "box": box,
        "outline": None,
        "mask": None,
        "matches": bool(image.picked[place]),
        "area": _number(image.records.area, row),
        "ratio": _number(image.records.ratio, row),
        "record": record,
        "crowd": crowd,
    }


def _number(column: NDArray[np.float32] | None, row: int) -> float | None:
    if column is None or not np.isfinite(column[row]):
        return None
    return float(column[row])


def _by_record(shapes: Sequence[Shape], records: Sequence[Any]) -> list[Shape | None]:
    """Return the shape of every record: the next one that is called so."""
    called: dict[Any, list[Shape]] = defaultdict(list)
    for shape in reversed(shapes):
        called[shape.record].append(shape)
    return [called[record].pop() if called.get(record) else None for record in records]
