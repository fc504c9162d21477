"""A split in portions of whole images: counting a large one takes no more memory than a small one."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.parting import one_part
from insight_widgets.stats.duplicates import repeated_records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from insight_widgets.columns import Boxes, Split

PORTION = 2**20
"""Boxes of a portion, if all images have alike many."""


def portions(split: Split) -> Iterator[Split]:
    """Pass a split in portions, each of some images with all their boxes.

    What was found while reading, and boxes that name no image, are in the first.

    Parameters
    ----------
    split : Split
        One that has boxes and no masks, or not many boxes, is passed as it is.
    """
    if split.boxes is None or split.masks is not None or len(split.boxes) <= PORTION:
        yield split
        return
    images = np.arange(len(split.images))
    number = min(-(-len(split.boxes) // PORTION), max(len(images), 1))
    told = replace(split, boxes=_with_repeated_ids(split.boxes))
    for start, end in pairwise(np.linspace(0, len(images), number + 1).astype(int).tolist()):
        yield one_part(told, (images >= start) & (images < end), first=start == 0)


def _with_repeated_ids(boxes: Boxes) -> Boxes:
    """Return boxes that know whether their id stands at an earlier one, also of another portion."""
    if boxes.record is None or not boxes.unique_records:
        return boxes
    return replace(boxes, repeated=repeated_records(boxes.record))
