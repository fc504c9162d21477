"""Counts of one class list as counts of another one that holds all of its classes."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.stats.sparse import SparseCounts
from insight_widgets.stats.spread import Spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.stats.counts import Counts, MaskCounts

CLASS_AXES: dict[str, tuple[int, ...]] = {"together": (0, 1)}
"""Axes of a table that are classes, by the name of its field; of all others it is the first."""


def relabelled(counts: Counts, old: Sequence[str], new: Sequence[str]) -> Counts:
    """Return counts by classes as counts by the classes of another list.

    Parameters
    ----------
    counts : Counts
    old, new : sequence of str
        The class list of `counts`, and one that holds all of it.
    """
    if tuple(old) == tuple(new):
        return counts
    places = {name: place for place, name in enumerate(new)}
    lookup = np.array([*(places[name] for name in old), len(new)], dtype=np.int64)  # the row of any class
    moved: Counts = _moved(counts, lookup, len(new))
    if moved.masks is None:
        return moved
    return replace(moved, masks=_with_empty_masks(moved.masks, counts.images, lookup[:-1], len(new)))


def _moved(value: Any, lookup: NDArray[np.int64], size: int, name: str = "") -> Any:
    if isinstance(value, SparseCounts):
        return _moved_table(value, CLASS_AXES.get(name, (0,)), lookup, size)
    if isinstance(value, Spread):
        return _moved_spread(value, lookup, size)
    if isinstance(value, np.ndarray):
        vector = np.zeros(size, dtype=value.dtype)
        vector[lookup[: len(value)]] = value
        return vector
    if is_dataclass(value) and not isinstance(value, type):
        moved = {f.name: _moved(getattr(value, f.name), lookup, size, f.name) for f in fields(value)}
        return replace(value, **moved)
    return value


def _moved_table(
    table: SparseCounts, axes: tuple[int, ...], lookup: NDArray[np.int64], size: int
) -> SparseCounts:
    """Move the classes of a table; an axis that is one longer than the list has a row for any class."""
    places = list(np.unravel_index(table.index, table.shape))
    shape = list(table.shape)
    for axis in axes:
        shape[axis] = size + shape[axis] - (len(lookup) - 1)
        places[axis] = lookup[places[axis]]
    index = np.ravel_multi_index(places, shape).astype(np.int64)
    order = np.argsort(index)
    return SparseCounts(tuple(shape), index[order], table.count[order])


def _moved_spread(spread: Spread, lookup: NDArray[np.int64], size: int) -> Spread:
    groups = len(spread.count)
    length = size + groups - (len(lookup) - 1)
    empty = Spread.of(np.zeros(0), np.zeros(0, dtype=np.int64), length)
    for name in ("count", "mean", "squares", "low", "high"):
        getattr(empty, name)[lookup[:groups]] = getattr(spread, name)
    return replace(empty, histogram=_moved_table(spread.histogram, (0,), lookup, size))


def _with_empty_masks(masks: MaskCounts, images: int, known: NDArray[np.int64], size: int) -> MaskCounts:
    """Count all images as ones without a mask of the classes that are new."""
    fresh = np.setdiff1d(np.arange(size), known)
    shape = masks.masks.shape
    empty = SparseCounts(shape, fresh * shape[1], np.full(len(fresh), images))
    return replace(masks, masks=masks.masks + empty.nonzero())
