"""The shapes of LabelMe: what area each of them covers."""

from __future__ import annotations

import binascii
import io
from base64 import b64decode
from dataclasses import dataclass
from math import dist
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.mask_parts import LARGEST_SIDE, MaskError
from insight_widgets.mask_patch import patch_parts
from insight_widgets.readers._area import Area
from insight_widgets.round_shapes import ellipse
from insight_widgets.texts.records import NO_PNG

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.mask_parts import Runs
    from insight_widgets.readers._labelme_records import Shape
    from insight_widgets.shape_points import Point

POLYGON = "polygon"
WITHOUT_AREA = frozenset({"line", "linestrip", "point", "points"})

_FEWEST = 3
"""Points of an outline."""


def kind_of(shape: Shape) -> str:
    """Return the type of a shape; old files have polygons only and do not say so."""
    if shape.mask and shape.shape_type in {None, "", "mask"}:
        return "mask"
    return shape.shape_type or POLYGON


def area_of(shape: Shape) -> Area | None:
    """Return what a shape covers; None for a type that is not known."""
    kind = kind_of(shape)
    if kind == "rectangle":
        return Area(_corners(shape.points), outline=False)
    if kind == "circle":
        return Area(_circle(shape.points), outline=True)
    if kind == "mask":
        corners = _corners(shape.points)
        return Area(corners, outline=False, drawing=PngMask(shape.mask or "", corners))
    if kind == POLYGON or len(shape.points) >= _FEWEST:  # types of later versions have corners
        return Area(shape.points, outline=True)
    return None


@dataclass(frozen=True, slots=True)
class PngMask:
    """A mask as a PNG in base64, between two corners."""

    data: str
    corners: Sequence[Point]

    def parts(self, height: int, width: int) -> list[Runs]:
        """Return the parts of the mask in an image of a size in pixels.

        Raises
        ------
        MaskError
            It is damaged, or too large.
        """
        if not self.corners or not np.isfinite(self.corners).all():
            raise MaskError("two corners around the mask are wanted")
        left, top = np.clip(np.rint(self.corners[0]), -LARGEST_SIDE, LARGEST_SIDE).astype(int).tolist()
        return patch_parts(_decoded(self.data), left, top, height, width)


def _decoded(data: str) -> NDArray[np.bool_]:
    """Return the pixels of a PNG in base64 that are not zero, shape (rows, columns)."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(b64decode(data, validate=True)), formats=["PNG"]) as image:
            if image.width * image.height > (Image.MAX_IMAGE_PIXELS or 0):
                raise MaskError(f"a mask of {image.width} x {image.height} pixels is refused")
            pixels = np.asarray(image)
    except (binascii.Error, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        reason = str(error) if isinstance(error, MaskError) else NO_PNG
        raise MaskError(reason) from None
    channels = pixels.reshape(*pixels.shape[:2], -1)  # one of grey values, or several of colours
    drawn: NDArray[np.bool_] = np.any(channels, axis=2)
    return drawn


def _corners(points: Sequence[Point]) -> list[Point]:
    """Return left top and right bottom of some points, in whatever order they come."""
    if len(points) < 2 or not np.isfinite(points).all():  # noqa: PLR2004  (corners)
        return []
    x, y = zip(*points, strict=True)
    return [(min(x), min(y)), (max(x), max(y))]


def _circle(points: Sequence[Point]) -> list[Point]:
    """Return the outline of a circle given by its centre and a point on it."""
    if len(points) != 2:  # noqa: PLR2004
        return []
    (x, y), edge = points
    radius = dist((x, y), edge)
    return ellipse(x, y, radius, radius)
