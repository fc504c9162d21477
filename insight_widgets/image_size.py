"""Sizes of images from their headers; no image is decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Size = tuple[int, int]

LARGEST_SIDE = 2**31 - 1
"""Pixels; a header that claims more is damaged."""


def known_side(value: float | None) -> int:
    """Return a side in pixels, 0 for one that is missing or impossible."""
    return int(value) if value is not None and 0 < value <= LARGEST_SIDE else 0


def image_size(path: Path) -> Size | None:
    """Return width and height in pixels, or None if the file is missing, damaged or no image."""
    import imagesize

    try:
        width, height = imagesize.get(path)
    except (OSError, ValueError):
        width, height = -1, -1
    size = (int(width), int(height)) if width > 0 and height > 0 else _size_by_pillow(path)
    return size if size is not None and max(size) <= LARGEST_SIDE else None


def _size_by_pillow(path: Path) -> Size | None:
    """Return the size of formats that imagesize does not know; opening reads the header only."""
    from PIL import Image

    try:
        with Image.open(path) as image:
            return image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
