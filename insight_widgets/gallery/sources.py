"""Where the image of a row is: a file that may be opened, or what an object holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.errors import shorten
from insight_widgets.gallery.picture_error import DAMAGED, MISSING, REFUSED, PictureError
from insight_widgets.image_lookup import locate
from insight_widgets.texts import gallery as words

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from insight_widgets.columns import Split


def source_of(split: Split, row: int) -> Path | bytes | Image.Image:
    """Return the file of an image, or what an object holds of it.

    Raises
    ------
    PictureError
        There is none, or none that may be opened.
    """
    images = split.images
    if split.pictures is not None:
        try:
            held = split.pictures.picture(origin_of(split, row))
        except Exception as error:  # noqa: BLE001  (an object of others may raise anything)
            raise PictureError(DAMAGED, words.not_given(shorten(error, 120))) from None
        if held is not None:
            return held
    key = images.key[row] if images.key is not None and images.key_name == "file" else None
    name = str(images.name[row])
    found = locate(name, images.roots, key if isinstance(key, str) else None)
    if found.file is not None:
        return found.file
    if found.refused:
        raise PictureError(REFUSED, found.refused)
    if not images.roots:
        raise PictureError(MISSING, words.NO_FOLDER)
    raise PictureError(MISSING, words.NO_FILE)


def origin_of(split: Split, row: int) -> int:
    """Return the row that an image had when its split was read."""
    origin = split.images.origin
    return row if origin is None else int(origin[row])
