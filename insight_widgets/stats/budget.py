"""Spending a budget of images where it lifts most classes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.stats.balance import cutoff_of, plan_target

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

Integers = np.ndarray[tuple[int], np.dtype[np.int64]]


def images_for(labels: Integers, counts: Integers, image_labels: Integers) -> Integers:
    """Return in how many images some labels come, rounded up.

    That is labels over the mean number of labels in an image that has the class. A class
    without any label is taken to have one an image.

    Parameters
    ----------
    labels, counts, image_labels : ndarray of int64, shape (K,)
        Labels wanted, labels there are, and images that these are in.
    """
    known = counts > 0
    return -(-labels * np.where(known, image_labels, 1) // np.where(known, counts, 1))


class Ascent:
    """The additions of every budget, one after the other: each has all that a smaller one has.

    Classes under the cutoff are lifted in turn, first the one that takes fewest images to the cutoff as it
    is now (ties in class-list order). What was lifted, and what was well represented before, is kept at the
    cutoff as it moves. Its end is the plan for all classes.

    Parameters
    ----------
    counts, image_labels : ndarray of int64, shape (K,)
    ratio : Fraction
        Cutoff as a share of the mean count.
    """

    def __init__(self, counts: Integers, image_labels: Integers, ratio: Fraction) -> None:
        self._counts, self._image_labels, self._ratio = counts, image_labels, ratio
        cutoff = cutoff_of(int(counts.sum()), len(counts), ratio)
        missing = images_for(np.maximum(cutoff - counts, 0), counts, image_labels)
        short = np.flatnonzero(counts < cutoff)
        self._order = short[np.argsort(missing[short], kind="stable")]

    def within(self, budget: int) -> Integers:
        """Return the additions, in labels, that a budget of images allows; shape (K,)."""
        lifted = _last(len(self._order), lambda number: self._cost(number, 0) <= budget)
        if lifted == len(self._order):
            return self._additions(lifted, 0)
        wanted = int(self._additions(lifted + 1, 0)[self._order[lifted]])
        return self._additions(lifted, _last(wanted, lambda extra: self._cost(lifted, extra) <= budget))

    def _additions(self, lifted: int, extra: int) -> Integers:
        """Return the additions that lift so many classes and add some labels to the next one."""
        counts = self._counts.copy()
        rest = self._order[lifted:]
        if extra:
            counts[rest[0]] += extra
        kept = np.ones(len(counts), dtype=np.bool_)
        kept[rest] = False
        level = plan_target(counts, self._ratio, kept)
        return np.where(kept, np.maximum(counts, level), counts) - self._counts

    def _cost(self, lifted: int, extra: int) -> int:
        added = self._additions(lifted, extra)
        return int(images_for(added, self._counts, self._image_labels).sum())


def _last(most: int, holds: Callable[[int], bool]) -> int:
    """Return the largest number up to `most` that something holds for; it holds for 0 and all between."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if holds(middle):
            low = middle
        else:
            high = middle - 1
    return low
