"""Polygons of a Cityscapes set, read from the file of an image when it is looked at."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.problems import ProblemLog
from insight_widgets.readers._cityscapes_files import labelled_objects
from insight_widgets.readers._cityscapes_records import FILE
from insight_widgets.readers._json_record import read_record
from insight_widgets.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class CityShapes:
    """The polygons of a split.

    Attributes
    ----------
    files : sequence of str
        File of each image.
    masks : bool
        Whether they are painted as masks, of which some objects are left out.
    """

    files: Sequence[str]
    masks: bool

    def shapes(self, row: int) -> list[Shape]:
        """Return the polygons of the image at a row, in the order in which they are painted."""
        path, log = Path(self.files[row]), ProblemLog()
        scene = read_record(path, path.name, FILE, log, "a record of Cityscapes")
        found = [] if scene is None else labelled_objects(scene, path.name, log, masks=self.masks)
        return [
            Shape(one.label, one.number, (np.array(one.polygon, dtype=np.float64),), crowd=one.crowd)
            for one in found
            if len(one.polygon) > 2  # noqa: PLR2004  (points of an outline)
        ]
