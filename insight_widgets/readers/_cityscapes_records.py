"""The record of a Cityscapes file, as far as it is read, and what is made of damaged ones."""

from __future__ import annotations

from typing import Any

import msgspec

from insight_widgets.readers._json_arrays import Layout
from insight_widgets.readers._json_values import as_number, as_point, as_text

Point = tuple[float, float]


class CityObject(msgspec.Struct, gc=False):
    """An entry of ``objects``."""

    label: str = ""
    polygon: list[Point] = []
    deleted: float | bool | None = None


class Scene(msgspec.Struct, gc=False, rename="camel"):
    """A file: an image and the objects in it, painted one over the other.

    `objects` is None where there is no such list, and an entry of it where there is no object.
    """

    objects: list[CityObject | None] | None = None
    img_height: float | None = None
    img_width: float | None = None


def _mend_scene(value: Any) -> Scene | None:
    if not isinstance(value, dict):
        return None
    objects = value.get("objects")
    return Scene(
        list(map(_mend_object, objects)) if isinstance(objects, list) else None,
        as_number(value.get("imgHeight")),
        as_number(value.get("imgWidth")),
    )


def _mend_object(value: Any) -> CityObject | None:
    if not isinstance(value, dict):
        return None
    polygon = value.get("polygon")
    points = list(map(as_point, polygon)) if isinstance(polygon, list) else []
    deleted = value.get("deleted")
    return CityObject(as_text(value.get("label")) or "", points, deleted is True or as_number(deleted) == 1)


FILE = Layout(Scene, _mend_scene)
