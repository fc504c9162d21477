"""The shapes of VIA: what area each of them covers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.readers._area import Area
from insight_widgets.readers._json_values import as_number
from insight_widgets.round_shapes import ellipse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from insight_widgets.shape_points import Point

POLYGON = "polygon"
WITHOUT_AREA = frozenset({"point", "polyline"})


def area_of(shape: Mapping[str, Any]) -> Area | None:
    """Return what a shape covers; None for a shape that is not known."""
    find = _AREAS.get(str(shape.get("name")))
    return None if find is None else find(shape)


def _rect(shape: Mapping[str, Any]) -> Area:
    x, y, width, height = (_number(shape, key) for key in ("x", "y", "width", "height"))
    return Area([(x, y), (x + width, y + height)], outline=False)


def _circle(shape: Mapping[str, Any]) -> Area:
    x, y, radius = (_number(shape, key) for key in ("cx", "cy", "r"))
    return Area(ellipse(x, y, radius, radius), outline=True)


def _ellipse(shape: Mapping[str, Any]) -> Area:
    x, y, x_radius, y_radius = (_number(shape, key) for key in ("cx", "cy", "rx", "ry"))
    turned = as_number(shape.get("theta", 0.0)) or 0.0
    return Area(ellipse(x, y, x_radius, y_radius, turned), outline=True)


def _polygon(shape: Mapping[str, Any]) -> Area:
    return Area(_points(shape.get("all_points_x"), shape.get("all_points_y")), outline=True)


_AREAS: dict[str, Callable[[Mapping[str, Any]], Area]] = {
    "rect": _rect,
    "circle": _circle,
    "ellipse": _ellipse,
    POLYGON: _polygon,
}


def _points(x: Any, y: Any) -> list[Point]:
    """Return the points of a polygon; none where one of them lacks a coordinate."""
    if not isinstance(x, list) or not isinstance(y, list) or len(x) != len(y):
        return []
    return [(_finite(left), _finite(top)) for left, top in zip(x, y, strict=True)]


def _number(shape: Mapping[str, Any], key: str) -> float:
    return _finite(shape.get(key))


def _finite(value: Any) -> float:
    number = as_number(value)
    return float("nan") if number is None else number
