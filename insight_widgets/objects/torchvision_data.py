"""Data sets of torchvision: their annotations, read where they lie; no image is opened for a label."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import Images, image_names, unknown_sizes
from insight_widgets.dataset import Dataset
from insight_widgets.naming import ALL
from insight_widgets.objects import is_of
from insight_widgets.objects._coco_object import read_coco
from insight_widgets.objects._files import file_images
from insight_widgets.objects._labelling import NumberedClasses, class_names, label_split, number_names
from insight_widgets.objects._pairs import as_array
from insight_widgets.objects._pictures import HeldPictures
from insight_widgets.objects._voc_object import read_voc_boxes, read_voc_masks
from insight_widgets.problems import ProblemLog

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from insight_widgets.read_options import ReadOptions

SUMMARY = "torchvision data sets (ImageFolder, CocoDetection, VOCDetection, VOCSegmentation, CIFAR10, ...)"
RANK = 20

_PACKAGE = "torchvision.datasets"
_CHANNELS = (1, 3)
_GREY, _COLOURED = 3, 4
"""Dimensions of an array of all images."""


def matches(obj: object) -> bool:
    """Whether an object is a data set of torchvision whose annotations can be read by themselves."""
    return _reader(obj) is not None


def read(obj: Any, options: ReadOptions) -> Dataset:
    """Return the data set behind an object."""
    return read_rows(obj, np.arange(len(obj)), options)


def read_rows(obj: Any, rows: NDArray[np.int64], options: ReadOptions) -> Dataset:
    """Return the data set of some samples, by their places."""
    reader = _reader(obj)
    if reader is None:
        raise TypeError(type(obj).__name__)
    return reader(obj, rows, options)


def _reader(obj: object) -> Callable[[Any, NDArray[np.int64], ReadOptions], Dataset] | None:
    if is_of(obj, _PACKAGE, "CocoDetection"):
        return read_coco
    if is_of(obj, _PACKAGE, "VOCDetection"):
        return read_voc_boxes
    if is_of(obj, _PACKAGE, "VOCSegmentation"):
        return read_voc_masks
    if is_of(obj, _PACKAGE) and getattr(obj, "target_transform", None) is None and _numbers(obj) is not None:
        return _read_labels
    return None


def _read_labels(obj: Any, rows: NDArray[np.int64], options: ReadOptions) -> Dataset:
    """Return the data set of class numbers, one a sample; those below 0 are no label."""
    written = _numbers(obj)
    numbers = np.asarray(written)[rows]
    log = ProblemLog()
    classes = NumberedClasses(class_names(obj) or number_names(np.asarray(written)), options.classes, log)
    labelled = np.flatnonzero(numbers >= 0)
    split = label_split(_images(obj, rows), labelled, numbers[labelled], classes, log=log)
    if not split.images.roots:
        split = replace(split, pictures=HeldPictures(lambda row: _image(obj, int(rows[row]))))
    return Dataset("multiclass", classes.names, {ALL: split}, title(obj))


def _image(obj: Any, row: int) -> Any:
    """Return the image of a sample: as it lies in memory, or as the data set gives it."""
    held = getattr(obj, "data", None)
    dimensions = len(getattr(held, "shape", ()))
    if held is None or dimensions not in {_GREY, _COLOURED} or len(held) != len(obj):
        return obj[row][0]
    image = as_array(held[row])
    return np.moveaxis(image, 0, -1) if dimensions == _COLOURED and len(image) in _CHANNELS else image


def _numbers(obj: Any) -> NDArray[np.int64] | None:
    """Return the class number of every sample, shape (n,); None where the object does not list them."""
    for attribute in ("targets", "labels"):
        listed = getattr(obj, attribute, None)
        numbers = _whole_numbers(listed)
        if numbers is not None and numbers.shape == (len(obj),):
            return numbers
    return None


def _whole_numbers(listed: Any) -> NDArray[np.int64] | None:
    """Return an array of whole numbers; None for what is none, such as lists of several lengths."""
    try:
        numbers = np.asarray(listed)
    except (TypeError, ValueError, RuntimeError):
        return None
    return numbers if numbers.dtype.kind in "iu" else None


def _images(obj: Any, rows: NDArray[np.int64]) -> Images:
    samples = getattr(obj, "samples", None)
    if isinstance(samples, list):
        return file_images([samples[row][0] for row in rows.tolist()], obj.root)
    size = unknown_sizes(len(rows))
    return Images(image_names(rows.tolist()), size, size)


def title(obj: Any) -> str:
    """Return the name of the folder that the object reads, or of its type."""
    root = getattr(obj, "root", None)
    return Path(root).resolve().name if isinstance(root, str | Path) else type(obj).__name__
