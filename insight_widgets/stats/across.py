"""What is wrong between splits: the same image in two of them, classes that one lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.content.copies import at_hand
from insight_widgets.problems import ProblemLog
from insight_widgets.texts import copies as words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from insight_widgets.columns import Images
    from insight_widgets.content.copies import CopiesOfTrain, Names
    from insight_widgets.dataset import Dataset
    from insight_widgets.problems import Problem


def leaks(
    dataset: Dataset, copies: Mapping[str, CopiesOfTrain] | None = None
) -> dict[str, tuple[Problem, ...]]:
    """Return, for every other split, its images that are also in train.

    Parameters
    ----------
    dataset : Dataset
    copies : mapping of str to CopiesOfTrain, optional
        What comparing the content of files found, by split.
    """
    train = dataset.splits.get("train")
    if train is None or len(dataset.splits) == 1:
        return {}
    keys = () if train.images.key is None else train.images.key.tolist()
    known = dict(zip(reversed(keys), reversed(train.images.name.tolist()), strict=True)) if keys else {}
    known.pop(None, None)
    others = {name: split.images for name, split in dataset.splits.items() if name != "train"}
    return {
        name: leaks_of(
            _named(images, known),
            images.name,
            images.key_name,
            (copies or {}).get(name),
            _original(images, known),
        )
        for name, images in others.items()
    }


def _named(images: Images, known: Mapping[str, str]) -> NDArray[np.int64]:
    """Return the rows of images whose key train has, too."""
    keys = () if images.key is None else images.key.tolist()
    return np.flatnonzero(np.fromiter((key in known for key in keys), dtype=np.bool_, count=len(keys)))


def _original(images: Images, known: Mapping[str, str]) -> Callable[[int], str]:
    """Return what tells the image of train that has the key of an image, too."""
    keys = images.key
    return lambda row: "" if keys is None else known[keys[row]]


def leaks_of(
    named: NDArray[np.int64],
    names: Names,
    key_name: str,
    copies: CopiesOfTrain | None,
    original_of: Callable[[int], str] | None = None,
) -> tuple[Problem, ...]:
    """Return the leaks of a split.

    Parameters
    ----------
    named : ndarray of int64, shape (n,)
        Rows of images that are called as one of train; ascending.
    names : Names
        Of the images.
    key_name : str
        What they have in common.
    copies : CopiesOfTrain or None
        What comparing the content of files found.
    original_of : callable, optional
        Returns the image of train that is called as the image of a row.
    """

    def copied(row: int) -> CopiesOfTrain | None:
        place = int(np.searchsorted(named, row))
        return copies if place == len(named) or named[place] != row else None

    def original(row: int) -> str:
        by_content = copied(row)
        if by_content is not None:
            return by_content.original(row)
        return original_of(row) if original_of is not None else ""

    def say(row: int) -> str:
        by_content = copied(row)
        if by_content is not None:
            return by_content.words(row)
        return words.leak(names[row], key_name)

    log = ProblemLog()
    rows = named if copies is None else np.union1d(named, copies.rows)
    name = at_hand(names)
    log.add_rows("leak", rows, say, name, name and original)
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
        lambda row: words.missing_class(classes[row], int(others[row]), other),
    )
    return log.problems()
