"""The images that objects hold: had when they are asked for, one at a time."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import DataError
from insight_widgets.objects import is_of
from insight_widgets.objects._pairs import as_array, described, is_channels_last

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from PIL import Image

_WITH_CHANNELS = 3
_COLOURS = (3, 4)
_BYTE = 255


@dataclass(frozen=True, slots=True)
class HeldPictures:
    """The images of an object.

    Attributes
    ----------
    give : callable
        Returns the image at a row: a PIL image, an array or tensor, the path or the bytes of a file, or None.
        Called by one thread at a time, for objects of others may not bear more.
    files : bool
        Whether it gives files, of which the header is read quickly, rather than decoded images.
    channels_last : bool or None
        Where arrays have their channels, see `is_channels_last`.
    """

    give: Callable[[int], Any]
    files: bool = False
    channels_last: bool | None = None
    _one_at_a_time: threading.RLock = field(default_factory=threading.RLock, repr=False, compare=False)

    def is_file(self, row: int) -> bool:  # noqa: ARG002  (all rows are alike)
        """Whether the image at a row comes as a file."""
        return self.files

    def picture(self, row: int) -> Path | bytes | Image.Image | None:
        """Return an image.

        Raises
        ------
        DataError
            What the object gives is no image.
        """
        with self._one_at_a_time:
            return _picture(self.give(row), channels_last=self.channels_last)


def _picture(held: Any, *, channels_last: bool | None) -> Path | bytes | Image.Image | None:
    if held is None or isinstance(held, bytes | Path) or is_of(held, "PIL.Image", "Image"):
        return held  # type: ignore[no-any-return]
    if not hasattr(held, "shape"):
        raise DataError(f"an image is wanted; got {described(held)}")
    return image_of(as_array(held), channels_last=is_channels_last(held, channels_last))


def image_of(array: NDArray[Any], *, channels_last: bool) -> Image.Image:
    """Return an array as an image of eight bits.

    Numbers from 0 to 255 are taken as they are, fractions from 0 to 1 as shares of white; others, such as
    normalised ones, are spread from the least to the greatest of the image.

    Parameters
    ----------
    array : ndarray, shape (height, width), (height, width, channels) or (channels, height, width)
    channels_last : bool
        Of three channels and more the first three are taken as red, green and blue; of two the first is grey.

    Raises
    ------
    DataError
        It has another shape, or no pixel.
    """
    from PIL import Image

    if array.ndim == _WITH_CHANNELS and not channels_last:
        array = np.moveaxis(array, 0, -1)
    if array.ndim not in {2, _WITH_CHANNELS} or not array.size:
        raise DataError(f"an image (height, width), or with channels, is wanted; got {described(array)}")
    if array.ndim == _WITH_CHANNELS and array.shape[2] not in _COLOURS:
        array = array[..., : _COLOURS[0]] if array.shape[2] > _COLOURS[0] else array[..., 0]
    return Image.fromarray(np.ascontiguousarray(_bytes(array)))


def _bytes(array: NDArray[Any]) -> NDArray[np.uint8]:
    if array.dtype == np.uint8:
        return array
    if array.dtype.kind not in "buif":
        raise DataError(f"an image of numbers is wanted; got {described(array)}")
    values = np.nan_to_num(array.astype(np.float32), posinf=0, neginf=0)
    low, high = float(values.min()), float(values.max())
    if array.dtype.kind in "fb" and low >= 0 and high <= 1:
        low, high = 0, 1
    elif low >= 0 and high <= _BYTE:
        low, high = 0, _BYTE
    return ((values - low) * (_BYTE / max(high - low, 1e-9)) + 0.5).astype(np.uint8)
