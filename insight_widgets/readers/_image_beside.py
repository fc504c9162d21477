"""Where the image of an annotation file lies: beside it, where it says, or in a folder of images."""

from __future__ import annotations

import posixpath
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from insight_widgets.image_lookup import find_image

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_IMAGE_FOLDERS = ("images", "image", "imgs", "img", "JPEGImages")


def image_name(written: str, folder: PurePosixPath, root: Path) -> str:
    """Return how an image is called from a root, with forward slashes.

    Parameters
    ----------
    written : str
        What the annotation file calls the image; often a path on another machine.
    folder : PurePosixPath
        Folder of the annotation file, from the data set's root.
    root : Path
        The data set's root, or the folder of its images. What leads out of it is passed over.
    """
    written = written.replace("\\", "/")
    candidates = _candidates(written, folder)
    found = (name for name in candidates if find_image(name, [root]) is not None)
    return next(found, str(folder / posixpath.basename(written)))


def _candidates(written: str, folder: PurePosixPath) -> Iterator[str]:
    base = posixpath.basename(written)
    yield str(folder / base)
    if base != written and not posixpath.isabs(written):
        yield posixpath.normpath(folder / written)
    parts = folder.parts
    for images in _IMAGE_FOLDERS:
        yield str(folder / images / base)
        for place in range(len(parts)):  # annotations/train/a.json: images/train/a.jpg
            yield str(PurePosixPath(*parts[:place], images, *parts[place + 1 :], base))
    for place in range(1, len(parts) + 1):  # a folder of images that the caller gave
        yield str(PurePosixPath(*parts[place:], base))
