"""Which folders of a tree are splits, and whether those below are classes of images."""

from __future__ import annotations

import os
import re
from itertools import islice
from pathlib import PurePath
from typing import TYPE_CHECKING

from insight_widgets.image_files import is_image_name
from insight_widgets.naming import known_split
from insight_widgets.readers._image_tree import folders, holds, is_folder, visible

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_ALL_CLASSES = re.compile(
    r"(images?|imgs?|jpegimages|photos|pictures|frames|leftimg8bit|image_\d+)", re.IGNORECASE
)
"""Names of folders that hold images of all classes; what lies beside is no class either."""

_ANNOTATION_FOLDER = re.compile(r"(labels?|annotations?)(_.*)?", re.IGNORECASE)
_ANNOTATION_FILE = re.compile(r".*\.(json|xml|txt)", re.IGNORECASE)
_MARKUP_FILE = re.compile(r".*\.(json|xml)", re.IGNORECASE)
_YOLO_FILE = re.compile(r"data.*\.ya?ml", re.IGNORECASE)
_TABLE_FILE = re.compile(r".*\.(csv|tsv)(\.gz)?", re.IGNORECASE)
_DEPTH = 3
_LOOKED_AT = 3
_SPLITS = 2
_FILES_LOOKED_AT = 200


def top_folder(path: str | Path) -> str:
    """Return the folder of splits or classes: `path`, or the only folder in it if that holds splits."""
    entries = visible(path)
    if len(entries) == 1 and is_folder(entries[0]) and has_splits(entries[0].path):
        return entries[0].path
    return str(path)


def has_splits(folder: str) -> bool:
    """Whether a folder is parted into splits: one is called so and holds folders of images."""
    splits = (entry for entry in folders(folder) if known_split(entry.name))
    return any(_holds_images(inner) for entry in splits for inner in folders(entry.path))


def split_folders(top: str) -> list[os.DirEntry[str]]:
    """Return the folders of splits: those called so, and what else holds images beside them."""
    return [entry for entry in folders(top) if known_split(entry.name) or _holds_images(entry)]


def is_class_tree(path: Path) -> bool:
    """Whether folders of a path are classes of images, and no other files tell the labels."""
    top = top_folder(path)
    splits = [entry.path for entry in split_folders(top)] if has_splits(top) else []
    classes = list(islice(filter(_holds_images, _class_folders(splits or [top])), _LOOKED_AT))
    if not classes or any(map(_is_annotated, {str(path), top, *splits})):
        return False
    if len(classes) == 1 and any(_TABLE_FILE.fullmatch(entry.name) for entry in visible(path)):
        return False
    return not any(_has_annotations_inside(entry) for entry in classes)


def _class_folders(parents: list[str]) -> Iterator[os.DirEntry[str]]:
    """Pass the folders that may be classes: one may be called train, but not one train and one val."""
    for parent in parents:
        entries = folders(parent)
        splits = [entry for entry in entries if known_split(entry.name)]
        together = any(_ALL_CLASSES.fullmatch(entry.name) for entry in entries)
        if not together and len(splits) < min(len(entries), _SPLITS):
            yield from entries


def _holds_images(entry: os.DirEntry[str]) -> bool:
    return holds(entry.path, is_image_name, depth=_DEPTH)


def _is_annotated(folder: str) -> bool:
    """Whether a folder has the files of a format that brings its own annotations."""
    for entry in visible(folder):
        if is_folder(entry) and _ANNOTATION_FOLDER.fullmatch(entry.name):
            if holds(entry.path, lambda name: bool(_ANNOTATION_FILE.fullmatch(name)), depth=_DEPTH):
                return True
        elif _YOLO_FILE.fullmatch(entry.name):
            return True
    return False


def _has_annotations_inside(entry: os.DirEntry[str]) -> bool:
    """Whether a folder holds annotations, or text files called as the images beside them."""
    if holds(entry.path, lambda name: bool(_MARKUP_FILE.fullmatch(name)), depth=_DEPTH):
        return True
    with os.scandir(entry.path) as entries:
        names = [PurePath(file.name) for file in islice(entries, _FILES_LOOKED_AT)]
    images = {name.stem for name in names if is_image_name(name.name)}
    return any(name.stem in images for name in names if name.suffix.lower() == ".txt")
