"""Files that are images, by their names; none is opened."""

from __future__ import annotations

_SUFFIXES = frozenset(
    {
        *("jpg", "jpeg", "jpe", "jfif", "png", "bmp", "dib", "gif", "tif", "tiff", "webp"),
        *("ppm", "pgm", "pbm", "pnm", "avif", "heic", "heif", "jp2", "dcm"),
    }
)


def is_image_name(name: str) -> bool:
    """Whether a file of this name is an image, by its suffix."""
    _, dot, suffix = name.rpartition(".")
    return bool(dot) and suffix.lower() in _SUFFIXES


def base_name(name: str) -> str:
    """Return the name of an image without folders."""
    return name.replace("\\", "/").rpartition("/")[2]


def bare_name(name: str) -> str:
    """Return the name of an image without folders and suffix.

    Examples
    --------
    >>> bare_name("images/a.jpg"), bare_name("frame.0001")
    ('a', 'frame.0001')
    """
    base = base_name(name)
    return base.rpartition(".")[0] if is_image_name(base) else base
