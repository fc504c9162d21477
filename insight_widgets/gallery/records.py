"""The records of a split with what can be picked of them, one row each: labels, boxes, masks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.stats.bins import mask_area_index
from insight_widgets.stats.box_axes import BOX_AXES
from insight_widgets.stats.check import COUNTED_CODES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from insight_widgets.columns import Boxes, Labels, Masks
    from insight_widgets.stats.geometry import BoxGeometry

NOTHING = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a split: its labels, boxes, or masks of a class in an image, one row each.

    Attributes
    ----------
    image : ndarray of int, shape (n,)
        Row of the image, or -1.
    label : ndarray of int, shape (n,)
        Class, or -1.
    counts : ndarray of bool, shape (n,)
        Whether the row counts.
    bins : mapping of str to ndarray of uint8, shape (n,)
        Bin of the row by statistic: those of `stats.box_axes`, and ``mask_area``.
    area, ratio : ndarray of float32, shape (n,), or None
        Percent of the image, and width / height; NaN where it is not known.
    """

    image: NDArray[np.integer]
    label: NDArray[np.integer]
    counts: NDArray[np.bool_]
    bins: Mapping[str, NDArray[np.uint8]] = field(default_factory=dict)
    area: NDArray[np.float32] | None = None
    ratio: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.image)


@dataclass(slots=True)
class BoxMeasures:
    """Area and ratio of boxes, gathered portion by portion in narrow columns."""

    length: int
    columns: dict[str, NDArray[Any]] = field(default_factory=dict)

    def add(self, rows: NDArray[np.int64] | slice, geometry: BoxGeometry) -> None:
        """Take the measures of the boxes of some rows."""
        with np.errstate(invalid="ignore", over="ignore", divide="ignore"):  # of boxes that do not count
            area = np.where(geometry.area_known, geometry.area_percent(), np.nan).astype(np.float32)
            ratio = np.where(geometry.ratio_known, geometry.ratio(), np.nan).astype(np.float32)
            bins = {axis.id: axis.index(geometry) for axis in BOX_AXES}
        for name, places in bins.items():
            self._put(name, rows, places.astype(np.uint8))
        self._put("area", rows, area)
        self._put("ratio", rows, ratio)

    def _put(self, name: str, rows: NDArray[np.int64] | slice, values: NDArray[Any]) -> None:
        self.columns.setdefault(name, np.zeros(self.length, dtype=values.dtype))[rows] = values

    def column(self, name: str, kind: type[Any]) -> NDArray[Any]:
        """Return a column of all rows."""
        return self.columns.get(name, np.zeros(self.length, dtype=kind))


def box_records(
    boxes: Boxes | None, measures: BoxMeasures, codes: Mapping[str, NDArray[np.int64]]
) -> Records:
    """Return boxes with their measures; those under a code that excludes do not count."""
    if boxes is None:
        return _no_records()
    return Records(
        boxes.image,
        boxes.label,
        _counting(len(boxes), codes),
        {axis.id: measures.column(axis.id, np.uint8) for axis in BOX_AXES},
        measures.column("area", np.float32),
        measures.column("ratio", np.float32),
    )


def label_records(labels: Labels | None, codes: Mapping[str, NDArray[np.int64]]) -> Records:
    """Return labels; those under a code that excludes do not count."""
    if labels is None:
        return _no_records()
    return Records(labels.image, labels.label, _counting(len(labels), codes))


def mask_records(masks: Masks | None) -> Records:
    """Return masks of a class in an image; those whose area is not known are in bin 0, as no mask is."""
    if masks is None:
        return _no_records()
    filled = masks.pixels > 0
    sized = filled & (masks.total > 0)
    bins = np.zeros(len(masks), dtype=np.uint8)
    bins[sized] = mask_area_index(masks.pixels[sized], masks.total[sized])
    area = np.full(len(masks), np.nan, dtype=np.float32)
    area[sized] = masks.pixels[sized] * 100 / masks.total[sized]
    return Records(masks.image, masks.label, filled, {"mask_area": bins}, area)


def _no_records() -> Records:
    empty = np.zeros(0, dtype=np.uint8)
    bins = dict.fromkeys((*(axis.id for axis in BOX_AXES), "mask_area"), empty)
    numbers = empty.astype(np.float32)
    return Records(NOTHING, NOTHING, NOTHING.astype(np.bool_), bins, numbers, numbers)


def _counting(length: int, codes: Mapping[str, NDArray[np.int64]]) -> NDArray[np.bool_]:
    counts = np.ones(length, dtype=np.bool_)
    for code, rows in codes.items():
        if code not in COUNTED_CODES:
            counts[rows] = False
    return counts
