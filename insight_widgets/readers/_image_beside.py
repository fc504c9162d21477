"""Where the image of an annotation file lies: beside it, where it says, or in a folder of images."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from insight_widgets.columns import image_names
from insight_widgets.image_lookup import find_image, with_sizes
from insight_widgets.readers._annotation_files import without_split
from insight_widgets.readers._image_tree import is_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from insight_widgets.columns import Images
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.shape_split import ShapeSplit

_IMAGE_FOLDERS = ("images", "image", "imgs", "img", "JPEGImages")


@dataclass(slots=True)
class ImagesBeside:
    """The images that lie with annotation files.

    Attributes
    ----------
    root : Path
        The data set's root, or the folder of its images; what leads out of it is passed over.
    """

    root: Path
    _folders: dict[str, list[str]] = field(default_factory=dict)

    def name(self, written: str, folder: str) -> str:
        """Return how an image is called from the root, with forward slashes.

        Parameters
        ----------
        written : str
            What the annotation file calls the image; often a path on another machine.
        folder : str
            Folder of the annotation file from the data set's root; empty for the root.
        """
        written = written.replace("\\", "/")
        names = self._names(written, folder)
        found = (name for name in names if find_image(name, [self.root]) is not None)
        return next(found, posixpath.join(folder, posixpath.basename(written)))

    def _names(self, written: str, folder: str) -> Iterator[str]:
        base = posixpath.basename(written)
        yield posixpath.join(folder, base)
        if base != written and not posixpath.isabs(written):
            yield posixpath.normpath(posixpath.join(folder, written))
        if folder not in self._folders:
            self._folders[folder] = [other for other in _others(folder) if is_folder(self.root / other)]
        for other in self._folders[folder]:
            yield posixpath.join(other, base)


def images_of(shapes: ShapeSplit, root: Path, options: ReadOptions) -> Images:
    """Return the images of a split; one is the same in another split if it is called alike there."""
    images = shapes.images()
    keyed = replace(images, key=image_names(map(without_split, images.name)))
    return with_sizes(keyed, (root,), options, shapes.log)


def _others(folder: str) -> Iterator[str]:
    """Pass the folders in which the images of annotations in a folder may lie."""
    parts = folder.split("/") if folder else []
    for images in _IMAGE_FOLDERS:
        yield posixpath.join(folder, images)
        for place in range(len(parts)):  # annotations/train: images/train
            yield posixpath.join(*parts[:place], images, *parts[place + 1 :])
    for place in range(1, len(parts) + 1):  # in a folder of images that the caller gave
        yield posixpath.join("", *parts[place:])
