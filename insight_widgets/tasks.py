"""A data set taken for another task than it tells: boxes also say which classes an image has."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from insight_widgets.columns import Labels, first_of_pairs
from insight_widgets.errors import DataError

if TYPE_CHECKING:
    from insight_widgets.columns import Split
    from insight_widgets.dataset import Dataset, Task


def for_task(dataset: Dataset, task: Task | None) -> Dataset:
    """Return a data set for the task that the caller asks for; boxes also tell the classes of an image.

    Raises
    ------
    DataError
        The data do not tell it.
    """
    if task in {None, dataset.task}:
        return dataset
    if task in {"multiclass", "multilabel"} and dataset.task != "segmentation":
        splits = {name: _with_labels(split) for name, split in dataset.splits.items()}
        return replace(dataset, task=task, splits=splits)
    raise DataError(f"{task} is asked for; what came tells {dataset.task} only")


def _with_labels(split: Split) -> Split:
    """Return a split with each class of an image once in place of its boxes."""
    if split.boxes is None:
        return split
    rows = first_of_pairs(split.boxes)
    places = {row: place for place, row in enumerate(rows.tolist())}
    return replace(
        split,
        labels=Labels(split.boxes.image[rows], split.boxes.label[rows]),
        boxes=None,
        unresolved={places[row]: words for row, words in split.unresolved.items() if row in places},
    )
