"""One image file opened to be looked at: what may be opened, how it lies, and a small copy of it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from insight_widgets.errors import shorten
from insight_widgets.gallery.dicom import dicom_image, dicom_size, is_dicom
from insight_widgets.gallery.frame import UPRIGHT
from insight_widgets.gallery.picture_error import DAMAGED, OK, REFUSED, PictureError
from insight_widgets.gallery.tones import eight_bits
from insight_widgets.image_size import image_size, size_in_memory
from insight_widgets.texts import gallery as words

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from insight_widgets.image_size import Size

MOST_PIXELS = 89_478_485
"""Pixels; larger images are not opened (Pillow's own limit, a quarter of a gigabyte in memory)."""

_ORIENTATION = 0x0112
_QUALITY = 85
_GAP = 2.0
"""A JPEG is decoded at this many times the wanted size at least, then made smaller."""


class Lie(NamedTuple):
    """How an image lies in its file: its stored size, and its EXIF orientation."""

    size: Size
    orientation: int = UPRIGHT


@dataclass(frozen=True, slots=True)
class Picture:
    """An image to be shown, or why there is none.

    Attributes
    ----------
    state : {"ok", "missing", "damaged", "refused"}
    reason : str
    type : str
        MIME type.
    size : (int, int)
        Width and height in pixels.
    data : bytes
    """

    state: str
    reason: str = ""
    type: str = ""
    size: Size = (0, 0)
    data: bytes = b""


def lie_of(source: Path | bytes | Image.Image) -> Lie | None:
    """Return how an image lies, from its header; None where it cannot be told."""
    try:
        return _lie(source)
    except OSError:
        return None


def _lie(source: Path | bytes | Image.Image) -> Lie | None:
    from PIL import Image

    if isinstance(source, Image.Image):
        return Lie(source.size, _orientation(source))
    size = size_in_memory(source) if isinstance(source, bytes) else image_size(source)
    if size is None:
        size = dicom_size(source) if is_dicom(source) else None
        return None if size is None else Lie(size)
    if size[0] * size[1] > MOST_PIXELS:
        return Lie(size)
    try:
        with Image.open(_opened(source)) as image:
            return Lie(size, _orientation(image))
    except Exception:  # noqa: BLE001  (a damaged header may make Pillow raise anything)
        return Lie(size)


def picture_of(source: Path | bytes | Image.Image, side: int) -> Picture:
    """Return a copy of an image as it is shown, none of its sides longer than `side`; never raises."""
    try:
        return _encoded(_small(source, side))
    except PictureError as error:
        return Picture(error.state, str(error))
    except MemoryError:
        return Picture(REFUSED, words.NO_MEMORY)
    except Exception as error:  # noqa: BLE001  (a decoder may raise anything on a damaged file)
        return Picture(DAMAGED, words.damaged(shorten(error, 120)))


def _small(source: Path | bytes | Image.Image, side: int) -> Image.Image:
    from PIL import Image, ImageOps, UnidentifiedImageError

    if isinstance(source, Image.Image):
        return ImageOps.exif_transpose(_fitted(source.copy(), side))
    if is_dicom(source):
        return _fitted(dicom_image(source, MOST_PIXELS), side)
    size = size_in_memory(source) if isinstance(source, bytes) else image_size(source)
    if size is not None and size[0] * size[1] > MOST_PIXELS:
        raise PictureError(REFUSED, words.too_large(*size, MOST_PIXELS))
    try:
        image = Image.open(_opened(source))
    except UnidentifiedImageError:
        raise PictureError(DAMAGED, words.UNKNOWN_KIND) from None
    with image:
        return ImageOps.exif_transpose(_fitted(image, side))


def _fitted(image: Image.Image, side: int) -> Image.Image:
    """Return an image of eight bits that fits into a square."""
    from PIL import Image

    image.draft("RGB", _decoded_at(image.size, side))
    orientation = image.getexif().get(_ORIENTATION)
    plain = eight_bits(image)
    plain.thumbnail((side, side), Image.Resampling.BICUBIC, reducing_gap=_GAP)
    if orientation is not None:
        plain.getexif()[_ORIENTATION] = orientation
    return plain


def _decoded_at(size: Size, side: int) -> Size:
    """Return the least size to decode a JPEG at, in the shape of the image: Pillow keeps to both sides."""
    scale = side * _GAP / max(size)
    return max(int(size[0] * scale), 1), max(int(size[1] * scale), 1)


def _encoded(image: Image.Image) -> Picture:
    kind = "PNG" if image.mode == "RGBA" else "JPEG"
    file = BytesIO()
    image.info.clear()
    image.save(file, kind, **({} if kind == "PNG" else {"quality": _QUALITY}))
    return Picture(OK, "", f"image/{kind.lower()}", image.size, file.getvalue())


def _orientation(image: Image.Image) -> int:
    told = image.getexif().get(_ORIENTATION, UPRIGHT)
    return told if isinstance(told, int) and 1 <= told <= 8 else UPRIGHT  # noqa: PLR2004  (what EXIF knows)


def _opened(source: Path | bytes) -> Path | BytesIO:
    return BytesIO(source) if isinstance(source, bytes) else source
