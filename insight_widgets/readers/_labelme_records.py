"""The record of a LabelMe file, as far as it is read, and what is made of damaged ones."""

from __future__ import annotations

from typing import Any

import msgspec

from insight_widgets.readers._json_arrays import Layout
from insight_widgets.readers._json_values import as_number, as_point, as_text

Point = tuple[float, float]


class Shape(msgspec.Struct, gc=False):
    """An entry of ``shapes``."""

    label: str = ""
    points: list[Point] = []
    shape_type: str | None = None
    group_id: int | float | str | None = None
    flags: dict[str, bool] | None = None
    mask: str | None = None


class Annotated(msgspec.Struct, gc=False, rename="camel"):
    """A file: an image and its shapes; the image's own data, if they stand there, are skipped.

    `shapes` is None where there is no such list, and an entry of it where there is no shape.
    """

    shapes: list[Shape | None] | None = None
    image_path: str | None = None
    image_height: float | None = None
    image_width: float | None = None
    flags: dict[str, bool] | None = None

    @property
    def is_other(self) -> bool:
        """Whether nothing here is LabelMe's: a JSON file of another kind."""
        return self.shapes is None and self.image_path is None and self.flags is None


def _mend_file(value: Any) -> Annotated | None:
    if not isinstance(value, dict):
        return Annotated() if isinstance(value, list) else None
    shapes = value.get("shapes")
    return Annotated(
        list(map(_mend_shape, shapes)) if isinstance(shapes, list) else None,
        as_text(value.get("imagePath")),
        as_number(value.get("imageHeight")),
        as_number(value.get("imageWidth")),
        _mend_flags(value.get("flags")),
    )


def _mend_shape(value: Any) -> Shape | None:
    if not isinstance(value, dict):
        return None
    points = value.get("points")
    group = value.get("group_id")
    return Shape(
        as_text(value.get("label")) or "",
        list(map(as_point, points)) if isinstance(points, list) else [],
        as_text(value.get("shape_type")),
        as_text(group) if isinstance(group, int | float | str) else None,
        _mend_flags(value.get("flags")),
        as_text(value.get("mask")),
    )


def _mend_flags(value: Any) -> dict[str, bool] | None:
    if not isinstance(value, dict):
        return None
    return {as_text(name) or "": flag is True for name, flag in value.items()}


FILE = Layout(Annotated, _mend_file)
