"""Index masks: images whose pixel values are classes."""

from __future__ import annotations

import os
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.class_list import ClassList, read_class_file
from insight_widgets.dataset import Dataset
from insight_widgets.errors import ReadError
from insight_widgets.mask_values import MaskClasses
from insight_widgets.naming import ALL
from insight_widgets.readers._image_tree import ImageWalk
from insight_widgets.readers._mask_file import MaskError, bombs_refused, read_mask
from insight_widgets.readers._mask_layout import MaskFolder, is_raster_name, mask_folders
from insight_widgets.readers._mask_pairs import paired
from insight_widgets.readers._mask_split import read_mask_split

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._mask_codes import MaskCode
    from insight_widgets.readers._mask_split import MaskSplit

FORMAT = "mask"
SUMMARY = "index masks (PNG), in folders such as masks, train/masks or trainannot"
RANK = 30

BINARY_TOP = 255
"""What masks of two values have where the object is."""

_CLASS_FILES = (
    *("label_colors.txt", "labelmap.txt", "class_dict.csv"),
    *("classes.txt", "labels.txt", "class_names.txt", "codes.txt", "classes.json"),
)
_LOOKED_AT = 3
_MOST_VALUES = 64


def detect(path: Path) -> bool:
    """Whether a folder holds index masks: folders called so, or files that look like it."""
    return path.is_dir() and any(map(_looks_like_masks, mask_folders(path)))


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
    listed = _class_list(root, layout, options)
    found = [split for folder in layout for split in _read_folder(folder, root, listed, options)]
    _refuse_nothing(path, found)
    classes = _classes(found, listed, layout[0].code, options)
    return Dataset(
        "segmentation", classes.names, {split.found.split: split.split(classes) for split in found}
    )


def _classes(
    found: Sequence[MaskSplit], listed: ClassList | None, code: MaskCode | None, options: ReadOptions
) -> MaskClasses:
    """Return what the values are: what the class list says, or a known code, or else every value a class."""
    values = {int(value) for split in found for column in split.counts.value for value in column}
    if options.ignore == BINARY_TOP and BINARY_TOP in values <= {0, BINARY_TOP}:
        _tell_binary(found)
    if listed is not None:
        if listed.colours is None:  # several colours may well be one class
            twice = [name for name, count in Counter(listed.names).items() if count > 1]
            found[0].found.log.add("duplicate-class", *twice, count=len(twice))
        return MaskClasses(values, listed.names, options.background, options.ignore, listed.colours)
    if code is not None:
        return MaskClasses(values, code.classes(values), options.background | code.void, options.ignore)
    return MaskClasses(values, None, options.background, options.ignore)


def _read_folder(
    folder: MaskFolder, root: Path, listed: ClassList | None, options: ReadOptions
) -> list[MaskSplit]:
    colours = listed is not None and listed.colours is not None
    return [
        read_mask_split(found, folder.code, colours=colours, show=options.progress)
        for found in paired(folder, str(root), options)
    ]


def _refuse_nothing(path: Path, found: Sequence[MaskSplit]) -> None:
    if any(split.counts.value for split in found):
        return
    errors = [error for split in found for error in split.errors]
    if errors:
        raise ReadError(f"{path}: no mask here can be read; {errors[0]}")
    told = [problem for split in found for problem in split.found.log.problems()]
    links = [text for problem in told if problem.code == "link-outside" for text in problem.examples]
    raise ReadError("; ".join([f"{path}: no mask in this folder or below it", *links[:1]]))


def _tell_binary(found: Sequence[MaskSplit]) -> None:
    for split in found:
        split.found.log.add(
            "mask-binary",
            f"{split.found.source}: every mask has only the values 0 and 255, and 255 is ignored; "
            "ignore=None counts it as a class",
            count=len(split.counts.value),
        )


def _class_list(root: Path, layout: Sequence[MaskFolder], options: ReadOptions) -> ClassList | None:
    """Return the class list that the caller gave, or that lies with the masks, if any."""
    if options.classes is not None:
        return ClassList(options.classes, options.colours)
    places = dict.fromkeys(place for folder in layout for place in _places(folder.masks, root))
    files = (place / name for place in places for name in _CLASS_FILES)
    file = next(filter(Path.is_file, files), None)
    return None if file is None else read_class_file(file)


def _places(masks: Path, root: Path) -> list[Path]:
    """Return where a class list may lie: with the masks, beside their folder, and up to the root."""
    above = (place for place in masks.parent.parents if place.is_relative_to(root))
    return [masks, masks.parent, *above]


def _looks_like_masks(folder: MaskFolder) -> bool:
    """Whether a folder of masks has its images beside it, or files of few values."""
    if folder.named and folder.images not in {None, folder.masks.parent}:
        return True
    files = ImageWalk(str(folder.masks)).files(str(folder.masks), deep=folder.named)
    looked_at = list(islice((Path(file.path) for file in files if is_raster_name(file.name)), _LOOKED_AT))
    return bool(looked_at) and all(_has_few_values(file, named=folder.named) for file in looked_at)


def _has_few_values(file: Path, *, named: bool) -> bool:
    """Whether a file is a mask of few values, or of few colours if its folder is called so."""
    try:
        with bombs_refused():
            return len(read_mask(file, colours=named).values) <= _MOST_VALUES
    except MaskError:
        return False
