"""Outlines and masks of the objects of one image, read when they are asked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from PIL import Image

    from insight_widgets.outlines import Drawing


@dataclass(frozen=True, slots=True)
class Shape:
    """The outline or the mask of an object, or of all objects of a class in an image.

    Attributes
    ----------
    name : str
        Its class.
    record : int, str or None
        What the file calls it, as in the column `record` of the boxes.
    rings : tuple of ndarray of float64, shape (m, 2) each
        Outlines that together enclose it; x and y in pixels, or as shares of the image if `relative`.
    drawing : Drawing or None
        Its mask as run lengths.
    pixels : callable or None
        Returns its mask pixel by pixel: ndarray of bool, shape (height, width).
    relative : bool
    crowd : bool
        Whether it stands for a group.
    """

    name: str
    record: Any = None
    rings: tuple[NDArray[np.float64], ...] = ()
    drawing: Drawing | None = None
    pixels: Callable[[], NDArray[np.bool_]] | None = None
    relative: bool = False
    crowd: bool = False


class ShapeSource(Protocol):
    """Where the shapes of a split come from."""

    def shapes(self, row: int) -> Sequence[Shape]:
        """Return the shapes of the image that was at a row when the split was read.

        Raises
        ------
        OSError, ValueError
            They cannot be read (any more).
        """


class PictureSource(Protocol):
    """Where the images of a split come from that an object holds."""

    def is_file(self, row: int) -> bool:
        """Whether the image comes as a file, of which the header is read quickly."""

    def picture(self, row: int) -> Path | bytes | Image.Image | None:
        """Return the image that was at a row when the split was made, or its file, or the bytes of that.

        None where it lies in a file by its name, as that of other data sets.
        """
