"""Circles and ellipses as outlines."""

from __future__ import annotations

from math import cos, isfinite, nan, pi, sin
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from insight_widgets.shape_points import Point

POINTS = 64
"""Of an outline; its area is within 0.2 % of the ellipse's."""


def ellipse(x: float, y: float, x_radius: float, y_radius: float, angle: float = 0.0) -> list[Point]:
    """Return the outline of an ellipse.

    Parameters
    ----------
    x, y : float
        Its centre.
    x_radius, y_radius : float
        Half its axes; of a circle they are the same.
    angle : float
        By which it is turned, in radians, from the x axis to the y axis; if that is no number, no point is.
    """
    turns = [2 * pi * place / POINTS for place in range(POINTS)]
    round_points = [(x_radius * cos(turn), y_radius * sin(turn)) for turn in turns]
    cosine, sine = (cos(angle), sin(angle)) if isfinite(angle) else (nan, nan)
    return [(x + cosine * u - sine * v, y + sine * u + cosine * v) for u, v in round_points]
