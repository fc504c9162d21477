"""The shapes of CVAT: what area each of them covers."""

from __future__ import annotations

from dataclasses import dataclass
from math import cos, isfinite, radians, sin
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.mask_parts import LARGEST_SIDE, MaskError, parts_of
from insight_widgets.mask_patch import patch_parts
from insight_widgets.readers._area import Area
from insight_widgets.readers._json_values import as_number
from insight_widgets.round_shapes import ellipse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from xml.etree.ElementTree import Element

    from numpy.typing import NDArray

    from insight_widgets.mask_parts import Runs
    from insight_widgets.shape_points import Point

WITHOUT_AREA = frozenset({"points", "polyline"})
POLYGONS = frozenset({"polygon", "mask"})

LARGEST_PATCH = 2**27
"""Pixels of a mask; a larger one is refused."""

_CORNERS = tuple(f"{corner}{face}" for face in (1, 2) for corner in ("tl", "bl", "tr", "br"))
_NAN = float("nan")


def area_of(shape: Element) -> Area | None:
    """Return what a shape covers; None for one that is not known.

    A turned box counts as it is written, before it is turned: its sides are those of the object. Its mask is
    turned. A cuboid covers the rectangle around its corners, a skeleton that around its points.
    """
    find = _AREAS.get(shape.tag)
    return None if find is None else find(shape)


def _box(shape: Element) -> Area:
    left, top, right, bottom = _numbers(shape, "xtl", "ytl", "xbr", "ybr")
    corners = (left, top), (right, bottom)
    turned = _angle(shape)
    return Area(corners, outline=False, drawing=TurnedBox(*corners, turned) if turned else None)


def _polygon(shape: Element) -> Area:
    return Area(_points(shape), outline=True)


def _ellipse(shape: Element) -> Area:
    x, y, x_radius, y_radius = _numbers(shape, "cx", "cy", "rx", "ry")
    return Area(ellipse(x, y, x_radius, y_radius, _angle(shape)), outline=True)


def _cuboid(shape: Element) -> Area:
    x, y = (_numbers(shape, *(f"{axis}{corner}" for corner in _CORNERS)) for axis in "xy")
    return Area(_around(list(zip(x, y, strict=True))), outline=False)


def _skeleton(shape: Element) -> Area:
    seen = [points for points in shape.iter("points") if points.get("outside") != "1"]
    return Area(_around([point for points in seen for point in _points(points)]), outline=False)


def _mask(shape: Element) -> Area:
    left, top, width, height = _numbers(shape, "left", "top", "width", "height")
    box = (left, top), (left + width, top + height)
    return Area(box, outline=False, drawing=RunMask(shape.get("rle", ""), left, top, width, height))


_AREAS: dict[str, Callable[[Element], Area]] = {
    "box": _box,
    "polygon": _polygon,
    "ellipse": _ellipse,
    "cuboid": _cuboid,
    "skeleton": _skeleton,
    "mask": _mask,
}


@dataclass(frozen=True, slots=True)
class TurnedBox:
    """The mask of a box that is turned around its centre by an angle in radians, clockwise as it is seen."""

    low: Point
    high: Point
    angle: float

    def parts(self, height: int, width: int) -> list[Runs]:
        """Return the parts of the mask in an image of a size in pixels.

        Raises
        ------
        MaskError
            It cannot be drawn.
        """
        return parts_of([self._corners()], height, width)

    def _corners(self) -> list[float]:
        (left, top), (right, bottom) = self.low, self.high
        x, y, u, v = (left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2
        cosine, sine = cos(self.angle), sin(self.angle)
        corners = ((-u, -v), (u, -v), (u, v), (-u, v))
        return [at for p, q in corners for at in (x + cosine * p - sine * q, y + sine * p + cosine * q)]


@dataclass(frozen=True, slots=True)
class RunMask:
    """A mask as run lengths along the rows of a box, the first of them outside of the mask."""

    runs: str
    left: float
    top: float
    width: float
    height: float

    def parts(self, height: int, width: int) -> list[Runs]:
        """Return the parts of the mask in an image of a size in pixels.

        Raises
        ------
        MaskError
            It is damaged, or too large.
        """
        place = np.array([self.left, self.top, self.width, self.height])
        if not (np.abs(place) <= LARGEST_SIDE).all() or (place % 1).any():
            raise MaskError("left, top, width and height of the mask as whole numbers are wanted")
        left, top, columns, rows = place.astype(int).tolist()
        return patch_parts(self._pixels(rows, columns), left, top, height, width)

    def _pixels(self, rows: int, columns: int) -> NDArray[np.bool_]:
        try:
            runs = np.array(self.runs.split(","), dtype=np.int64)
        except (ValueError, OverflowError):
            raise MaskError("run lengths that are whole numbers are wanted") from None
        if rows < 0 or columns < 0 or rows * columns > LARGEST_PATCH:
            raise MaskError(f"a mask of {columns} x {rows} pixels is refused")
        if (runs < 0).any() or (runs > LARGEST_PATCH).any() or runs.sum() != rows * columns:
            raise MaskError(f"run lengths do not add up to {columns} x {rows}")
        return np.repeat(np.arange(len(runs)) % 2 == 1, runs).reshape(rows, columns)


def _around(points: Sequence[Point]) -> list[Point]:
    """Return left top and right bottom of points; none where there is no point."""
    corners = [np.min(points, axis=0), np.max(points, axis=0)] if points else []
    return [(float(x), float(y)) for x, y in corners]


def _points(shape: Element) -> list[Point]:
    """Return the points of a shape; one that is no number where they are damaged."""
    try:
        pairs = [pair.split(",") for pair in shape.get("points", "").split(";")]
        return [(float(x), float(y)) for x, y in pairs]
    except ValueError:
        return [(_NAN, _NAN)]


def _numbers(shape: Element, *names: str) -> list[float]:
    """Return numbers of a shape as written; NaN for what is no number."""
    texts = [shape.get(name, "") for name in names]
    try:
        return list(map(float, texts))
    except ValueError:
        numbers = map(as_number, texts)
        return [_NAN if number is None else number for number in numbers]


def _angle(shape: Element) -> float:
    """Return what a shape is turned by, in radians."""
    if "rotation" not in shape.attrib:
        return 0.0
    (degrees,) = _numbers(shape, "rotation")
    return radians(degrees) if isfinite(degrees) else _NAN
