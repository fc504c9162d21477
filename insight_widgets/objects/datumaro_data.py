"""A bridge by Datumaro, where it is installed: its data sets, and the formats that only it knows."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError, InsightError, ReadError, shorten
from insight_widgets.mask_parts import MaskError
from insight_widgets.mask_patch import patch_parts
from insight_widgets.naming import ALL, split_name
from insight_widgets.objects import is_of
from insight_widgets.objects._pairs import had
from insight_widgets.objects._pictures import HeldPictures
from insight_widgets.progress import track
from insight_widgets.read_options import ReadOptions
from insight_widgets.shape_split import ShapeSplit
from insight_widgets.tables.class_index import ClassIndex
from insight_widgets.texts.progress import READING_ANNOTATIONS
from insight_widgets.texts.where import record_in_image

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from insight_widgets.dataset import Task
    from insight_widgets.mask_parts import Runs

SUMMARY = "Datumaro data sets"
RANK = 20

_NO_SUBSET = "default"
"""Datumaro's name of the subset of items that tell none."""

_LABEL = "label"
_BOX = "bbox"
_POLYGON = "polygon"
_MASK = "mask"
_BOXES = frozenset({_BOX, "rotated_bbox", "ellipse"})
_DRAWN = frozenset({_POLYGON, _MASK})
_WITHOUT_AREA = frozenset({"points", "polyline"})
_CLASSIFIED = frozenset({"multiclass", "multilabel"})


def matches(obj: object) -> bool:
    """Whether an object is a data set of Datumaro."""
    return is_of(obj, "datumaro", "Dataset")


def from_datumaro(
    source: Any,
    format: str | None = None,  # noqa: A002  (what the user calls it)
    *,
    task: Task | None = None,
    classes: Sequence[str] | None = None,
    progress: bool = True,
) -> Dataset:
    """Return the data set of a Datumaro object, or of a path in a format that only Datumaro knows.

    Parameters
    ----------
    source : datumaro.Dataset or path
    format : str, optional
        Datumaro's name of the path's format; else it finds it by itself.
    task : {"multiclass", "multilabel", "detection", "segmentation"}, optional
        Else segmentation where every shape is a polygon or mask, detection where there are shapes, and
        the labels of whole images where there are none.
    classes : sequence of str, optional
        The class list, where another order is wanted.
    progress : bool
        Whether long reading shows a progress bar.

    Raises
    ------
    ReadError
        A path is given and Datumaro is not installed, or cannot read it.
    DataError
        The object is no data set of Datumaro.
    """
    options = ReadOptions(task=task, classes=None if classes is None else tuple(classes), progress=progress)
    if isinstance(source, str | os.PathLike):
        return _read_path(os.fspath(source), format, options)
    if not matches(source):
        raise DataError(f"a datumaro.Dataset or a path is wanted; got {type(source).__name__}")
    return read(source, options)


def _read_path(path: str, format_name: str | None, options: ReadOptions) -> Dataset:
    try:
        datumaro = import_module("datumaro")
    except ImportError:
        raise ReadError(
            f"{path}: reading it needs Datumaro, which is not installed: pip install datumaro"
        ) from None
    try:
        return read(datumaro.Dataset.import_from(path, format_name), options)
    except InsightError as error:
        raise ReadError(f"{path}: {error}") from None
    except Exception as error:  # noqa: BLE001  (every format of Datumaro raises errors of its own)
        raise ReadError(
            f"{path}: Datumaro cannot read it: {type(error).__name__}: {shorten(error, 200)}"
        ) from None


def read(obj: Any, options: ReadOptions) -> Dataset:
    """Return the data set behind an object."""
    names = _class_names(obj)
    items = list(had(track(obj, READING_ANNOTATIONS, show=options.progress), "item"))
    task = options.task or _task(items)
    found: dict[str, ShapeSplit] = {}
    media: dict[str, dict[int, Any]] = {}
    for item in items:
        name = ALL if item.subset == _NO_SUBSET else split_name(str(item.subset))
        row = _take(found.setdefault(name, ShapeSplit(name, "annotation")), item, names, task)
        media.setdefault(name, {}).setdefault(row, item.media)
    written = {name for split in found.values() for name in split.labels if name}
    classes = ClassIndex(written, options.classes or names or None, background=task == "segmentation")
    splits = {
        name: replace(
            split.split(classes, task, split.images(), show=options.progress), pictures=_pictures(media[name])
        )
        for name, split in found.items()
    }
    return Dataset(task, classes.names, splits)


def _pictures(media: Mapping[int, Any]) -> HeldPictures:
    """Return images by their rows: files where there are some, else pixels in blue, green, red."""

    def file(one: Any) -> Path | None:
        path = getattr(one, "path", None)
        return Path(path) if path and os.path.isfile(path) else None  # noqa: PTH113

    def give(row: int) -> Any:
        found = file(media[row])
        pixels = None if found is not None else getattr(media[row], "data", None)
        return found if pixels is None else pixels[..., ::-1] if pixels.ndim > 2 else pixels  # noqa: PLR2004

    return HeldPictures(give, files=all(file(one) is not None for one in media.values()), channels_last=True)


def _class_names(obj: Any) -> tuple[str, ...]:
    """Return the class list; the keys of the categories are members of an enumeration."""
    categories: Mapping[Any, Any] = obj.categories()
    listed = next((value.items for key, value in categories.items() if _named(key) == _LABEL), ())
    return tuple(dict.fromkeys(str(category.name) for category in listed))


def _named(kind: Any) -> str:
    return str(getattr(kind, "name", kind))


def _task(items: Sequence[Any]) -> Task:
    """Return what the annotations are for."""
    kinds: set[str] = set()
    several = False
    for item in items:
        of_item = Counter(_named(annotation.type) for annotation in item.annotations)
        kinds.update(of_item)
        several |= of_item[_LABEL] > 1
    if kinds & _BOXES:
        return "detection"
    if kinds & _DRAWN:
        return "segmentation"
    return "multilabel" if several else "multiclass"


def _take(split: ShapeSplit, item: Any, names: Sequence[str], task: Task) -> int:
    """Take the image and annotations of an item; return the row of the image."""
    row = split.image(str(item.id), *_size(item.media))
    drawn = {one.group for one in item.annotations if one.group and _named(one.type) in _DRAWN}
    for number, one in enumerate(item.annotations):
        kind = _named(one.type)
        if task == "segmentation" and kind == _BOX and one.group in drawn:
            continue  # the box of an object whose mask comes too
        shape = _shape(one, kind)
        if shape is None and task in _CLASSIFIED:
            shape = _Shape([], outline=False)
        if shape is not None and (kind != _LABEL or task in _CLASSIFIED):
            _add(split, row, one, shape, names, number=number)
        elif kind in _WITHOUT_AREA:
            split.tell("shape-no-area", f"{record_in_image('annotation', number, item.id)}: {kind}", row)
    return row


def _add(split: ShapeSplit, row: int, one: Any, shape: _Shape, names: Sequence[str], *, number: int) -> None:
    label = getattr(one, "label", None)
    attributes = dict(one.attributes)
    split.shape(
        row,
        names[label] if label is not None and 0 <= label < len(names) else "",
        shape.points,
        outline=shape.outline,
        record=one.id or number,
        crowd=bool(attributes.pop("is_crowd", False)),
        attributes=attributes,
        group=one.group or None,
        drawing=shape.drawing,
    )


def _size(media: Any) -> tuple[int, int]:
    """Return width and height of an item's image; 0 where they are not known."""
    size = getattr(media, "size", None)
    return (int(size[1]), int(size[0])) if size else (0, 0)


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is drawn: points of an outline, or two corners; or a mask within the corners."""

    points: list[tuple[float, float]]
    outline: bool
    drawing: _Mask | None = None


@dataclass(frozen=True, slots=True)
class _Mask:
    """A mask annotation, drawn when its turn comes."""

    annotation: Any

    def parts(self, height: int, width: int) -> list[Runs]:
        """Return the parts of the mask; MaskError where it has another size than its image."""
        pixels = np.asarray(self.annotation.image) != 0
        if 0 not in {height, width} and pixels.shape != (height, width):
            raise MaskError(f"mask {pixels.shape[1]} x {pixels.shape[0]}, image {width} x {height}")
        return patch_parts(pixels, 0, 0, *pixels.shape)


def _shape(annotation: Any, kind: str) -> _Shape | None:
    """Return what an annotation draws; None where it draws no area."""
    if kind == _MASK:
        return _Shape(_corners(annotation), outline=False, drawing=_Mask(annotation))
    if kind == _BOX:
        return _Shape(_corners(annotation), outline=False)
    if kind in _WITHOUT_AREA or not (kind == _POLYGON or hasattr(annotation, "as_polygon")):
        return None
    points = annotation.points if kind == _POLYGON else annotation.as_polygon()
    flat = np.asarray(points, dtype=np.float64).ravel().tolist()
    return _Shape(list(zip(flat[::2], flat[1::2], strict=True)), outline=True)


def _corners(annotation: Any) -> list[tuple[float, float]]:
    x, y, width, height = annotation.get_bbox()
    return [(x, y), (x + width, y + height)]
