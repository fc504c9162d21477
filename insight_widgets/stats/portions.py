"""A split in portions of whole images: counting a large one takes no more memory than a small one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from insight_widgets.columns import UNKNOWN, take_rows, words_among
from insight_widgets.stats.duplicates import repeated_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from insight_widgets.columns import Boxes, Split

PORTION = 2**18
"""Boxes of a portion, if all images have alike many."""

_PIECE = 2**22


class Portion(NamedTuple):
    """A part of a split.

    Attributes
    ----------
    split : Split
        Some images with all their boxes.
    first : int
        The first of its images.
    rows : ndarray of int64 or slice
        Which boxes of the whole it has.
    """

    split: Split
    first: int
    rows: NDArray[np.int64] | slice


def portions(split: Split) -> Iterator[Split]:
    """Pass a split in portions, each of some images with all their boxes.

    What was found while reading, and boxes that name no image, are in the first.

    Parameters
    ----------
    split : Split
        One that has boxes and no masks, or not many boxes, is passed as it is.
    """
    return (portion.split for portion in placed_portions(split))


def placed_portions(split: Split) -> Iterator[Portion]:
    """Pass a split in portions, as `portions` does, and where in it each of them stands."""
    if split.boxes is None:
        yield Portion(split, 0, slice(None))
        return
    if split.masks is not None or len(split.boxes) <= PORTION:
        yield Portion(replace(split, boxes=split.boxes.plain()), 0, slice(None))
        return
    boxes = _with_repeated_ids(split.boxes)
    number = min(-(-len(boxes) // PORTION), max(len(split.images), 1))
    edges = np.linspace(0, len(split.images), number + 1).astype(int).tolist()
    for start, end in pairwise(edges):
        rows = _rows_between(boxes.image, start or UNKNOWN, end)
        inside = take_rows(boxes, rows).plain()
        part = replace(
            split,
            images=take_rows(split.images, slice(start, end)),
            boxes=replace(inside, image=np.where(inside.image < 0, UNKNOWN, inside.image - start)),
            unresolved=words_among(rows, split.unresolved),
            problems=() if start else split.problems,
        )
        yield Portion(part, start, rows)


def _rows_between(image: NDArray[np.integer], low: int, high: int) -> NDArray[np.int64]:
    """Return the rows of boxes of the images from one up to another one; a piece is looked at at a time."""
    found = [
        start + np.flatnonzero((piece >= low) & (piece < high))
        for start in range(0, len(image), _PIECE)
        for piece in [image[start : start + _PIECE]]
    ]
    return np.concatenate(found)


def _with_repeated_ids(boxes: Boxes) -> Boxes:
    """Return boxes that know whether their id stands at an earlier one, also of another portion."""
    if boxes.record is None or not boxes.unique_records:
        return boxes
    repeated = repeated_records(boxes.record)
    return replace(boxes, repeated=repeated) if repeated.any() else replace(boxes, unique_records=False)
