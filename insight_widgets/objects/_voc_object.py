"""torchvision's VOCDetection and VOCSegmentation: the files that they list."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import Split
from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError
from insight_widgets.mask_values import MaskClasses
from insight_widgets.naming import ALL
from insight_widgets.objects._files import file_images, sized_images
from insight_widgets.problems import EXAMPLES, ProblemLog
from insight_widgets.readers._image_tree import FoundFile
from insight_widgets.readers._mask_pairs import MaskPair, MaskPairs
from insight_widgets.readers._mask_split import read_mask_split
from insight_widgets.readers._voc_rows import read_rows
from insight_widgets.tables.class_index import ClassIndex
from insight_widgets.texts.where import class_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.read_options import ReadOptions

_NAME = "Pascal VOC"

_CLASSES = (
    *("background", "aeroplane", "bicycle", "bird", "boat", "bottle", "bus", "car", "cat", "chair", "cow"),
    *("diningtable", "dog", "horse", "motorbike", "person", "pottedplant", "sheep", "sofa", "train"),
    "tvmonitor",
)
"""What the values of VOC's masks mean, by place."""


def read_voc_boxes(obj: Any, rows: NDArray[np.int64], options: ReadOptions) -> Dataset:
    """Return the data set of some samples of a VOCDetection."""
    log = ProblemLog()
    files = [str(obj.annotations[row]) for row in rows.tolist()]
    found = read_rows(files, show=options.progress)
    for place, text in found.errors:
        log.add("record-unreadable", f"{Path(files[place]).name}: {text}")
    width, height = np.array(found.size, dtype=np.int32).reshape(-1, 2).T
    images = replace(file_images([obj.images[row] for row in rows.tolist()]), width=width, height=height)
    classes = ClassIndex(filter(None, found.names), options.classes)
    boxes = found.boxes(classes)
    unknown = np.flatnonzero(boxes.label < 0)[: 2 * EXAMPLES].tolist()
    split = Split(
        sized_images(images, options, log),
        boxes=boxes,
        source=_NAME,
        record_name="object",
        unresolved={row: class_text(found.names[row]) for row in unknown},
        problems=log.problems(),
    )
    return Dataset("detection", classes.names, {ALL: split}, _NAME)


def read_voc_masks(obj: Any, rows: NDArray[np.int64], options: ReadOptions) -> Dataset:
    """Return the data set of some samples of a VOCSegmentation.

    Raises
    ------
    DataError
        No mask can be read.
    """
    pairs = [MaskPair(_file(obj.masks[row]), _file(obj.images[row])) for row in rows.tolist()]
    root = file_images([obj.images[row] for row in rows.tolist()]).roots
    found = read_mask_split(MaskPairs(ALL, _NAME, pairs, root), None, colours=False, show=options.progress)
    if pairs and not found.counts.value:
        raise DataError(f"no mask can be read; {found.errors[0][0]}")
    values = {int(value) for column in found.counts.value for value in column}
    classes = MaskClasses(values, options.classes or _CLASSES, options.background, options.ignore)
    return Dataset("segmentation", classes.names, {ALL: found.split(classes)}, _NAME)


def _file(path: Any) -> FoundFile:
    return FoundFile(Path(path).name, str(Path(path).resolve()))
