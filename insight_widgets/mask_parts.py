"""Polygons and run lengths as pycocotools rasterises them, damaged ones refused.

pycocotools reads unchecked memory on damaged input, so what it cannot be trusted with never reaches it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

LARGEST_MASK = 2**31 - 1
"""Pixels; a larger mask is refused."""

LARGEST_SIDE = 2**20
"""Pixels; a mask with a longer side is refused."""

LONGEST_OUTLINE = 2**22
"""Pixels; a polygon whose outline is longer is refused (every step of it takes memory)."""

REACH = 4
"""A polygon may reach this many times the image's longer side beyond the image."""

Runs = dict[str, Any]
"""Run lengths as pycocotools keeps them: size [height, width] and compressed counts."""


class MaskError(ValueError):
    """A mask that cannot be rasterised; says why."""


def parts_of(segmentation: Any, height: int, width: int) -> list[Runs]:
    """Return the parts of a COCO segmentation.

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
    if isinstance(segmentation, dict):
        return [_runs(segmentation)]
    from pycocotools import mask

    if not isinstance(segmentation, list) or not segmentation:
        raise MaskError("polygons or run lengths are wanted; there is no mask")
    _check_size(height, width)
    polygons = [_polygon(polygon, max(height, width)) for polygon in segmentation]
    return mask.frPyObjects(polygons, height, width)  # type: ignore[no-any-return]


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


def _runs(segmentation: Mapping[str, Any]) -> Runs:
    from pycocotools import mask

    size, counts = segmentation.get("size"), segmentation.get("counts")
    if not (isinstance(size, list) and len(size) == 2 and all(type(side) is int for side in size)):  # noqa: PLR2004
        raise MaskError("run lengths need a size [height, width]")
    _check_size(*size)
    if isinstance(counts, str):
        _check_counts(uncompressed(counts).tolist(), size)
        return {"size": size, "counts": counts.encode()}
    _check_counts(counts, size)
    return mask.frPyObjects({"size": size, "counts": counts}, *size)  # type: ignore[no-any-return]


def _check_counts(counts: Any, size: list[int]) -> None:
    if not isinstance(counts, list) or not all(type(count) is int and count >= 0 for count in counts):
        raise MaskError("run lengths that are whole numbers, none negative, are wanted")
    if sum(counts) != size[0] * size[1]:
        raise MaskError(f"run lengths add up to {sum(counts)}, not to {size[0]} x {size[1]}")


def _check_size(height: int, width: int) -> None:
    if not height or not width:
        raise MaskError("the size of its image is not known")
    if not (0 < height <= LARGEST_SIDE and 0 < width <= LARGEST_SIDE and height * width <= LARGEST_MASK):
        raise MaskError(f"a mask of {width} x {height} pixels is refused")


def _polygon(polygon: Any, longer: int) -> NDArray[np.float64]:
    """Return a polygon's x, y, x, y, ... if it can be drawn in an image of a longer side."""
    if not isinstance(polygon, list) or len(polygon) < 6 or len(polygon) % 2:  # noqa: PLR2004
        raise MaskError("a polygon of three points or more, x and y each, is wanted")
    try:
        flat = np.array(polygon, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        flat = np.empty(0)
    if flat.shape != (len(polygon),) or not np.isfinite(flat).all():
        raise MaskError("a polygon has a value that is no number")
    reach = np.abs(flat).max()
    if reach > (REACH + 1) * longer:
        raise MaskError("a polygon reaches far beyond its image")
    if (
        reach * len(flat) > LONGEST_OUTLINE
        and np.abs(np.diff(flat.reshape(-1, 2), axis=0)).sum() > LONGEST_OUTLINE
    ):
        raise MaskError("the outline of a polygon is too long")
    return flat
