"""The masks of one split, with the images that they belong to."""

from __future__ import annotations

import os
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.columns import Images, Split, image_names
from insight_widgets.errors import shorten
from insight_widgets.image_size import image_size
from insight_widgets.mask_values import MaskClasses, ValueCounts
from insight_widgets.progress import track
from insight_widgets.readers._image_tree import FoundFile, ImageWalk
from insight_widgets.readers._mask_file import MaskError, MaskFile, bombs_refused, read_mask

if TYPE_CHECKING:
    from insight_widgets.image_size import Size
    from insight_widgets.readers import ReadOptions
    from insight_widgets.readers._mask_layout import MaskFolder

_MOST_THREADS = 8
_SUFFIX = re.compile(r"[_-](masks?|labels?|labelids|gt|seg|segmentation|annotation|L)$", re.IGNORECASE)
"""What is put behind an image's name to name its mask."""


@dataclass(slots=True)
class MaskSplit:
    """What the masks of a split hold, before their values have become classes.

    Attributes
    ----------
    source : str
        The folder, for messages.
    walk : ImageWalk
        Which found the masks; holds the problems.
    files : list of FoundFile
        The masks, and the images that have none.
    sizes : list of (int, int)
        Width and height of each image; of its mask where no image lies beside.
    counts : ValueCounts
        Values of the masks.
    errors : list of str
        Masks that cannot be read, and why.
    """

    source: str
    walk: ImageWalk
    files: list[FoundFile] = field(default_factory=list)
    sizes: list[Size] = field(default_factory=list)
    counts: ValueCounts = field(default_factory=ValueCounts)
    errors: list[str] = field(default_factory=list)

    def add(self, file: FoundFile, size: Size) -> None:
        """Take an image."""
        self.files.append(file)
        self.sizes.append(size)

    def split(self, classes: MaskClasses) -> Split:
        """Return the split."""
        self.walk.log.add("image-unreadable", *self.errors, count=len(self.errors))
        masks = classes.masks(
            self.counts, self.walk.log, lambda row: f'{self.source}: image "{shorten(self.files[row].name)}"'
        )
        width, height = np.array(self.sizes, dtype=np.int32).reshape(-1, 2).T
        names, paths = image_names(f.name for f in self.files), image_names(f.path for f in self.files)
        images = Images(names, width, height, key=paths, key_name="file")
        return Split(images, masks=masks, source=self.source, problems=self.walk.log.problems())


def read_mask_split(folder: MaskFolder, root: str, options: ReadOptions) -> MaskSplit:
    """Return what the masks of a folder hold; damaged ones are images without a label."""
    found = MaskSplit(os.path.relpath(folder.masks, Path(root).parent), ImageWalk(root))
    files = _distinct(found.walk, str(folder.masks))
    images = _ImagesBeside.of(folder, root, options)
    for file, mask in zip(files, _read_all(files, show=options.progress), strict=True):
        image = images.take(file.name)
        size = _size(found, file, image)
        if isinstance(mask, MaskError):
            found.errors.append(f'{found.source}: mask "{shorten(file.name)}": {mask}')
            found.add(file, size or (0, 0))
            continue
        if image is None and options.images is not None:
            found.walk.log.add(
                "image-unreadable", f'mask "{shorten(file.name)}": no image in {options.images}'
            )
        if size is not None and size != mask.size:
            _log_size(found, file, mask, size)
        found.counts.add(len(found.files), mask.values, mask.pixels)
        found.add(file, size or mask.size)
    for image in images.without_mask():
        found.add(image, image_size(Path(image.path)) or (0, 0))
    return found


def _distinct(walk: ImageWalk, folder: str) -> list[FoundFile]:
    """Return the masks in a folder, each file once."""
    files: dict[str, FoundFile] = {}
    for file in walk.files(folder):
        first = files.setdefault(file.path, file)
        if first is not file:
            walk.log.add("duplicate-image", f"{file.name} is the same file as {first.name}")
    return list(files.values())


def _read_all(files: list[FoundFile], *, show: bool) -> list[MaskFile | MaskError]:
    """Return what each mask holds; decoding sets threads free, so several are read at once."""
    threads = min(_MOST_THREADS, os.cpu_count() or 1)
    with bombs_refused(), ThreadPoolExecutor(threads) as pool:
        return list(track(pool.map(_read_one, files), "Reading masks", total=len(files), show=show))


def _read_one(file: FoundFile) -> MaskFile | MaskError:
    try:
        return read_mask(Path(file.path))
    except MaskError as error:
        return error


def _size(found: MaskSplit, file: FoundFile, image: FoundFile | None) -> Size | None:
    """Return the size of the image of a mask, or None where there is none that can be read."""
    size = None if image is None else image_size(Path(image.path))
    if image is not None and size is None:
        found.errors.append(
            f'{found.source}: image "{shorten(image.name)}" of mask "{shorten(file.name)}": damaged'
        )
    return size


def _log_size(found: MaskSplit, file: FoundFile, mask: MaskFile, size: Size) -> None:
    words = f"{mask.size[0]} x {mask.size[1]}, its image {size[0]} x {size[1]}"
    found.walk.log.add("mask-size", f'{found.source}: mask "{shorten(file.name)}" is {words}')


@dataclass(slots=True)
class _ImagesBeside:
    """The images of a split by name without suffix, and which of them have a mask."""

    by_name: dict[str, FoundFile]
    taken: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, folder: MaskFolder, root: str, options: ReadOptions) -> _ImagesBeside:
        """Return the images in the folder that the caller gave, or that lies beside the masks."""
        images = folder.images if options.images is None else options.images
        if images is None or not images.is_dir():
            return cls({})
        if options.images is not None and (images / folder.split).is_dir():
            images = images / folder.split
        deep = images != folder.masks.parent
        files = ImageWalk(root).files(os.path.realpath(images), deep=deep)
        return cls({_bare(file.name): file for file in files})

    def take(self, mask: str) -> FoundFile | None:
        """Return the image of a mask, or None."""
        bare = _bare(mask)
        name = bare if bare in self.by_name else _SUFFIX.sub("", bare)
        self.taken.add(name)
        return self.by_name.get(name)

    def without_mask(self) -> list[FoundFile]:
        """Return the images without a mask; none where no image has one, as names follow another rule."""
        if self.taken.isdisjoint(self.by_name):
            return []
        return [file for name, file in self.by_name.items() if name not in self.taken]


def _bare(name: str) -> str:
    return str(PurePosixPath(name).with_suffix(""))
