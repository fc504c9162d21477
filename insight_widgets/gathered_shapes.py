"""The shapes of a split that were gathered while it was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from insight_widgets.outlines import Drawing, Outlines

_FEWEST = 3
"""Points of an outline."""


@dataclass(frozen=True)
class GatheredShapes:
    """Shapes in the order in which they came.

    Attributes
    ----------
    outlines : Outlines
        Their points; of shapes that are drawn otherwise, corners around them.
    image, group : ndarray of int64, shape (n,)
        Row of the image, and the number of the group (-1 for none): shapes of one group are one object.
    names : sequence of str
        Their classes.
    records : sequence
        What the files call them.
    crowd : sequence of bool
    drawings : mapping of int to Drawing
        Those whose mask is not what their points enclose.
    """

    outlines: Outlines
    image: NDArray[np.int64]
    group: NDArray[np.int64]
    names: Sequence[str]
    records: Sequence[Any]
    crowd: Sequence[bool]
    drawings: Mapping[int, Drawing]

    def shapes(self, row: int) -> list[Shape]:
        """Return the shapes of the image at a row; those of a group as one."""
        ends = np.cumsum(self.outlines.length)
        objects: dict[int, list[int]] = {}
        for place in np.flatnonzero(self.image == row).tolist():
            group = int(self.group[place])
            objects.setdefault(group if group >= 0 else -1 - place, []).append(place)
        return [self._object(places, ends) for places in objects.values()]

    def _object(self, places: Sequence[int], ends: NDArray[np.int64]) -> Shape:
        first = places[0]
        drawn = next((self.drawings[place] for place in places if place in self.drawings), None)
        rings = [self._ring(place, ends) for place in places if drawn is None]
        kept = tuple(ring for ring in rings if len(ring) >= _FEWEST)
        return Shape(self.names[first], self.records[first], kept, drawn, crowd=self.crowd[first])

    def _ring(self, place: int, ends: NDArray[np.int64]) -> NDArray[np.float64]:
        return self.outlines.points[ends[place] - self.outlines.length[place] : ends[place]]
