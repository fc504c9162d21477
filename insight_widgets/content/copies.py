"""Copies of images by content: between train and other splits, and within a split."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

import numpy as np

from insight_widgets.content.hashing import UNREAD, content_of
from insight_widgets.content.near import MOST_DISTANCE, nearest
from insight_widgets.errors import DataError
from insight_widgets.problems import ProblemLog
from insight_widgets.stats.duplicates import repeats
from insight_widgets.texts import copies as words
from insight_widgets.texts.progress import comparing
from insight_widgets.texts.where import image_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from insight_widgets.content.hashing import Content
    from insight_widgets.dataset import Dataset
    from insight_widgets.problems import Problem

_SAME = -1
"""Distance of two files of the same content."""


class Names(Protocol):
    """Names of images by their rows; of parts of the data, they are looked up when one is asked for."""

    def __getitem__(self, row: int, /) -> str:
        """Return the name of the image at a row."""


def at_hand(names: Names) -> Callable[[int], str] | None:
    """Return what tells the name of any image; None where each would have to be read from its part."""
    return names.__getitem__ if isinstance(names, np.ndarray) else None


@dataclass(frozen=True, slots=True)
class CopiesOfTrain:
    """The images of a split that are in train, too.

    Attributes
    ----------
    rows : ndarray of int64, shape (n,)
        Ascending.
    others : ndarray of int64, shape (n,)
        The row in train of each, the first of several.
    bits : ndarray of int64, shape (n,)
        In how many bits their hashes differ; -1 where the files are the same.
    names, train : Names
    """

    rows: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    others: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    bits: NDArray[np.int64] = field(default_factory=lambda: np.zeros(0, dtype=np.int64))
    names: Names = ()
    train: Names = ()

    def words(self, row: int) -> str:
        """Say of an image which one of train it is."""
        name, other = self.names[row], self.original(row)
        bits = int(self.bits[self._place(row)])
        return words.leak_by_content(name, other, None if bits == _SAME else bits)

    def original(self, row: int) -> str:
        """Return the name of the image of train that an image is a copy of."""
        return self.train[int(self.others[self._place(row)])]

    def _place(self, row: int) -> int:
        return int(np.searchsorted(self.rows, row))


@dataclass(frozen=True, slots=True)
class Copies:
    """What comparing the content of files found.

    Attributes
    ----------
    leaks : mapping of str to CopiesOfTrain
        For every split but train.
    problems : mapping of str to tuple of Problem
        Copies within each split, and how many files were compared.
    """

    leaks: Mapping[str, CopiesOfTrain]
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
        name: content_of(split.images, what=comparing(name), show=show)
        for name, split in dataset.splits.items()
    }
    return compare(contents, {name: split.images.name for name, split in dataset.splits.items()}, distance)


def compare(contents: Mapping[str, Content], names: Mapping[str, Names], distance: int) -> Copies:
    """Return the copies among images whose content is known.

    Parameters
    ----------
    contents : mapping of str to Content
        By split.
    names : mapping of str to Names
        Of the same images.
    distance : int
        Most bits in which the hashes of near copies differ.
    """
    train = contents.get("train")
    leaks = {
        name: _leaks(content, names[name], train, names["train"], distance)
        for name, content in contents.items()
        if train is not None and name != "train"
    }
    problems = {name: _within(content, names[name], distance) for name, content in contents.items()}
    return Copies(leaks, problems)


def check_distance(distance: object) -> None:
    """Raise `DataError` unless a distance is one that near copies may have."""
    if not isinstance(distance, int) or not 0 <= distance <= MOST_DISTANCE:
        raise DataError(f"leak_distance: a number from 0 to {MOST_DISTANCE} is wanted; got {distance!r}")


def _leaks(
    content: Content, names: Names, train: Content, train_names: Names, distance: int
) -> CopiesOfTrain:
    """Return the images that train has too: the same files, else the nearest by what they show."""
    other = np.full(len(content.digest), _SAME, dtype=np.int64)
    bits = np.full(len(content.digest), _SAME, dtype=np.int64)
    looked, known = np.flatnonzero(content.telling), np.flatnonzero(train.telling)
    near, differ = nearest(content.look[looked], train.look[known], distance)
    found = near >= 0
    other[looked[found]], bits[looked[found]] = known[near[found]], differ[found]
    read, known = np.flatnonzero(content.digest != UNREAD), np.flatnonzero(train.digest != UNREAD)
    same, _ = nearest(content.digest[read], train.digest[known], 0)
    found = same >= 0
    other[read[found]], bits[read[found]] = known[same[found]], _SAME
    rows = np.flatnonzero(other >= 0)
    return CopiesOfTrain(rows, other[rows], bits[rows], names, train_names)


def _within(content: Content, names: Names, distance: int) -> tuple[Problem, ...]:
    log, name = ProblemLog(), at_hand(names)
    read = np.flatnonzero(content.digest != UNREAD)
    log.add(
        "content-compared",
        words.compared(distance),
        count=len(read),
        images=() if name is None else map(name, read.tolist()),
    )
    unread = np.flatnonzero(content.digest == UNREAD)
    log.add_rows("content-unread", unread, lambda row: image_text(names[row]), name)
    repeated = read[repeats([content.digest[read]])]
    original = _originals(content.digest, read, names)

    def say(row: int) -> str:
        return words.same_file(names[row], original(row))

    log.add_rows("duplicate-content", repeated, say, name, name and original)
    return log.problems()


def _originals(digest: NDArray[np.uint64], read: NDArray[np.int64], names: Names) -> Callable[[int], str]:
    """Return what tells the first image that has the content of another one."""
    distinct, first = np.unique(digest[read], return_index=True)
    return lambda row: names[int(read[first[np.searchsorted(distinct, digest[row])]])]
