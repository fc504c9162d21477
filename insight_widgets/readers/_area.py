"""What a drawn shape covers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.outlines import Drawing
    from insight_widgets.shape_points import Point


@dataclass(frozen=True, slots=True)
class Area:
    """A box, an outline, or a mask within a box.

    Attributes
    ----------
    points : sequence of (x, y)
        Of an outline, or left top and right bottom of a box; none where the shape has too few.
    outline : bool
        Whether the points are an outline.
    drawing : Drawing or None
        Draws the mask within the box.
    """

    points: Sequence[Point]
    outline: bool
    drawing: Drawing | None = None
