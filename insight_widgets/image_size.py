"""Sizes of images from their headers; no image is decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Size = tuple[int, int]


def image_size(path: Path) -> Size | None:
    """Return width and height in pixels, or None if the file is missing, damaged or no image."""
    import imagesize

    try:
        width, height = imagesize.get(path)
    except (OSError, ValueError):
        width, height = -1, -1
    if width > 0 and height > 0:
        return int(width), int(height)
    return _size_by_pillow(path)


def _size_by_pillow(path: Path) -> Size | None:
    """Return the size of formats that imagesize does not know; opening reads the header only."""
    from PIL import Image

    try:
        with Image.open(path) as image:
            return image.size
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None


def inside(root: Path, name: str) -> Path | None:
    """Return the path of a file named by a data set, or None if it leads out of its root."""
    resolved = (root / name).resolve()
    return resolved if resolved.is_relative_to(root.resolve()) else None
