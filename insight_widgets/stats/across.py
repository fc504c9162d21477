"""What is wrong between splits: the same image in two of them, classes that one lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.errors import shorten
from insight_widgets.problems import ProblemLog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from insight_widgets.columns import Images
    from insight_widgets.dataset import Dataset
    from insight_widgets.problems import Problem


def leaks(dataset: Dataset) -> dict[str, tuple[Problem, ...]]:
    """Return, for every other split, its images that are also in train."""
    train = dataset.splits.get("train")
    if train is None or train.images.key is None:
        return {}
    known = set(train.images.key.tolist()) - {None}
    others = {name: split.images for name, split in dataset.splits.items() if name != "train"}
    return {name: _leaks_of(images, known) for name, images in others.items()}


def _leaks_of(images: Images, known: set[str]) -> tuple[Problem, ...]:
    if images.key is None:
        return ()
    rows = [row for row, key in enumerate(images.key.tolist()) if key in known]
    log = ProblemLog()
    log.add_rows(
        "leak",
        rows,
        lambda row: f'image "{shorten(images.name[row])}" is also in train (same {images.key_name})',
    )
    return log.problems()


def missing_classes(
    labels: Mapping[str, NDArray[np.int64]], classes: tuple[str, ...]
) -> dict[str, tuple[Problem, ...]]:
    """Return, for train and val, the classes that it lacks and the other one has.

    Parameters
    ----------
    labels : mapping of str to ndarray of int64, shape (classes,)
        Labels of every class by split.
    """
    if not {"train", "val"} <= set(labels):
        return {}
    pairs = {"train": "val", "val": "train"}
    return {split: _missing(labels[split], labels[other], other, classes) for split, other in pairs.items()}


def _missing(
    own: NDArray[np.int64], others: NDArray[np.int64], other: str, classes: tuple[str, ...]
) -> tuple[Problem, ...]:
    log = ProblemLog()
    log.add_rows(
        "class-missing",
        np.flatnonzero((own == 0) & (others > 0)),
        lambda row: f'class "{shorten(classes[row])}": no label here, {others[row]:,} in {other}',
    )
    return log.problems()
