"""The points of shapes: outlines, and the corners of boxes, gathered one after the other."""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.outlines import Outlines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Point = tuple[float, float]


@dataclass(slots=True)
class ShapePoints:
    """The points of shapes in pixels; two of a shape that is no outline are the corners of a box."""

    _outline: list[bool] = field(default_factory=list)
    _length: list[int] = field(default_factory=list)
    _points: array[float] = field(default_factory=lambda: array("d"))

    def add(self, points: Sequence[Point], *, outline: bool) -> None:
        """Take the points of a shape."""
        self._points.extend(chain.from_iterable(points))
        self._length.append(len(points))
        self._outline.append(outline)

    def extend(self, other: ShapePoints) -> None:
        """Take the points of the shapes of another one."""
        self._outline.extend(other._outline)
        self._length.extend(other._length)
        self._points.extend(other._points)

    @property
    def has_outlines(self) -> bool:
        """Whether a shape is an outline."""
        return any(self._outline)

    @property
    def only_outlines(self) -> bool:
        """Whether there are shapes and all are outlines."""
        return bool(self._outline) and all(self._outline)

    def outlines(self) -> Outlines:
        """Return the points of all shapes; those of boxes are two corners."""
        points = np.frombuffer(self._points, dtype=np.float64).reshape(-1, 2)
        return Outlines(points, np.array(self._length, dtype=np.int64))

    def filled(self) -> Outlines:
        """Return the outlines of all shapes, boxes as rectangles."""
        outlines = self.outlines()
        box = self._is_box(outlines)
        x, y, width, height = outlines.boxes()[box].T
        corners = np.stack([x, y, x + width, y, x + width, y + height, x, y + height], axis=1).reshape(-1, 2)
        length = np.where(box, 4, outlines.length)
        of_box = np.repeat(box, length)
        points = np.empty((int(length.sum()), 2))
        points[of_box] = corners
        points[~of_box] = outlines.points[np.repeat(~box, outlines.length)]
        return Outlines(points, length)

    def extents(self) -> NDArray[np.float64]:
        """Return x, y, width and height of all shapes, shape (n, 4); those of boxes as written."""
        outlines = self.outlines()
        extents = outlines.boxes()
        box = self._is_box(outlines)
        first = (np.cumsum(outlines.length) - outlines.length)[box]
        low = outlines.points[first]
        extents[box] = np.hstack([low, outlines.points[first + 1] - low])
        return extents

    def _is_box(self, outlines: Outlines) -> NDArray[np.bool_]:
        outline = np.array(self._outline, dtype=np.bool_)
        two_corners: NDArray[np.bool_] = outlines.length == 2  # noqa: PLR2004
        return two_corners & ~outline
