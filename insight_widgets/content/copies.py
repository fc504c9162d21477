"""Copies of images by content: between train and other splits, and within a split."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.content.hashing import UNREAD, content_of
from insight_widgets.content.near import MOST_DISTANCE, nearest
from insight_widgets.errors import DataError, shorten
from insight_widgets.problems import ProblemLog
from insight_widgets.stats.duplicates import repeats

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from insight_widgets.columns import Images
    from insight_widgets.content.hashing import Content
    from insight_widgets.dataset import Dataset
    from insight_widgets.problems import Problem


@dataclass(frozen=True, slots=True)
class Copies:
    """What comparing the content of files found.

    Attributes
    ----------
    leaks : mapping of str to dict of int to str
        For every split but train: rows of its images that are in train too, and of which.
    problems : mapping of str to tuple of Problem
        Copies within each split, and how many files were compared.
    """

    leaks: Mapping[str, dict[int, str]]
    problems: Mapping[str, tuple[Problem, ...]]


def find_copies(dataset: Dataset, distance: int, *, show: bool = True) -> Copies:
    """Open all images of a data set and compare what is in the files.

    Parameters
    ----------
    dataset : Dataset
    distance : int
        Most bits in which the 64-bit difference hashes of near copies differ; 0 to 16.
    show : bool
        Whether a progress bar is shown.

    Raises
    ------
    DataError
        `distance` is out of its range.
    """
    check_distance(distance)
    contents = {
        name: content_of(split.images, what=f"Comparing images of {name}", show=show)
        for name, split in dataset.splits.items()
    }
    images = {name: split.images for name, split in dataset.splits.items()}
    train = contents.get("train")
    leaks = {
        name: _leaks(content, images[name], train, images["train"], distance)
        for name, content in contents.items()
        if train is not None and name != "train"
    }
    problems = {name: _within(content, images[name], distance) for name, content in contents.items()}
    return Copies(leaks, problems)


def check_distance(distance: object) -> None:
    """Raise `DataError` unless a distance is one that near copies may have."""
    if not isinstance(distance, int) or not 0 <= distance <= MOST_DISTANCE:
        raise DataError(f"leak_distance: a number from 0 to {MOST_DISTANCE} is wanted; got {distance!r}")


def _leaks(
    content: Content, images: Images, train: Content, train_images: Images, distance: int
) -> dict[int, str]:
    """Return the rows of images that train has too, with words."""
    read, known = np.flatnonzero(content.digest != UNREAD), np.flatnonzero(train.digest != UNREAD)
    same, _ = nearest(content.digest[read], train.digest[known], 0)
    found = {
        row: f"{_pair(images, row, train_images, known[place])} (same content)"
        for row, place in zip(read.tolist(), same.tolist(), strict=True)
        if place >= 0
    }
    looked, known = np.flatnonzero(content.telling), np.flatnonzero(train.telling)
    near, bits = nearest(content.look[looked], train.look[known], distance)
    for row, place, differ in zip(looked.tolist(), near.tolist(), bits.tolist(), strict=True):
        if place >= 0 and row not in found:
            words = f"near copy, distance {differ}"
            found[row] = f"{_pair(images, row, train_images, known[place])} ({words})"
    return dict(sorted(found.items()))


def _pair(images: Images, row: int, train: Images, other: int) -> str:
    return f'image "{shorten(images.name[row])}" is also in train, as "{shorten(train.name[other])}"'


def _within(content: Content, images: Images, distance: int) -> tuple[Problem, ...]:
    log, name = ProblemLog(), images.name.__getitem__
    read = np.flatnonzero(content.digest != UNREAD)
    log.add(
        "content-compared",
        f"near copies differ in at most {distance} of 64 bits",
        count=len(read),
        images=images.name[read],
    )
    unread = np.flatnonzero(content.digest == UNREAD)
    log.add_rows("content-unread", unread, lambda row: f'image "{shorten(images.name[row])}"', name)
    repeated = read[repeats([content.digest[read]])]
    log.add_rows("duplicate-content", repeated, lambda row: _same(content.digest, images, row), name)
    return log.problems()


def _same(digest: NDArray[np.uint64], images: Images, row: int) -> str:
    first = int(np.flatnonzero(digest == digest[row])[0])
    return f'image "{shorten(images.name[row])}" is the same file as "{shorten(images.name[first])}"'
