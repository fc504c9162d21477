"""Outlines and masks of a COCO file, read from where they stand in it when an image is looked at."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np

from insight_widgets.mask_parts import parts_of
from insight_widgets.readers._json_arrays import Layout
from insight_widgets.readers._json_pieces import JsonPieces
from insight_widgets.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from insight_widgets.columns import Boxes
    from insight_widgets.mask_parts import Runs
    from insight_widgets.readers._coco_content import Content

_FEWEST = 6
"""Numbers of a polygon: x and y of three points."""


class _Bare(msgspec.Struct, gc=False):
    """An annotation, of which only the text of its mask is wanted."""

    segmentation: msgspec.Raw = msgspec.Raw()


class _Place(msgspec.Struct, gc=False):
    """Where the mask of an annotation stands in a piece of the file; or its text, where it was mended."""

    start: int = 0
    length: int = 0
    text: bytes = b""


class _Places(Layout[_Place]):
    """Finds where masks stand, without building them."""

    def __init__(self) -> None:
        super().__init__(_Place, _mended)
        self._bare = msgspec.json.Decoder(list[_Bare])
        self._one = msgspec.json.Decoder(_Bare)

    def array(self, text: memoryview) -> list[_Place | None] | None:
        """Return the places of an array's masks; None if it is none."""
        try:
            found = self._bare.decode(text)
        except (ValueError, RecursionError):
            return None
        first = _address(text)
        masks = [memoryview(one.segmentation) for one in found]
        return [_Place(_address(mask) - first, len(mask)) if len(mask) else _Place() for mask in masks]

    def record(self, text: bytes) -> _Place | None:
        """Return one record with the text of its mask."""
        try:
            return _Place(text=bytes(self._one.decode(text).segmentation))
        except (ValueError, RecursionError):
            return super().record(text)


def _mended(value: Any) -> _Place | None:
    if not isinstance(value, dict):
        return None
    try:
        return _Place(text=msgspec.json.encode(value.get("segmentation")))
    except (TypeError, ValueError, RecursionError):
        return _Place()


def _address(text: memoryview) -> int:
    return int(np.frombuffer(text, dtype=np.uint8).__array_interface__["data"][0])


@dataclass
class CocoShapes:
    """The shapes of a COCO file; where they stand is found out when the first image is looked at.

    Attributes
    ----------
    file : Path
    annotations_at : int or None
        Where in the file the annotations start; None if it has none.
    unreadable : frozenset of int
        Numbers of those entries that are no records.
    boxes : Boxes
        The columns of its annotations.
    classes : sequence of str
    """

    file: Path
    annotations_at: int | None
    unreadable: frozenset[int]
    boxes: Boxes
    classes: Sequence[str]
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @classmethod
    def of(cls, file: Path, content: Content, boxes: Boxes, classes: Sequence[str]) -> CocoShapes:
        """Return the shapes of what was read."""
        return cls(file, content.annotations_at, frozenset(content.unreadable), boxes, classes)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if not name.startswith("_")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, _lock=threading.Lock())

    def shapes(self, row: int) -> list[Shape]:
        """Return the shapes of the image at a row, crowds as masks."""
        if self.annotations_at is None:
            return []
        with self._lock:
            (start, length, texts), (order, first) = self._places, self._by_image
        records = order[first[row] : first[row + 1]].tolist() if row + 1 < len(first) else []
        shapes = []
        with self.file.open("rb") as file:
            for record in records:
                file.seek(int(start[record]))
                text = texts.get(record) or file.read(int(length[record]))
                shapes.append(self._shape(record, text))
        return shapes

    def _shape(self, record: int, text: bytes) -> Shape:
        name = self.classes[label] if (label := int(self.boxes.label[record])) >= 0 else ""
        called = None if self.boxes.record is None else self.boxes.record[record]
        called = called.item() if isinstance(called, np.generic) else called
        crowd = bool(self.boxes.crowd is not None and self.boxes.crowd[record])
        try:
            mask = msgspec.json.decode(text) if text else None
        except (ValueError, RecursionError):
            mask = None
        if isinstance(mask, dict):
            return Shape(name, called, drawing=_Runs(mask), crowd=crowd)
        return Shape(name, called, rings=rings_of(mask), crowd=crowd)

    @cached_property
    def _places(self) -> tuple[NDArray[np.int64], NDArray[np.int64], dict[int, bytes]]:
        """Where in the file each annotation's mask starts, how long it is, and the text of mended ones."""
        found: list[_Place] = []
        assert self.annotations_at is not None  # noqa: S101  (asked before)
        with JsonPieces(self.file) as pieces:
            at = 0
            for records in pieces.records(self.annotations_at, _Places()):
                for number, place in enumerate(records, start=at):
                    if number not in self.unreadable:
                        one = place or _Place()
                        one.start += pieces.window_at - 1  # the first byte of a window is at 1
                        found.append(one)
                at += len(records)
        if len(found) != len(self.boxes):
            raise ValueError(f"{self.file} has changed since it was read")
        texts = {record: one.text for record, one in enumerate(found) if one.text}
        return (
            np.array([one.start for one in found], dtype=np.int64),
            np.array([one.length for one in found], dtype=np.int64),
            texts,
        )

    @cached_property
    def _by_image(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The annotations in the order of their images, and where those of each image start."""
        image = self.boxes.image
        order = np.argsort(image, kind="stable")
        first = np.searchsorted(image[order], np.arange(int(image.max(initial=-1)) + 3))
        return order, first


@dataclass(frozen=True)
class _Runs:
    """A mask in run lengths."""

    segmentation: dict[str, Any]

    def parts(self, height: int, width: int) -> list[Runs]:
        return parts_of(self.segmentation, height, width)


def rings_of(polygons: Any) -> tuple[NDArray[np.float64], ...]:
    """Return those polygons x, y, x, y, ... that can be drawn, shape (m, 2) each."""
    rings = []
    for polygon in polygons if isinstance(polygons, list) else ():
        if not isinstance(polygon, list) or len(polygon) < _FEWEST or len(polygon) % 2:
            continue
        try:
            ring = np.array(polygon, dtype=np.float64).reshape(-1, 2)
        except (TypeError, ValueError, OverflowError):
            continue
        if np.isfinite(ring).all():
            rings.append(ring)
    return tuple(rings)
