"""Sizes of images from their headers; no image is decoded."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from io import FileIO

    from numpy.typing import NDArray

Size = tuple[int, int]

LARGEST_SIDE = 2**31 - 1
"""Pixels; a header that claims more is damaged."""

MOST_READS = 4_000
"""Pieces that are read of a header; damaged files could be walked through byte by byte, for hours."""

_JPEG = b"\xff\xd8"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""Kinds of the segments that tell the size."""

_OTHERS = ("BMP", "DIB", "GIF", "TIFF", "WEBP", "AVIF", "JPEG2000", "PPM")
"""Formats of which Pillow knows kinds that imagesize does not."""


def known_side(value: float | None) -> int:
    """Return a side in pixels, 0 for one that is missing or impossible."""
    return int(value) if value is not None and 0 < value <= LARGEST_SIDE else 0


def image_size(path: Path) -> Size | None:
    """Return width and height in pixels, or None if the file is missing, damaged or no image.

    The size is the stored one: an orientation in the EXIF data is not applied, as most tools that write
    annotations do not apply it either. However large the image, only its header is read; nothing is raised.
    """
    try:
        with path.open("rb", buffering=0) as file:
            return _size_in(file)
    except (OSError, ValueError):
        return None


def size_in_memory(content: bytes | memoryview) -> Size | None:
    """Return width and height in pixels of an image file that lies in memory, see `image_size`."""
    return _size_in(BytesIO(content))


def _size_in(file: FileIO | BytesIO) -> Size | None:
    try:
        size = _jpeg_size(file) if file.read(2) == _JPEG else _size_by_imagesize(file)
    except (OSError, ValueError):
        return None
    size = size or _size_by_pillow(file)
    return size if size is not None and 0 < min(size) <= max(size) <= LARGEST_SIDE else None


def sizes_of(files: Sequence[str]) -> NDArray[np.int32]:
    """Return width and height of images, shape (n, 2); 0 where they cannot be told."""
    return np.array([image_size(Path(file)) or (0, 0) for file in files], dtype=np.int32).reshape(-1, 2)


def _jpeg_size(file: FileIO | BytesIO) -> Size | None:
    """Return the size of a JPEG whose first two bytes are read; what lies before the size is skipped."""
    for _ in range(MOST_READS):
        segment = file.read(9)
        if len(segment) < 9 or segment[0] != 0xFF:  # noqa: PLR2004  (each segment starts with this byte)
            return None
        if segment[1] in _FRAMES:
            height, width = struct.unpack_from(">HH", segment, 5)
            return width, height
        skipped = -8 if segment[1] == 0xFF else int.from_bytes(segment[2:4]) - 7  # noqa: PLR2004  (filling)
        file.seek(skipped, 1)
    return None


def _size_by_imagesize(file: FileIO | BytesIO) -> Size | None:
    import imagesize

    width, height = imagesize.get(_FewReads(file), exif_rotation=False)
    return (int(width), int(height)) if width > 0 and height > 0 else None


class _FewReads:
    """A file that is read from a limited number of times."""

    def __init__(self, file: FileIO | BytesIO) -> None:
        self._file = file
        self._left = MOST_READS
        self.seek = file.seek

    def read(self, size: int = -1) -> bytes:
        """Read up to `size` bytes."""
        self._left -= 1
        if not self._left:
            raise ValueError("no header in the first pieces")
        return self._file.read(size)


def _size_by_pillow(file: FileIO | BytesIO) -> Size | None:
    """Return the size of rarer formats; opening reads the header only."""
    from PIL import Image

    try:
        file.seek(0)
        with Image.open(file, formats=_OTHERS) as image:
            return image.size
    except Exception:  # noqa: BLE001  (a damaged header may make Pillow raise anything)
        return None
