"""Outlines of a YOLO set, read from the label file of an image when it is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.readers._yolo_rows import read_rows
from insight_widgets.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.readers._yolo_numbers import ClassNumbers


@dataclass(frozen=True)
class YoloShapes:
    """The polygons of label files.

    Attributes
    ----------
    labels : sequence of str or None
        Label file of each image.
    numbers : ClassNumbers
    pose : bool
        Whether all rows are poses, which have no outline.
    """

    labels: Sequence[str | None]
    numbers: ClassNumbers
    pose: bool

    def shapes(self, row: int) -> list[Shape]:
        """Return the polygons of the image at a row."""
        file = self.labels[row]
        if file is None:
            return []
        rows = read_rows([file], pose=self.pose)
        places = self.numbers.places(rows.number).tolist()
        rings = np.split(rows.outlines.points, np.cumsum(rows.outlines.length))
        named = zip(places, rows.line.tolist(), rings, strict=False)
        return [
            Shape(self.numbers.names[place] if place >= 0 else "", line, (ring,), relative=True)
            for place, line, ring in named
            if len(ring)
        ]
