"""Masks of objects as small images that are drawn over a picture: PNGs of which only the alpha tells."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.mask_parts import MaskError

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.gallery.frame import Frame
    from insight_widgets.image_size import Size
    from insight_widgets.shapes import Shape

_TRANSPOSE = {2: "FLIP_LEFT_RIGHT", 3: "ROTATE_180", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE"} | {
    6: "ROTATE_270",
    7: "TRANSVERSE",
    8: "ROTATE_90",
}


def mask_png(shape: Shape, frame: Frame, size: Size) -> bytes:
    """Return the mask of a shape in a picture of a size, as PNG; wholly transparent if it cannot be drawn."""
    from PIL import Image

    pixels = _pixels(shape, frame)
    if pixels is None or not all(pixels.shape):
        pixels = np.zeros((1, 1), dtype=np.bool_)
    alpha = Image.fromarray(pixels.astype(np.uint8) * 255)
    turn = _TRANSPOSE.get(frame.orientation)
    if turn is not None:
        alpha = alpha.transpose(Image.Transpose[turn])
    alpha = alpha.resize(size, Image.Resampling.BOX)
    file = BytesIO()
    Image.merge("LA", (Image.new("L", size, 255), alpha)).save(file, "PNG")
    return file.getvalue()


def _pixels(shape: Shape, frame: Frame) -> NDArray[np.bool_] | None:
    if shape.pixels is not None:
        try:
            return shape.pixels()
        except (OSError, ValueError, MaskError):  # the file is not there any more
            return None
    if shape.drawing is None:
        return None
    from pycocotools import mask

    width, height = frame.size
    try:
        decoded: NDArray[np.uint8] = mask.decode(shape.drawing.parts(height, width))
    except MaskError:
        return None
    drawn: NDArray[np.bool_] = np.any(decoded.reshape(*decoded.shape[:2], -1), axis=2)
    return drawn
