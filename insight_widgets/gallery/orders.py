"""In what order the matching images are shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from insight_widgets.dataset import Task
    from insight_widgets.gallery.index import SplitIndex
    from insight_widgets.gallery.matching import Matches

FIRST, RANDOM = "first", "random"
LARGEST, SMALLEST, CROWDED = "largest", "smallest", "most crowded"
TYPICAL, ODD = "most typical", "most odd"

_OF_AREAS = (LARGEST, SMALLEST, CROWDED, RANDOM, TYPICAL, ODD)
_ORDERS: dict[str, tuple[str, ...]] = {"detection": _OF_AREAS, "segmentation": _OF_AREAS}


def orders_of(task: Task) -> tuple[str, ...]:
    """Return the orders that a task has, the usual one first."""
    return _ORDERS.get(task, (FIRST, RANDOM))


def ordered(index: SplitIndex, matches: Matches, order: str, seed: int) -> NDArray[np.int64]:
    """Return the matching images in an order, shape (m,); images alike stay in the data set's order.

    Parameters
    ----------
    index : SplitIndex
    matches : Matches
    order : str
        One of `orders_of`. Images are compared by their matching records: the largest (smallest) of them,
        how many they are, or how far they are from what is usual in their class (the farthest of them makes
        an image odd, their mean makes it typical).
    seed : int
        Of the random order.
    """
    images = matches.images
    if order == FIRST:
        return images
    if order == RANDOM:
        return np.random.default_rng(seed).permutation(images)
    return images[np.argsort(_KEYS[order](index, matches)[images], kind="stable")]


def _by_area(index: SplitIndex, matches: Matches, *, smallest: bool) -> NDArray[np.float64]:
    sign = 1.0 if smallest else -1.0
    areas = index.records.area
    if areas is None:
        return np.zeros(index.images)
    return _least(index, matches, sign * areas[matches.rows].astype(np.float64))


def _least(index: SplitIndex, matches: Matches, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the least known value of every image; infinite where there is none."""
    key = np.full(index.images, np.inf)
    np.fmin.at(key, index.records.image[matches.rows], values)
    return key


def _by_number(index: SplitIndex, matches: Matches) -> NDArray[np.float64]:
    return -_number(index, matches).astype(np.float64)


def _number(index: SplitIndex, matches: Matches) -> NDArray[np.int64]:
    return np.bincount(index.records.image[matches.rows], minlength=index.images)


def _by_oddness(index: SplitIndex, matches: Matches) -> NDArray[np.float64]:
    return _least(index, matches, -index.deviations()[matches.rows].astype(np.float64))


def _by_typicality(index: SplitIndex, matches: Matches) -> NDArray[np.float64]:
    """Return the mean deviation of the matching records of every image; infinite where none is known."""
    values = index.deviations()[matches.rows].astype(np.float64)
    image, known = index.records.image[matches.rows], np.isfinite(values)
    sums = np.bincount(image[known], values[known], minlength=index.images)
    numbers = np.bincount(image[known], minlength=index.images)
    return np.where(numbers > 0, sums / np.maximum(numbers, 1), np.inf)


_KEYS: dict[str, Callable[[SplitIndex, Matches], NDArray[np.float64]]] = {
    LARGEST: lambda index, matches: _by_area(index, matches, smallest=False),
    SMALLEST: lambda index, matches: _by_area(index, matches, smallest=True),
    CROWDED: _by_number,
    TYPICAL: _by_typicality,
    ODD: _by_oddness,
}
