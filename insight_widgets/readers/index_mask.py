"""Index masks: images whose pixel values are classes."""

from __future__ import annotations

import os
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.class_list import read_class_list
from insight_widgets.dataset import Dataset
from insight_widgets.errors import ReadError
from insight_widgets.mask_values import MaskClasses
from insight_widgets.naming import ALL
from insight_widgets.readers._image_tree import ImageWalk
from insight_widgets.readers._mask_file import MaskError, bombs_refused, read_mask
from insight_widgets.readers._mask_layout import MaskFolder, is_raster_name, mask_folders
from insight_widgets.readers._mask_split import read_mask_split

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from insight_widgets.readers import ReadOptions
    from insight_widgets.readers._mask_split import MaskSplit

FORMAT = "mask"
SUMMARY = "index masks (PNG), in folders such as masks, train/masks or trainannot"
RANK = 30

_CLASS_FILES = ("classes.txt", "labels.txt", "class_names.txt", "classes.json")
_LOOKED_AT = 3
_MOST_VALUES = 64


def detect(path: Path) -> bool:
    """Whether a folder holds index masks: folders called so, or files that look like it."""
    try:
        return path.is_dir() and any(map(_looks_like_masks, mask_folders(path)))
    except ReadError:
        return False


def read(path: Path, options: ReadOptions) -> Dataset:
    """Return the data set behind folders of masks.

    Raises
    ------
    ReadError
        The path is no folder, holds no mask that can be read, or another task is asked for.
    """
    if not path.is_dir():
        raise ReadError(f"{path}: a folder of masks is wanted")
    if options.task not in {None, "segmentation"}:
        raise ReadError(f"{path}: masks are for segmentation; {options.task} needs other labels")
    root = Path(os.path.realpath(path))
    layout = mask_folders(root) or [MaskFolder(ALL, root)]
    found = {folder.split: read_mask_split(folder, str(root), options) for folder in layout}
    _refuse_nothing(path, found)
    names = options.classes or _class_names(root, layout)
    values = {int(value) for split in found.values() for column in split.counts.value for value in column}
    classes = MaskClasses(values, names, options.background, options.ignore)
    return Dataset(
        "segmentation", classes.names, {name: split.split(classes) for name, split in found.items()}
    )


def _refuse_nothing(path: Path, found: Mapping[str, MaskSplit]) -> None:
    if any(split.counts.value for split in found.values()):
        return
    errors = [error for split in found.values() for error in split.errors]
    if errors:
        raise ReadError(f"{path}: no mask here can be read; {errors[0]}")
    raise ReadError(f"{path}: no mask in this folder or below it")


def _class_names(root: Path, layout: Iterable[MaskFolder]) -> tuple[str, ...] | None:
    """Return the class list that lies with the masks, if any."""
    beside = [folder for mask in layout for folder in (mask.masks, mask.masks.parent)]
    for folder in (root, *beside):
        for name in _CLASS_FILES:
            if (folder / name).is_file():
                return read_class_list(folder / name)
    return None


def _looks_like_masks(folder: MaskFolder) -> bool:
    """Whether a folder of masks has its images beside it, or files of few values."""
    if folder.named and folder.images not in {None, folder.masks.parent}:
        return True
    files = ImageWalk(str(folder.masks)).files(str(folder.masks), deep=folder.named)
    looked_at = list(islice((Path(file.path) for file in files if is_raster_name(file.name)), _LOOKED_AT))
    return bool(looked_at) and all(map(_has_few_values, looked_at))


def _has_few_values(file: Path) -> bool:
    try:
        with bombs_refused():
            return len(read_mask(file).values) <= _MOST_VALUES
    except MaskError:
        return False
