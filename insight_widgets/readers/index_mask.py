"""Index masks: images whose pixel values are classes."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
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
from insight_widgets.texts.records import black_and_white

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._mask_codes import MaskCode
    from insight_widgets.readers._mask_pairs import MaskPairs
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
    layout = layout_of(path, options)
    colours = layout.listed is not None and layout.listed.colours is not None
    found = [
        read_mask_split(pairs, code, colours=colours, show=options.progress)
        for pairs, code in zip(layout.pairs, layout.codes, strict=True)
    ]
    _refuse_nothing(path, found)
    tell_twice(layout)
    values = values_of(found)
    if is_binary(values, options):
        tell_binary(found)
    classes = classes_of(values, layout.listed, layout.code, options)
    return Dataset(
        "segmentation", classes.names, {split.found.split: split.split(classes) for split in found}
    )


@dataclass(frozen=True, slots=True)
class MaskLayout:
    """What lies where in a folder of masks.

    Attributes
    ----------
    listed : ClassList or None
        The class list that the caller gave, or that lies with the masks.
    pairs : tuple of MaskPairs
        Masks and images by split.
    codes : tuple of MaskCode or None, one a split
        What the values mean, where it is known.
    """

    listed: ClassList | None
    pairs: tuple[MaskPairs, ...]
    codes: tuple[MaskCode | None, ...]

    @property
    def code(self) -> MaskCode | None:
        """What the values mean in the first split."""
        return self.codes[0] if self.codes else None


def layout_of(path: Path, options: ReadOptions) -> MaskLayout:
    """Return what lies where; no mask is read.

    Raises
    ------
    ReadError
        The path is no folder, or another task is asked for.
    """
    if not path.is_dir():
        raise ReadError(f"{path}: a folder of masks is wanted")
    if options.task not in {None, "segmentation"}:
        raise ReadError(f"{path}: masks are for segmentation; {options.task} needs other labels")
    root = Path(os.path.realpath(path))
    folders = mask_folders(root) or [MaskFolder(ALL, root)]
    found = [(pairs, folder.code) for folder in folders for pairs in paired(folder, str(root), options)]
    listed = _class_list(root, folders, options)
    return MaskLayout(listed, tuple(pairs for pairs, _ in found), tuple(code for _, code in found))


def values_of(found: Sequence[MaskSplit]) -> set[int]:
    """Return all values that masks have."""
    return {int(value) for split in found for column in split.counts.value for value in column}


def is_binary(values: AbstractSet[int], options: ReadOptions) -> bool:
    """Whether masks have only the values 0 and 255, of which the latter is ignored."""
    return options.ignore == BINARY_TOP and BINARY_TOP in values and values <= {0, BINARY_TOP}


def classes_of(
    values: AbstractSet[int], listed: ClassList | None, code: MaskCode | None, options: ReadOptions
) -> MaskClasses:
    """Return what the values are: what the class list says, or a known code, or else every value a class."""
    if listed is not None:
        return MaskClasses(values, listed.names, options.background, options.ignore, listed.colours)
    if code is not None:
        return MaskClasses(values, code.classes(values), options.background | code.void, options.ignore)
    return MaskClasses(values, None, options.background, options.ignore)


def tell_twice(layout: MaskLayout) -> None:
    """Tell of classes that stand twice in the list; of colours, several may well be one class."""
    if layout.listed is not None and layout.listed.colours is None and layout.pairs:
        twice = [name for name, count in Counter(layout.listed.names).items() if count > 1]
        layout.pairs[0].log.add("duplicate-class", *twice, count=len(twice))


def _refuse_nothing(path: Path, found: Sequence[MaskSplit]) -> None:
    if any(split.counts.value for split in found):
        return
    errors = [text for split in found for text, _ in split.errors]
    if errors:
        raise ReadError(f"{path}: no mask here can be read; {errors[0]}")
    told = [problem for split in found for problem in split.found.log.problems()]
    links = [text for problem in told if problem.code == "link-outside" for text in problem.examples]
    raise ReadError("; ".join([f"{path}: no mask in this folder or below it", *links[:1]]))


def tell_binary(found: Sequence[MaskSplit], *, in_words: bool = True) -> None:
    """Tell of masks that have only the values 0 and 255."""
    for split in found:
        words = black_and_white(split.found.source)
        split.found.log.add("mask-binary", *([words] if in_words else []), count=len(split.counts.value))


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
