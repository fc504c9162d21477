"""Palette PNG files whose rows are stored as they are, unpacked by zlib-ng where it is installed.

Many index masks are such files: filters do not pay for palettes, and Pillow and libpng use none. The pixels
are counted while they are unpacked, and the image is never held as a whole. All that is unusual in a file is
left to Pillow, which also says what is wrong with it.

The format: https://www.w3.org/TR/png-3/
"""

from __future__ import annotations

import struct
import zlib
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.byte_counts import PIECE, count_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

_HEAD = struct.Struct(">8sI4sII5B")
"""Signature, length and name of the first chunk, width, height, and how pixels are coded."""

_SIGNATURE, _FIRST = b"\x89PNG\r\n\x1a\n", (13, b"IHDR")
_PLAIN = (8, 3, 0, 0, 0)
"""Eight bits, palette, the one compression and the one set of filters there are, not interlaced."""

_BEFORE, _AROUND = 8, 12
"""Bytes of a chunk before its content, and before and behind it."""

_MOST = 2**24
"""Bytes of a file, and pixels of an image: larger ones are left to Pillow."""

_PASSED = frozenset(
    {b"IHDR", b"PLTE", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"pHYs", b"tIME", b"tEXt"}
)
"""Chunks that say nothing of the indices and are not packed."""


class _UnusualError(Exception):
    """Something in a file is better left to Pillow."""


def plain_counts(path: Path) -> tuple[tuple[int, int], NDArray[np.int64]] | None:
    """Return the size of a palette PNG of one byte a pixel and no filters, and the pixels of each value.

    Returns
    -------
    (width, height), ndarray of int64, shape (256,); or None
        In pixels; None of other files.

    Raises
    ------
    OSError
        The file cannot be read.
    """
    if path.suffix.lower() != ".png" or _zlib_ng() is None:
        return None
    with path.open("rb") as file:
        head = file.read(_HEAD.size)
        size = _plain_size(head)
        if size is None:
            return None
        content = head + file.read(_MOST)
    try:
        return size, count_bytes(_rows(_packed(content), *size))
    except _UnusualError:
        return None


@cache
def _zlib_ng() -> Any:
    """Return the module, or None where it is not installed: Python's own zlib is no quicker than Pillow."""
    try:
        from zlib_ng import zlib_ng
    except ImportError:
        return None
    return zlib_ng


def _plain_size(head: bytes) -> tuple[int, int] | None:
    """Return width and height, if a file begins as it should."""
    from PIL import Image

    if len(head) < _HEAD.size:
        return None
    signature, length, name, width, height, *coding = _HEAD.unpack(head)
    if (signature, (length, name), tuple(coding)) != (_SIGNATURE, _FIRST, _PLAIN):
        return None
    return (width, height) if 0 < width * height <= min(_MOST, Image.MAX_IMAGE_PIXELS or _MOST) else None


def _packed(content: bytes) -> bytes:
    """Return what the chunks of pixels hold.

    Raises
    ------
    _UnusualError
        Chunks are missing, damaged, or of an unknown kind.
    """
    found, name = [], b""
    for name, held in _chunks(content):
        if name == b"IDAT":
            found.append(held)
        elif name not in _PASSED:
            raise _UnusualError
    if name != b"IEND":
        raise _UnusualError
    return b"".join(found)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield name and content of the chunks of a file, up to the last one or the first that is not whole."""
    start, name = len(_SIGNATURE), b""
    while start + _AROUND <= len(content) and name != b"IEND":
        (length,) = struct.unpack_from(">I", content, start)
        end = start + _BEFORE + length
        if content[end : end + 4] != struct.pack(">I", zlib.crc32(content[start + 4 : end])):
            return
        name = content[start + 4 : start + _BEFORE]
        yield name, content[start + _BEFORE : end]
        start = end + 4


def _rows(packed: bytes, width: int, height: int) -> Iterator[NDArray[np.uint8]]:
    """Yield the pixels of some rows at a time.

    Raises
    ------
    _UnusualError
        There are not as many as there should be, or a row has a filter.
    """
    stride = width + 1  # before each row a byte tells its filter
    at_once = max(PIECE // stride, 1)
    unpack = _zlib_ng().decompressobj()
    for row in range(0, height, at_once):
        wanted = min(at_once, height - row) * stride
        rows = np.frombuffer(_unpacked(unpack, packed, wanted), dtype=np.uint8)
        if len(rows) != wanted or rows[::stride].any():
            raise _UnusualError
        packed = unpack.unconsumed_tail
        yield rows.reshape(-1, stride)[:, 1:].ravel()
    if _unpacked(unpack, packed, 1) or not unpack.eof:
        raise _UnusualError


def _unpacked(unpack: Any, packed: bytes, most: int) -> bytes:
    try:
        unpacked: bytes = unpack.decompress(packed, most)
    except _zlib_ng().error:
        raise _UnusualError from None
    return unpacked
