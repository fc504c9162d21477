"""The classes of index masks, pixel by pixel, read from the mask of an image when it is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.readers._mask_file import mask_pixels
from insight_widgets.shapes import Shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.mask_values import MaskClasses
    from insight_widgets.readers._mask_codes import ClassOf

_KEPT = 4
"""Masks that are kept in memory."""


@dataclass
class MaskShapes:
    """The masks of a split.

    Attributes
    ----------
    files : sequence of str or None
        Mask of each image.
    classes : MaskClasses
        What their values are.
    class_of : callable or None
        Returns the class values of values that hold an instance, too.
    """

    files: Sequence[str | None]
    classes: MaskClasses
    class_of: ClassOf | None
    _placed: Any = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._placed = lru_cache(_KEPT)(self._read)

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if not name.startswith("_")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self.__post_init__()

    def shapes(self, row: int) -> list[Shape]:
        """Return the mask of every class in the image at a row."""
        if self.files[row] is None:
            return []
        found = np.unique(self._placed(row)).tolist()
        names = self.classes.names
        return [Shape(names[at], pixels=partial(self._pixels, row, at)) for at in found if at >= 0]

    def _pixels(self, row: int, place: int) -> NDArray[np.bool_]:
        drawn: NDArray[np.bool_] = self._placed(row) == place
        return drawn

    def _read(self, row: int) -> NDArray[np.int32]:
        """Return the class of every pixel, shape (height, width); negative where there is none."""
        values = mask_pixels(Path(self.files[row] or ""))
        if self.class_of is not None:
            values = self.class_of(values)
        return self.classes.places(values.ravel()).reshape(values.shape)
