"""Which rows and images of a split are picked, counted as the charts count them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.stats.bins import BOXES_PER_IMAGE, MASK_AREA
from insight_widgets.stats.box_axes import BOX_AXES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from insight_widgets.dataset import Task
    from insight_widgets.gallery.index import SplitIndex

_BINS = {
    **{axis.id: axis.bins for axis in BOX_AXES},
    "boxes_per_image": BOXES_PER_IMAGE,
    "mask_area": MASK_AREA,
}
_PLACES = 256


@dataclass(frozen=True, slots=True)
class Matches:
    """What of a split is picked.

    Attributes
    ----------
    images : ndarray of int64, shape (m,)
        Rows of the matching images, ascending.
    rows : ndarray of int64, shape (n,)
        Rows of the matching records (labels, boxes, masks of a class in an image), ascending.
    units : int
        How many there are; more than `rows` where a code concerns records that masks were made of.
    """

    images: NDArray[np.int64]
    rows: NDArray[np.int64]
    units: int


def matches(index: SplitIndex, picked: Mapping[str, Any], classes: Sequence[str], task: Task) -> Matches:
    """Return what of a split is picked.

    Parameters
    ----------
    index : SplitIndex
    picked : mapping
        See `insight_widgets.picking`; of its split nothing is taken.
    classes : sequence of str
    task : Task
    """
    code = picked.get("problem")
    if code not in index.image_codes:
        return _of_records(index, picked, classes, task)
    by_image = _of_image_code(index, picked, classes, task)
    if code not in index.codes:
        return by_image
    by_record = _of_records(index, picked, classes, task)
    images = np.union1d(by_image.images, by_record.images)
    return Matches(images, by_record.rows, by_image.units + by_record.units)


def _of_records(index: SplitIndex, picked: Mapping[str, Any], classes: Sequence[str], task: Task) -> Matches:
    """Return the records that are picked, and their images."""
    code = picked.get("problem")
    kept = _kept(index, code)
    sets = picked["bins"]
    label = _flags([classes.index(name) for name in picked["classes"]], max(len(classes), 1))
    if label is not None:
        kept &= label[index.records.label]
    for statistic, column in index.records.bins.items():
        flags = _bin_flags(sets, statistic)
        if flags is not None:
            kept &= flags[column]
    if task == "segmentation":
        kept &= index.records.bins["mask_area"] > 0
    crowded = _bin_flags(sets, "boxes_per_image")
    if crowded is not None and index.crowding is not None:
        kept &= crowded[index.crowding][index.records.image]
    rows = np.flatnonzero(kept)
    return Matches(_images(index, picked, rows, classes), rows, len(rows))


def _kept(index: SplitIndex, code: str | None) -> NDArray[np.bool_]:
    """Return which records there are to choose from: those that count, or those under a code."""
    if code is None:
        return index.records.counts.copy()
    kept = np.zeros(len(index.records), dtype=np.bool_)
    if code not in index.codes:
        return kept
    rows = index.codes[code]
    kept[rows[index.records.image[rows] >= 0]] = True
    return kept


def _of_image_code(
    index: SplitIndex, picked: Mapping[str, Any], classes: Sequence[str], task: Task
) -> Matches:
    """Return the images that a code concerns, among those that are picked besides."""
    found = index.image_codes[picked["problem"]]
    others = {key: value for key, value in picked.items() if key != "problem"}
    rest = matches(index, others, classes, task)
    images = np.intersect1d(found, rest.images)
    rows = rest.rows[_among(index.records.image[rest.rows], images, index.images)]
    units = int(_among(found, images, index.images).sum())
    return Matches(images, rows, units)


def _among(image: NDArray[np.integer], images: NDArray[np.int64], length: int) -> NDArray[np.bool_]:
    flags = np.zeros(length, dtype=np.bool_)
    flags[images] = True
    among: NDArray[np.bool_] = flags[image]
    return among


def _images(
    index: SplitIndex, picked: Mapping[str, Any], rows: NDArray[np.int64], classes: Sequence[str]
) -> NDArray[np.int64]:
    """Return the images behind the rows; where no row is asked for, images without one, too."""
    sets = picked["bins"]
    if "problem" in picked or picked["classes"] or set(sets) - {"boxes_per_image"}:
        hit = np.zeros(index.images, dtype=np.bool_)
        hit[index.records.image[rows]] = True
        if MASK_AREA.names[0] in sets.get("mask_area", ()):
            hit |= _without_mask(index, picked["classes"] or classes, classes)
        return np.flatnonzero(hit)
    crowded = _bin_flags(sets, "boxes_per_image")
    if crowded is None or index.crowding is None:
        return np.arange(index.images)
    return np.flatnonzero(crowded[index.crowding])


def _without_mask(index: SplitIndex, asked: Sequence[str], classes: Sequence[str]) -> NDArray[np.bool_]:
    """Return which images lack a mask of one of some classes: the first bin of mask areas."""
    records = index.records
    label = _flags([classes.index(name) for name in asked], max(len(classes), 1))
    rows = records.counts if label is None else records.counts & label[records.label]
    masks = np.bincount(records.image[rows], minlength=index.images)
    lacks: NDArray[np.bool_] = masks < len(asked)
    return lacks


def _flags(places: Sequence[int], length: int) -> NDArray[np.bool_] | None:
    """Return a table that is true at some places (and at no place for -1); None for no places."""
    if not places:
        return None
    flags = np.zeros(length + 1, dtype=np.bool_)  # the last place is that of -1
    flags[list(places)] = True
    return flags


def _bin_flags(sets: Mapping[str, Sequence[str]], statistic: str) -> NDArray[np.bool_] | None:
    names = sets.get(statistic, ())
    return _flags([_BINS[statistic].names.index(name) for name in names], _PLACES)
