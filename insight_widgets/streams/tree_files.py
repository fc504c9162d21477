"""Folders of classes as parts, some images each; images are listed before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from insight_widgets.readers import folder
from insight_widgets.readers._image_tree import ImageWalk, plain
from insight_widgets.streams.file_parts import FilePart, FilePlan, FileSource, ReadPart, runs
from insight_widgets.tables.class_index import ClassIndex
from insight_widgets.texts.where import images_from

if TYPE_CHECKING:
    from pathlib import Path

    from insight_widgets.problems import Problem
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._image_tree import FoundFile


@dataclass(frozen=True)
class TreePlan(FilePlan):
    """How folders are read.

    Attributes
    ----------
    folders : tuple of str
        The folders of all classes of all splits.
    """

    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TreeSlice:
    """Some images of a split, with the folders of their classes."""

    source: str
    top: Path
    images: tuple[tuple[FoundFile, str], ...]
    before: int
    problems: tuple[Problem, ...]

    def read(self, plan: TreePlan, split: str) -> ReadPart:
        """Return the images."""
        tree = folder.SplitTree(ImageWalk(str(self.top)), self.top, before=self.before)
        tree.walk.log.extend(self.problems)
        for file, label in self.images:
            tree.add(file, label)
        classes = ClassIndex(plan.folders, plan.options.classes)
        return ReadPart({split: tree.split(classes, self.source)}, classes.names)


def tree_source(title: str, path: Path, options: ReadOptions) -> FileSource:
    """Return folders of classes as a source of parts.

    Raises
    ------
    ReadError, FormatError
        There is no image, no folder of a class, or two folders are one split.
    """
    found = folder.find_trees(path, options)
    parts, read = [], []
    for split, tree in found.items():
        images = list(zip(tree.files.values(), tree.labels, strict=True))
        read += list(tree.files)
        problems = tree.walk.log.problems()
        for first, some in runs(images):
            held = TreeSlice(plain(str(path)), tree.folder, some, first, problems)
            parts.append(FilePart(images_from(str(tree.folder), first + 1), split, held))
            problems = ()
    names = tuple(dict.fromkeys(name for tree in found.values() for name in tree.classes))
    plan = TreePlan(options.task or "multiclass", options, folders=names)
    return FileSource(title, tuple(parts), plan, tuple(read), key_name="file", grouped=True)
