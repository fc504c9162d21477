"""What is looked up by the row of an image, of several splits behind one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from PIL import Image

    from insight_widgets.columns import Split
    from insight_widgets.shapes import PictureSource, Shape, ShapeSource


@dataclass(frozen=True, slots=True)
class _LookUp:
    """Finds the split, and the row in it when it was read, that a row of all was."""

    splits: Sequence[Split]

    def at(self, row: int) -> tuple[Split, int]:
        ends = np.cumsum([len(split.images) for split in self.splits])
        which = int(np.searchsorted(ends, row, side="right"))
        split = self.splits[which]
        place = row - (int(ends[which]) - len(split.images))
        origin = split.images.origin
        return split, place if origin is None else int(origin[place])


class _Shapes(_LookUp):
    def shapes(self, row: int) -> Sequence[Shape]:
        """Return the shapes of an image."""
        split, place = self.at(row)
        return () if split.shapes is None else split.shapes.shapes(place)


class _Pictures(_LookUp):
    def is_file(self, row: int) -> bool:
        """Whether an image comes as a file."""
        split, place = self.at(row)
        return split.pictures is None or split.pictures.is_file(place)

    def picture(self, row: int) -> Path | bytes | Image.Image | None:
        """Return an image."""
        split, place = self.at(row)
        return None if split.pictures is None else split.pictures.picture(place)


def shapes_of(splits: Sequence[Split]) -> ShapeSource | None:
    """Return the shapes of splits behind one another; None where none has any."""
    return _Shapes(splits) if any(split.shapes is not None for split in splits) else None


def pictures_of(splits: Sequence[Split]) -> PictureSource | None:
    """Return the images of splits behind one another; None where all lie in files."""
    return _Pictures(splits) if any(split.pictures is not None for split in splits) else None
