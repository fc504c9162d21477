"""Files that are images, by their names; none is opened."""

from __future__ import annotations

from pathlib import PurePath

IMAGE_SUFFIXES = frozenset(
    {
        *(".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".bmp", ".dib", ".gif", ".tif", ".tiff", ".webp"),
        *(".ppm", ".pgm", ".pbm", ".pnm", ".avif", ".heic", ".heif", ".jp2", ".dcm"),
    }
)


def is_image_name(name: str) -> bool:
    """Whether a file of this name is an image, by its suffix."""
    return PurePath(name).suffix.lower() in IMAGE_SUFFIXES
