"""supervision's DetectionDataset and ClassificationDataset; no image is decoded."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import UNKNOWN
from insight_widgets.dataset import Dataset
from insight_widgets.naming import ALL
from insight_widgets.objects import is_of
from insight_widgets.objects._files import file_images, sized_images
from insight_widgets.objects._labelling import NumberedClasses, box_split, class_names, label_split
from insight_widgets.objects._pictures import HeldPictures
from insight_widgets.objects._stacking import with_images
from insight_widgets.problems import ProblemLog
from insight_widgets.samples import dataset_from_samples

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from insight_widgets.columns import Images
    from insight_widgets.read_options import ReadOptions

SUMMARY = "supervision DetectionDataset and ClassificationDataset"
RANK = 20


def matches(obj: object) -> bool:
    """Whether an object is a data set of supervision."""
    return is_of(obj, "supervision", "DetectionDataset", "ClassificationDataset")


def read(obj: Any, options: ReadOptions) -> Dataset:
    """Return the data set behind an object; masks are read for segmentation only."""
    log = ProblemLog()
    images = file_images(list(obj.annotations))
    if is_of(obj, "supervision", "ClassificationDataset"):
        return _with_pictures(obj, _labels(obj, images, options, log))
    images = sized_images(images, options, log)
    make = _masks if options.task == "segmentation" else _boxes
    return _with_pictures(obj, make(obj, images, options, log))


def _with_pictures(obj: Any, dataset: Dataset) -> Dataset:
    """Return the data set with images that lie in memory, if they do: in blue, green, red."""
    if all(map(os.path.isfile, obj.annotations)):
        return dataset
    files = list(obj.annotations)

    def give(row: int) -> Any:
        image = None if os.path.isfile(files[row]) else obj[row][1]  # noqa: PTH113
        return None if image is None else image[..., ::-1]

    ((name, split),) = dataset.splits.items()
    return replace(dataset, splits={name: replace(split, pictures=HeldPictures(give))})


def _boxes(obj: Any, images: Images, options: ReadOptions, log: ProblemLog) -> Dataset:
    classes = NumberedClasses(class_names(obj) or (), options.classes, log)
    found = list(obj.annotations.values())
    counts = [len(one.xyxy) for one in found]
    corners = np.concatenate([np.zeros((0, 4)), *(np.asarray(one.xyxy, dtype=np.float64) for one in found)])
    split = box_split(
        images,
        np.repeat(np.arange(len(found)), counts),
        _joined([_numbers(one) for one in found]),
        np.hstack([corners[:, :2], corners[:, 2:] - corners[:, :2]]),
        classes,
        log=log,
        crowd=_joined([_crowd(one) for one in found]).astype(np.bool_),
    )
    return Dataset("detection", classes.names, {ALL: split})


def _labels(obj: Any, images: Images, options: ReadOptions, log: ProblemLog) -> Dataset:
    classes = NumberedClasses(class_names(obj) or (), options.classes, log)
    numbers = [np.asarray(one.class_id, dtype=np.int64) for one in obj.annotations.values()]
    image = np.repeat(np.arange(len(numbers)), [len(some) for some in numbers])
    split = label_split(images, image, _joined(numbers), classes, log=log)
    several = any(len(some) > 1 for some in numbers)
    return Dataset("multilabel" if several else "multiclass", classes.names, {ALL: split})


def _masks(obj: Any, images: Images, options: ReadOptions, log: ProblemLog) -> Dataset:
    listed = options.classes or class_names(obj)
    dataset = dataset_from_samples(_samples(obj, images), classes=listed, task="segmentation")
    return with_images(dataset, images, log)


def _samples(obj: Any, images: Images) -> Iterator[dict[str, Any]]:
    for row, one in enumerate(obj.annotations.values()):
        size = {"width": images.width[row], "height": images.height[row]} if images.width[row] else {}
        said = {} if one.mask is None else {"masks": np.asarray(one.mask), "labels": _numbers(one).tolist()}
        yield {"image": row, **size, **said}


def _numbers(one: Any) -> NDArray[np.int64]:
    """Return the class numbers of detections, shape (n,); -1 where they have none."""
    if one.class_id is None:
        return np.full(len(one.xyxy), UNKNOWN, dtype=np.int64)
    return np.asarray(one.class_id, dtype=np.int64)


def _crowd(one: Any) -> NDArray[np.int64]:
    crowd = one.data.get("iscrowd")
    return np.zeros(len(one.xyxy), dtype=np.int64) if crowd is None else np.asarray(crowd, dtype=np.int64)


def _joined(columns: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(0, dtype=np.int64), *columns])
