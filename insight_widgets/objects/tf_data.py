"""Pipelines of tf.data and Keras that pass (image, label), one by one or in batches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError
from insight_widgets.naming import ALL
from insight_widgets.objects import is_of
from insight_widgets.objects._files import file_images
from insight_widgets.objects._labelling import NumberedClasses, class_names, label_split
from insight_widgets.objects._pairs import each_pair, one_pair, pair_of, pairs_of_batch
from insight_widgets.objects._targets import read_pairs
from insight_widgets.problems import ProblemLog
from insight_widgets.progress import track
from insight_widgets.texts.progress import passing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from insight_widgets.read_options import ReadOptions

SUMMARY = "tf.data and Keras pipelines of (image, label)"
RANK = 20

_BATCH = 4
"""Dimensions of images in a batch."""

_INFINITE = -1
"""What tf.data says of a pipeline that never ends."""


def matches(obj: object) -> bool:
    """Whether an object is a pipeline of tf.data or Keras."""
    return is_of(obj, "tensorflow", "DatasetV2") or is_of(obj, "keras", "PyDataset")


def read(obj: Any, options: ReadOptions) -> Dataset:
    """Return the data set that a pipeline passes.

    Raises
    ------
    DataError
        It never ends, or passes something else.
    """
    if is_of(obj, "keras", "DirectoryIterator"):
        return _read_directory(obj, options)
    if is_of(obj, "keras", "PyDataset"):
        batches: Iterable[Any] = (obj[place] for place in range(len(obj)))
        total: int | None = len(obj)
        read_item: Callable[[Any], Iterable[tuple[Any, Any]]] = pairs_of_batch
    else:
        batches, total = obj.as_numpy_iterator(), _count(obj)
        read_item = pairs_of_batch if _is_batched(obj.element_spec) else one_pair
    what = passing(type(obj).__name__)
    shown = track(batches, what, total=total, show=options.progress)
    pairs = each_pair(shown, read_item, "batch" if read_item is pairs_of_batch else "sample")
    return read_pairs(pairs, class_names(obj, "class_names"), options, channels_last=True)


def _count(obj: Any) -> int | None:
    """Return how many elements a pipeline passes, None if it does not know.

    Raises
    ------
    DataError
        It never ends.
    """
    count = int(obj.cardinality())
    if count == _INFINITE:
        raise DataError("the pipeline never ends (repeat); give the one before it, or .take(n) of it")
    return count if count >= 0 else None


def _is_batched(spec: Any) -> bool:
    """Whether a pipeline passes batches, as the shape of its images says."""
    image = pair_of(spec)[0] if isinstance(spec, tuple | list | dict) else spec
    rank = getattr(getattr(image, "shape", None), "rank", None)
    return rank == _BATCH


def _read_directory(obj: Any, options: ReadOptions) -> Dataset:
    """Return the data set of an iterator over class folders, which lists its files and their classes."""
    log = ProblemLog()
    names = sorted(obj.class_indices, key=obj.class_indices.get)
    classes = NumberedClasses(names, options.classes, log)
    numbers = np.asarray(obj.classes, dtype=np.int64)
    images = file_images(obj.filepaths, obj.directory)
    split = label_split(images, np.arange(len(numbers)), numbers, classes, log=log)
    return Dataset("multiclass", classes.names, {ALL: split})
