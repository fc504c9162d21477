"""A tree of folders: every class is a folder of images."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.columns import Images, Labels, Split, image_names, unknown_sizes
from insight_widgets.dataset import Dataset
from insight_widgets.errors import FormatError, ReadError
from insight_widgets.naming import ALL, split_name
from insight_widgets.problems import EXAMPLES
from insight_widgets.progress import track
from insight_widgets.readers._image_tree import FoundFile, ImageWalk, folders, plain
from insight_widgets.readers._tree_layout import has_splits, is_class_tree, split_folders, top_folder
from insight_widgets.tables.class_index import ClassIndex
from insight_widgets.texts.files import NO_SPLITS, same_file
from insight_widgets.texts.progress import LISTING
from insight_widgets.texts.where import folder_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from insight_widgets.read_options import ReadOptions

FORMAT = "folder"
SUMMARY = "folders of images, split/class/image or class/image"
RANK = 20


def detect(path: Path) -> bool:
    """Whether the folders of `path` are classes of images, and no other files tell the labels."""
    return path.is_dir() and is_class_tree(path)


def read(path: Path, options: ReadOptions) -> Dataset:
    """Return the data set whose classes are the folders of `path`; images are not opened.

    Raises
    ------
    ReadError
        The path is no folder, holds no image or no folder of a class, or a task is asked for
        that folders do not tell.
    FormatError
        Two folders are one split.
    """
    found = find_trees(path, options)
    classes = ClassIndex((name for tree in found.values() for name in tree.classes), options.classes)
    splits = {name: tree.split(classes, plain(str(path))) for name, tree in found.items()}
    return Dataset(options.task or "multiclass", classes.names, splits)


def find_trees(path: Path, options: ReadOptions) -> dict[str, SplitTree]:
    """Return the images by split; none is opened.

    Raises
    ------
    ReadError
        The path is no folder, holds no image or no folder of a class, or a task is asked for
        that folders do not tell.
    FormatError
        Two folders are one split.
    """
    if not path.is_dir():
        raise ReadError(f"{path}: a folder with a folder of images for every class is wanted")
    if options.task in {"detection", "segmentation"}:
        raise ReadError(f"{path}: folders tell the class of whole images; {options.task} needs annotations")
    root = os.path.realpath(path)
    found = {name: _read_split(folder, root, options) for name, folder in _splits(root).items()}
    _refuse_nothing(path, found)
    if list(found) == [ALL]:
        _offer_splits(found[ALL])
    return found


def _splits(root: str) -> dict[str, str]:
    """Return the folder of every split by name."""
    top = top_folder(root)
    if not has_splits(top):
        return {ALL: top}
    splits: dict[str, str] = {}
    for entry in split_folders(top):
        name = split_name(plain(entry.name))
        if name in splits:
            both = f"{plain(Path(splits[name]).name)} and {plain(entry.name)}"
            raise FormatError(f"{plain(root)}: the folders {both} are both the split {name}")
        splits[name] = entry.path
    return splits


def _offer_splits(tree: SplitTree) -> None:
    """Tell that classes without splits can be parted: nothing is compared as they are."""
    tree.walk.log.add("split-none", NO_SPLITS, count=len(tree.files))


@dataclass(slots=True)
class SplitTree:
    """The images of one split.

    Attributes
    ----------
    walk : ImageWalk
    folder : Path
        In which the folders of classes lie.
    classes : list of str
        Names of the folders of classes, also of empty ones.
    files : dict of str to FoundFile
        Images by where they really lie: each counts once.
    labels : list of str
        Class of each image; empty for one that lies in no class.
    before : int
        Images of the split before these, where these are some of them.
    """

    walk: ImageWalk
    folder: Path
    classes: list[str] = field(default_factory=list)
    files: dict[str, FoundFile] = field(default_factory=dict)
    labels: list[str] = field(default_factory=list)
    before: int = 0

    def add(self, file: FoundFile, label: str) -> None:
        """Take an image, or count it as one that is there already."""
        first = self.files.setdefault(file.path, file)
        if first is file:
            self.labels.append(label)
        else:
            words = same_file(file.name, first.name)
            self.walk.log.add("duplicate-image", words, images=[first.name])

    def split(self, classes: ClassIndex, source: str) -> Split:
        """Return the split."""
        places = classes.places(self.labels)
        rows = np.flatnonzero([label != "" for label in self.labels])
        unknown = np.flatnonzero(places[rows] < 0)[:EXAMPLES].tolist()
        return Split(
            self._images(),
            labels=Labels(rows, places[rows], self.before + rows),
            source=source,
            record_name="file",
            unresolved={row: folder_text(self.labels[rows[row]]) for row in unknown},
            problems=self.walk.log.problems(),
        )

    def _images(self) -> Images:
        names = image_names(file.name for file in self.files.values())
        sizes = unknown_sizes(len(names))
        keys = image_names(self.files)
        return Images(names, sizes, sizes, keys, key_name="file", roots=(self.folder,))


def _read_split(folder: str, root: str, options: ReadOptions) -> SplitTree:
    tree = SplitTree(ImageWalk(root), Path(folder))
    top = tree.walk.inner(folder, plain(Path(folder).name))
    if top is None:
        return tree
    for entry in track(folders(top), LISTING, show=options.progress):
        name = plain(entry.name)
        inner = tree.walk.inner(entry.path, name)
        if inner is not None:
            tree.classes.append(name.strip())
            for file in tree.walk.files(inner, name):
                tree.add(file, name.strip())
    for file in tree.walk.files(top, deep=False):
        tree.add(file, "")
    return tree


def _refuse_nothing(path: Path, found: Mapping[str, SplitTree]) -> None:
    if not any(tree.files for tree in found.values()):
        raise ReadError(f"{path}: no image file in this folder or below it")
    if not any(tree.classes for tree in found.values()):
        raise ReadError(
            f"{path}: images, but no folder of a class; class/image or split/class/image is wanted"
        )
