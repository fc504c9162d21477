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


def leaks(
    dataset: Dataset, copies: Mapping[str, Mapping[int, str]] | None = None
) -> dict[str, tuple[Problem, ...]]:
    """Return, for every other split, its images that are also in train.

    Parameters
    ----------
    dataset : Dataset
    copies : mapping of str to mapping of int to str, optional
        What comparing the content of files found: rows by split, and words for each.
    """
    train = dataset.splits.get("train")
    if train is None or len(dataset.splits) == 1:
        return {}
    keys = () if train.images.key is None else train.images.key.tolist()
    known = set(keys) - {None}
    others = {name: split.images for name, split in dataset.splits.items() if name != "train"}
    return {name: _leaks_of(images, known, (copies or {}).get(name, {})) for name, images in others.items()}


def _leaks_of(images: Images, known: set[str], copies: Mapping[int, str]) -> tuple[Problem, ...]:
    keys = () if images.key is None else images.key.tolist()
    named = {
        row: f'image "{shorten(images.name[row])}" is also in train (same {images.key_name})'
        for row, key in enumerate(keys)
        if key in known
    }
    told = {**copies, **named}
    log = ProblemLog()
    log.add_rows("leak", sorted(told), told.__getitem__, images.name.__getitem__)
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
