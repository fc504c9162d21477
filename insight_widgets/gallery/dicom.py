"""DICOM images, by pydicom where that is installed: the first frame, in the window that the file tells."""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any

from insight_widgets.gallery.picture_error import DAMAGED, REFUSED, PictureError
from insight_widgets.gallery.tones import grey_image
from insight_widgets.texts import gallery as words

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray
    from PIL import Image

    from insight_widgets.image_size import Size

_MARK_AT, _MARK = 128, b"DICM"
_INVERTED = "MONOCHROME1"


def is_dicom(source: Path | bytes) -> bool:
    """Whether a file is DICOM, by its mark (or, of old files without one, by its suffix)."""
    if isinstance(source, bytes):
        return source[_MARK_AT : _MARK_AT + len(_MARK)] == _MARK
    if source.suffix.lower() in {".dcm", ".dicom"}:
        return True
    if source.suffix:
        return False
    with source.open("rb") as file:
        return file.read(_MARK_AT + len(_MARK))[_MARK_AT:] == _MARK


def dicom_size(source: Path | bytes) -> Size | None:
    """Return width and height of a DICOM file; None where they cannot be told (or without pydicom)."""
    try:
        header = _read(source, pixels=False)
        return int(header.Columns), int(header.Rows)
    except Exception:  # noqa: BLE001  (a damaged file may make it raise anything)
        return None


def dicom_image(source: Path | bytes, most_pixels: int) -> Image.Image:
    """Return the first frame of a DICOM file.

    Raises
    ------
    PictureError
        pydicom is not installed, or the file is too large, or damaged.
    """
    size = dicom_size(source)
    if find_spec("pydicom") is None:
        raise PictureError(REFUSED, words.NEEDS_DICOM)
    if size is None:
        raise PictureError(DAMAGED, words.NO_DICOM)
    if size[0] * size[1] > most_pixels:
        raise PictureError(REFUSED, words.too_large(*size, most_pixels))
    return _windowed(_read(source, pixels=True))


def _read(source: Path | bytes, *, pixels: bool) -> Any:
    import pydicom

    file = BytesIO(source) if isinstance(source, bytes) else source
    return pydicom.dcmread(file, stop_before_pixels=not pixels)


def _windowed(data: Any) -> Image.Image:
    from PIL import Image, ImageOps
    from pydicom.pixels.processing import apply_modality_lut
    from pydicom.pixels.utils import pixel_array

    values: NDArray[Any] = pixel_array(data, index=0)
    if int(data.get("SamplesPerPixel", 1)) > 1:
        return Image.fromarray(values.astype("uint8")).convert("RGB")
    grey = apply_modality_lut(values, data)
    image = grey_image(grey, _window(data))
    return ImageOps.invert(image) if data.get("PhotometricInterpretation") == _INVERTED else image


def _window(data: Any) -> tuple[float, float] | None:
    """Return the values that become black and white, by the first window of a file; None if it has none."""
    centre, width = (_first(data.get(key)) for key in ("WindowCenter", "WindowWidth"))
    if centre is None or width is None or width < 1:
        return None
    return centre - width / 2, centre + width / 2


def _first(value: Any) -> float | None:
    if value is None or isinstance(value, str | int | float):
        return None if value in {None, ""} else float(value)
    return float(value[0]) if len(value) else None
