"""What a split is to keep the share of: images, classes, bins of area; counted for every group of images."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from insight_widgets.stats.bins import BOX_AREA, MASK_AREA, mask_area_index
from insight_widgets.stats.check import check
from insight_widgets.stats.geometry import BoxGeometry
from insight_widgets.texts.resplit import IMAGES_WITH_AREA, IMAGES_WITH_CLASS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Task

Integers = np.ndarray[tuple[int], np.dtype[np.int64]]
IMAGES = "images"
CLASS, AREA = "class", "area"
IMAGES_OF = {CLASS: IMAGES_WITH_CLASS, AREA: IMAGES_WITH_AREA}
"""Boxes of an image are like each other: a share of boxes alone could come from a few crowded images."""


class Trait(NamedTuple):
    """One thing that is counted: all images, a class, or a bin of area."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Traits:
    """Counts of T traits in G groups, those that are not zero, by group.

    Attributes
    ----------
    traits : tuple of Trait, T
        The first is the number of images.
    group, trait : ndarray of int64, shape (cells,)
        Ascending by group.
    count : ndarray of float64, shape (cells,)
    groups : int
    """

    traits: tuple[Trait, ...]
    group: Integers
    trait: Integers
    count: NDArray[np.float64]
    groups: int

    def of(self, chosen: NDArray[np.bool_]) -> NDArray[np.float64]:
        """Return the counts in some groups together, shape (T,)."""
        own = chosen[self.group]
        return np.bincount(self.trait[own], self.count[own], len(self.traits)).astype(np.float64)

    def starts(self) -> Integers:
        """Return where the cells of each group start, and where the last ends; shape (G + 1,)."""
        return np.searchsorted(self.group, np.arange(self.groups + 1))


def traits_of(split: Split, task: Task, classes: tuple[str, ...], group: Integers, groups: int) -> Traits:
    """Count what counts of a split by group.

    Parameters
    ----------
    split : Split
    task : Task
    classes : tuple of str
    group : ndarray of int64, shape (images,)
        Group of each image, 0 to `groups` - 1.
    groups : int
    """
    kept = check(split, task, classes).split
    names = [Trait(IMAGES, IMAGES), *(Trait(CLASS, name) for name in classes)]
    names += [Trait(AREA, name) for name in _AREAS.get(task, ())]
    if task == "detection":
        names += [Trait(IMAGES_OF[kind], name) for kind, name in names if kind in IMAGES_OF]
    image, trait = (np.concatenate(parts) for parts in zip(*_rows(kept, task, len(classes)), strict=True))
    cells, count = np.unique(group[image] * len(names) + trait, return_counts=True)
    at, of = np.divmod(cells, len(names))
    return Traits(tuple(names), at, of, count.astype(np.float64), groups)


def _once(image: Integers, trait: Integers) -> tuple[Integers, Integers]:
    """Return each pair of image and trait once."""
    width = int(trait.max(initial=0)) + 1
    return np.divmod(np.unique(image * width + trait), width)


_AREAS = {"detection": BOX_AREA.names, "segmentation": MASK_AREA.names[1:]}


def _rows(split: Split, task: Task, classes: int) -> Iterator[tuple[Integers, Integers]]:
    """Pass an image and a trait for each thing that is counted."""
    images = np.arange(len(split.images))
    yield images, np.zeros(len(images), dtype=np.int64)
    first_area = 1 + classes
    if task == "detection" and split.boxes is not None:
        boxes = split.boxes.plain()
        area = BoxGeometry(boxes, split.images).area_bins()
        known = area < len(BOX_AREA)
        label, bins = boxes.label.astype(np.int64) + 1, area[known].astype(np.int64) + first_area
        yield boxes.image, label
        yield boxes.image[known], bins
        behind = classes + len(BOX_AREA)
        yield _once(boxes.image, label + behind)
        yield _once(boxes.image[known], bins + behind)
    elif task == "segmentation" and split.masks is not None:
        masks, filled = split.masks, split.masks.pixels > 0
        sized = filled & (masks.total > 0)
        yield masks.image[filled], masks.label[filled].astype(np.int64) + 1
        yield masks.image[sized], mask_area_index(masks.pixels[sized], masks.total[sized]) - 1 + first_area
    elif split.labels is not None:
        yield split.labels.image, split.labels.label.astype(np.int64) + 1
