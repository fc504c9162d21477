"""The pixels of an image where Pillow holds them, without a copy, by the Arrow C data interface.

The interface is a struct that does not change: https://arrow.apache.org/docs/format/CDataInterface.html
"""

from __future__ import annotations

import ctypes
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from PIL import Image

_DATA = 1
"""Place of the values among the buffers of an array; before them is the one that tells which are missing."""

_pointer_of = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi)
)


class _ArrowArray(ctypes.Structure):
    """The beginning of ``struct ArrowArray``."""

    _fields_ = (
        ("length", ctypes.c_int64),
        ("null_count", ctypes.c_int64),
        ("offset", ctypes.c_int64),
        ("n_buffers", ctypes.c_int64),
        ("n_children", ctypes.c_int64),
        ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    )


def pixel_bytes(image: Image.Image) -> NDArray[np.uint8] | None:
    """Return the pixels of an image of one byte a pixel, shape (pixels,), row by row.

    They are good as long as the image is. Returns None where they cannot be had: Pillow before 11.3, and
    images of 16 MB and more, which it holds in pieces.

    Parameters
    ----------
    image : Image
        Of mode ``1``, ``L`` or ``P``.
    """
    tell: Any = getattr(image, "__arrow_c_array__", None)
    if tell is None:
        return None
    image.load()
    try:
        _, capsule = tell()
    except ValueError:
        return None
    array = _ArrowArray.from_address(_pointer_of(capsule, b"arrow_array"))
    if array.length != image.width * image.height or not array.length:
        return None
    held = (ctypes.c_uint8 * array.length).from_address(array.buffers[_DATA] + array.offset)
    return np.frombuffer(held, dtype=np.uint8)
