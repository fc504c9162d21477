"""Exact areas of masks: polygons and run lengths of a class in an image, united pixel by pixel.

Polygons are rasterised, and parts united, as pycocotools does it. What it cannot be trusted with (it
reads unchecked memory on damaged input) is refused before.
"""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import Masks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

LARGEST_SIDE = 2**16
"""Pixels; a mask with a longer side is refused."""

REACH = 4
"""A polygon may reach this many times the image's longer side beyond the image."""

Runs = dict[str, Any]
"""Run lengths as pycocotools keeps them: size [height, width] and compressed counts."""


class MaskError(ValueError):
    """A mask that cannot be rasterised; says why."""


def runs_of(segmentation: Any, height: int, width: int) -> Runs:
    """Return the run lengths of a COCO segmentation.

    Parameters
    ----------
    segmentation : list of lists of numbers, or dict with ``size`` and ``counts``
        Polygons x, y, x, y, ... in pixels, or run lengths, compressed (text) or not (list).
    height, width : int
        Size of the image in pixels; run lengths bring their own.

    Raises
    ------
    MaskError
        It is damaged, empty, or too large.
    """
    from pycocotools import mask

    if isinstance(segmentation, dict):
        size, counts = _checked_runs(segmentation)
        return mask.frPyObjects({"size": size, "counts": counts}, *size)  # type: ignore[no-any-return]
    _checked_size(height, width)
    polygons = _checked_polygons(segmentation, max(height, width))
    return mask.merge(mask.frPyObjects(polygons, height, width))  # type: ignore[no-any-return]


def union_area(parts: Sequence[Runs]) -> int:
    """Return the pixels of the union of run lengths of one size."""
    from pycocotools import mask

    return int(mask.area(parts[0] if len(parts) == 1 else mask.merge(list(parts))))


def uncompressed(text: str | bytes) -> NDArray[np.int64]:
    """Return the run lengths behind COCO's compressed text, shape (runs,).

    Six bits a character from code 48 on: five of the number, lowest first, and one that says that it goes
    on; from the fourth number on they are differences to the one before the last.

    Raises
    ------
    MaskError
        The text ends within a number or has other characters.
    """
    data = text.encode("ascii", "replace") if isinstance(text, str) else text
    codes = np.frombuffer(data, dtype=np.uint8).astype(np.int64) - 48
    if not len(codes) or codes.min() < 0 or codes.max() > 63 or codes[-1] & 32:  # noqa: PLR2004
        raise MaskError("compressed run lengths are damaged")
    ends = np.flatnonzero((codes & 32) == 0)
    starts = np.concatenate([[0], ends[:-1] + 1])
    places = np.arange(len(codes)) - np.repeat(starts, ends - starts + 1)
    if places.max() > 11:  # noqa: PLR2004  (twelve times five bits fill a number)
        raise MaskError("compressed run lengths are damaged")
    numbers = np.add.reduceat((codes & 31) << (5 * places), starts)
    negative = (codes[ends] & 16) > 0
    numbers -= np.where(negative, 1 << (5 * (places[ends] + 1)), 0)
    numbers[1::2] = np.cumsum(numbers[1::2])
    numbers[2::2] = np.cumsum(numbers[2::2])
    return numbers


def _checked_runs(segmentation: Mapping[str, Any]) -> tuple[list[int], list[int]]:
    size, counts = segmentation.get("size"), segmentation.get("counts")
    if not (isinstance(size, list) and len(size) == 2 and all(type(side) is int for side in size)):  # noqa: PLR2004
        raise MaskError("run lengths need a size [height, width]")
    _checked_size(*size)
    if isinstance(counts, str | bytes):
        counts = uncompressed(counts).tolist()
    if not isinstance(counts, list) or not all(type(count) is int and count >= 0 for count in counts):
        raise MaskError("run lengths that are whole numbers, none negative, are wanted")
    if sum(counts) != size[0] * size[1]:
        raise MaskError(f"run lengths add up to {sum(counts)}, not to {size[0]} x {size[1]}")
    return size, counts


def _checked_size(height: int, width: int) -> None:
    if not (0 < height <= LARGEST_SIDE and 0 < width <= LARGEST_SIDE):
        raise MaskError(f"a mask of {width} x {height} pixels; 1 to {LARGEST_SIDE} a side are wanted")


def _checked_polygons(segmentation: Any, longer: int) -> list[list[float]]:
    if not isinstance(segmentation, list) or not segmentation:
        raise MaskError("polygons or run lengths are wanted; there is no mask")
    for polygon in segmentation:
        if not isinstance(polygon, list) or len(polygon) < 6 or len(polygon) % 2:  # noqa: PLR2004
            raise MaskError("a polygon of three points or more, x and y each, is wanted")
        if not all(isinstance(number, int | float) and isfinite(number) for number in polygon):
            raise MaskError("a polygon has a value that is no number")
        if max(map(abs, polygon)) > (REACH + 1) * longer:
            raise MaskError("a polygon reaches far beyond its image")
    return segmentation


class MaskUnions:
    """Collects the parts of every class in every image; `masks` unites them."""

    def __init__(self) -> None:
        self._parts: dict[tuple[int, int], list[Runs]] = {}

    def __len__(self) -> int:
        return len(self._parts)

    def add(self, image: int, label: int, runs: Runs) -> None:
        """Add a part.

        Raises
        ------
        MaskError
            Its size differs from that of an earlier part of the same class and image.
        """
        parts = self._parts.setdefault((image, label), [])
        if parts and parts[0]["size"] != runs["size"]:
            raise MaskError("its size differs from that of the other parts of the class")
        parts.append(runs)

    def masks(self, areas: Sequence[int]) -> Masks:
        """Return one row an image and class, in the order first met.

        Parameters
        ----------
        areas : sequence of int
            Area of every union, as `union_area` gives it for `parts`.
        """
        places = np.array(list(self._parts), dtype=np.int64).reshape(-1, 2)
        sizes = np.array([part[0]["size"] for part in self._parts.values()], dtype=np.int64).reshape(-1, 2)
        label = places[:, 1].astype(np.int32)
        return Masks(places[:, 0], label, np.array(areas, dtype=np.int64), sizes.prod(axis=1))

    def parts(self) -> list[list[Runs]]:
        """Return the parts of every image and class, in the order first met."""
        return list(self._parts.values())
