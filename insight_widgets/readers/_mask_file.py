"""One mask file: the values in it and the pixels of each."""

from __future__ import annotations

import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import shorten
from insight_widgets.image_size import image_size
from insight_widgets.mask_values import COLOUR, colour_value, count_values, value_words, values_met
from insight_widgets.readers._pixel_memory import pixel_bytes
from insight_widgets.readers._plain_png import plain_counts
from insight_widgets.texts.records import colours_not_indices

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from PIL import Image

_FORMATS = ("PNG", "TIFF", "BMP", "GIF", "JPEG")
_LOSSY = frozenset({"jpeg", "tiff_jpeg", "webp"})
"""Compressions of TIFF that change the values."""

_MOST_COLOURS = 4096
_SHOWN = 3
_STRETCHED = {"1": 255, "L;2": 85, "L;4": 17}
"""Pillow stretches grey of 1, 2 and 4 bits to 0..255: by this factor."""

_TIFF = frozenset({".tif", ".tiff"})


@dataclass(frozen=True, slots=True)
class MaskFile:
    """What a mask file holds.

    Attributes
    ----------
    size : tuple of int
        Width and height in pixels.
    values, pixels : ndarray of int64, shape (n,)
        The values met and the pixels of each; colours as `colour_value` has them.
    """

    size: tuple[int, int]
    values: NDArray[np.int64]
    pixels: NDArray[np.int64]


class MaskError(Exception):
    """A file is no index mask; the text says why."""


@contextmanager
def bombs_refused() -> Iterator[None]:
    """Make a suspiciously large image an error, in all threads."""
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def read_mask(path: Path, *, colours: bool = False) -> MaskFile:
    """Return the values of a mask; a palette is never expanded.

    Parameters
    ----------
    path : Path
    colours : bool
        Whether a mask painted in colours is one, too.

    Raises
    ------
    MaskError
        The file is damaged, too large, or no mask of indices.
    """
    from PIL import Image, UnidentifiedImageError

    try:
        plain = plain_counts(path)
        if plain is not None:
            size, pixels = plain
            return MaskFile(size, *values_met(pixels))
        with Image.open(path, formats=_FORMATS) as image:
            return _counted(image, colours=colours)
    except MaskError:
        raise
    except UnidentifiedImageError:
        return _read_other(path)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise MaskError(f"more than {Image.MAX_IMAGE_PIXELS:,} pixels; refused") from None
    except Exception as error:  # noqa: BLE001  (a decoder may raise anything on a damaged file)
        raise MaskError(f"damaged: {shorten(error)}") from None


def mask_pixels(path: Path) -> NDArray[np.int64]:
    """Return the value of every pixel of a mask that `read_mask` reads, shape (height, width).

    Raises
    ------
    ValueError
        It cannot be read (any more).
    """
    from PIL import Image

    size = image_size(path)
    if size is not None and size[0] * size[1] > (Image.MAX_IMAGE_PIXELS or 0):
        raise ValueError(f"more than {Image.MAX_IMAGE_PIXELS:,} pixels; refused")
    try:
        with Image.open(path, formats=_FORMATS) as image:
            return _values(image)
    except Exception:  # noqa: BLE001  (a decoder may raise anything on a damaged file)
        return _other_values(path)


def _values(image: Image.Image) -> NDArray[np.int64]:
    if image.mode in {"1", "L", "P"}:
        stretch = 1 if image.mode == "1" else _stretch(image)  # arrays of mode 1 hold 0 and 1
        return np.asarray(image, dtype=np.int64) // stretch
    if image.mode in {"RGB", "RGBA"}:
        red, green, blue = np.moveaxis(np.asarray(image, dtype=np.int64)[..., :3], 2, 0)
        coloured: NDArray[np.int64] = COLOUR + (red << 16) + (green << 8) + blue
        return coloured
    grey = image.getchannel("L") if image.mode == "LA" else image
    return np.asarray(grey, dtype=np.int64)


def _other_values(path: Path) -> NDArray[np.int64]:
    from skimage import io

    try:
        values: NDArray[Any] = io.imread(path)
    except Exception:  # noqa: BLE001  (as above)
        raise ValueError("damaged") from None
    if values.ndim != 2:  # noqa: PLR2004  (height and width)
        raise ValueError("not one index a pixel")
    return values.astype(np.int64)


def _counted(image: Image.Image, *, colours: bool) -> MaskFile:
    if image.format == "JPEG" or image.info.get("compression") in _LOSSY:
        raise MaskError("a JPEG, whose compression changes the values; save masks as PNG")
    if image.mode in {"1", "L", "P"}:
        stretch = _stretch(image)
        values, pixels = _count_bytes(image)
        return MaskFile(image.size, values // stretch, pixels)
    if image.mode.startswith("I"):
        return MaskFile(image.size, *count_values(np.asarray(image)))
    if image.mode == "LA":
        return MaskFile(image.size, *count_values(np.asarray(image.getchannel("L"))))
    if image.mode not in {"RGB", "RGBA"}:
        raise MaskError(f"values of mode {image.mode}, not one index a pixel; save masks as palette or grey")
    values, pixels = _count_colours(image)
    if not colours:
        raise MaskError(_colours_words(values, pixels))
    return MaskFile(image.size, values, pixels)


def _count_bytes(image: Image.Image) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the values of an image of one byte a pixel, and the pixels of each."""
    held = pixel_bytes(image)
    if held is not None:
        return count_values(held)
    return values_met(np.array(image.histogram(), dtype=np.int64))  # without the array that others need


def _count_colours(image: Image.Image) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the colours of an image, as values, and the pixels of each; transparency is passed over."""
    counted: Any = image.getcolors(_MOST_COLOURS)
    if counted is None:
        raise MaskError(f"over {_MOST_COLOURS:,} colours: a photograph, or the edges of classes are smoothed")
    values = [colour_value(colour[:3]) for _, colour in counted]
    return np.array(values), np.array([pixels for pixels, _ in counted])


def _colours_words(values: NDArray[np.int64], pixels: NDArray[np.int64]) -> str:
    shown = ", ".join(value_words(value) for value in values[np.argsort(-pixels)][:_SHOWN].tolist())
    return colours_not_indices(shown)


def _stretch(image: Image.Image) -> int:
    """Return by what Pillow will multiply the values of the file; it tells before it has read them."""
    tiles = getattr(image, "tile", ())
    coding = tiles[0].args if tiles else ""
    coding = coding[0] if isinstance(coding, tuple) else coding
    return _STRETCHED.get(str(coding), 1)


def _read_other(path: Path) -> MaskFile:
    """Return the values of a TIFF that Pillow does not know."""
    from PIL import Image

    size = image_size(path) if path.suffix.lower() in _TIFF else None
    if size is None:
        raise MaskError("not an image that can be read")
    if size[0] * size[1] > (Image.MAX_IMAGE_PIXELS or 0):
        raise MaskError(f"more than {Image.MAX_IMAGE_PIXELS:,} pixels; refused")
    try:
        from skimage import io

        mask = io.imread(path)
    except Exception as error:  # noqa: BLE001  (a decoder may raise anything on a damaged file)
        raise MaskError(f"damaged: {shorten(error)}") from None
    if mask.ndim != 2 or mask.dtype.kind not in "bui":  # noqa: PLR2004  (height and width)
        raise MaskError(f"an array of shape {mask.shape} and {mask.dtype}, not one index a pixel")
    return MaskFile((mask.shape[1], mask.shape[0]), *count_values(mask.astype(np.int64)))
