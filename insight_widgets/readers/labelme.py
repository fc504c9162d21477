"""LabelMe JSON: a file beside every image, with shapes or with flags of the whole image."""

from __future__ import annotations

from collections import Counter
from functools import partial
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from insight_widgets.class_list import read_class_list
from insight_widgets.dataset import Dataset
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._annotation_files import (
    files_by_split,
    is_json_name,
    leads_out,
    looks_like,
    nothing_read,
)
from insight_widgets.readers._image_beside import images_of
from insight_widgets.readers._image_tree import is_file
from insight_widgets.readers._json_brackets import first_members
from insight_widgets.readers._labelme_files import NO_CLASS, Gathered, read_files
from insight_widgets.tables.class_index import ClassIndex
from insight_widgets.texts.progress import READING_LABELME
from insight_widgets.workers import in_chunks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Task
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._image_tree import FoundFile
    from insight_widgets.shape_split import ShapeSplit

FORMAT = "labelme"
SUMMARY = "LabelMe, a JSON file beside every image"
RANK = 35

_SHAPE_LISTS = ("labels.txt", "classes.txt")
_FLAG_LISTS = ("flags.txt",)


def detect(path: Path) -> bool:
    """Whether `path` is a LabelMe file, or a folder with some in it or one level below."""
    return looks_like(path, is_json_name, _is_labelme)


def read(path: Path, options: ReadOptions) -> Dataset:
    """Return the data set behind LabelMe files; folders called as splits are splits.

    Where no shape is drawn in any image, the flags of images are their classes. Shapes of one class and
    ``group_id`` in an image are one object. Images without a file of their own are not part of the set.

    Raises
    ------
    ReadError
        No file can be read; the message tells of the first one.
    """
    log = ProblemLog()
    root, files = find_files(path, log)
    found = {split: _gather(inner, root, options) for split, inner in files.items()}
    parts = list(found.values())
    parts[0].log.extend(log.problems())
    if not any(part.shapes.images() for part in parts):
        raise nothing_read(path, "LabelMe file", [part.log for part in parts])
    task = options.task or told_task(parts)
    by_flags = is_by_flags(task, parts)
    listed = options.classes or class_list(root, files, parts[0].log, by_flags=by_flags)
    classes = _classes(parts, listed, by_flags=by_flags, masks=task == "segmentation")
    splits = {
        split: split_of(part.chosen(by_flags=by_flags), classes, task, root, options)
        for split, part in found.items()
    }
    return Dataset(task, classes.names, splits)


def find_files(path: Path, log: ProblemLog) -> tuple[Path, dict[str, list[FoundFile]]]:
    """Return the folder that names start from, and the JSON files below it by split.

    Raises
    ------
    ReadError
        There is none.
    """
    return files_by_split(path, is_json_name, log)


def _is_labelme(head: bytes) -> bool:
    """Whether the start of a file names an image of LabelMe's, or has shapes at its top."""
    kinds = first_members(head)
    shapes = kinds.get("shapes") == "[" and (b'"points"' in head or "flags" in kinds)
    return shapes or "imagePath" in kinds or "imageData" in kinds


def _gather(files: Sequence[FoundFile], root: Path, options: ReadOptions) -> Gathered:
    gathered = Gathered.of(root.name)
    read_some = partial(read_files, source=root.name, images=options.images or root)
    for some in in_chunks(read_some, files, what=READING_LABELME, show=options.progress):
        gathered.extend(some)
    return gathered


def told_task(parts: Sequence[Gathered]) -> Task:
    """Return the task that shapes tell, else that of flags."""
    if any(part.kinds for part in parts):
        return "segmentation" if all(part.only_polygons for part in parts) else "detection"
    if not any(part.flag_names for part in parts):
        return "detection"
    return "multilabel" if any(part.most_flags > 1 for part in parts) else "multiclass"


def is_by_flags(task: Task, parts: Sequence[Gathered]) -> bool:
    """Whether the flags of images are their classes."""
    return task in {"multiclass", "multilabel"} and any(part.most_flags for part in parts)


def _classes(
    parts: Sequence[Gathered], listed: tuple[str, ...] | None, *, by_flags: bool, masks: bool
) -> ClassIndex:
    names = list(dict.fromkeys(name for part in parts for name in part.names(by_flags=by_flags)))
    return ClassIndex(names, listed, ordered=names if by_flags else (), background=masks and not by_flags)


def split_of(shapes: ShapeSplit, classes: ClassIndex, task: Task, root: Path, options: ReadOptions) -> Split:
    """Return the split of some images with their shapes or flags."""
    return shapes.split(classes, task, images_of(shapes, root, options), show=options.progress)


def class_list(
    root: Path, files: Mapping[str, Sequence[FoundFile]], log: ProblemLog, *, by_flags: bool
) -> tuple[str, ...] | None:
    """Return the class list that lies with the files, if any."""
    names = _FLAG_LISTS if by_flags else _SHAPE_LISTS
    beside = [root / PurePosixPath(file.name).parent for inner in files.values() for file in inner]
    for folder in dict.fromkeys([root, *beside]):
        for name in names:
            if is_file(folder / name) and not leads_out(folder / name, root):
                return _classes_of(folder / name, log)
    return None


def _classes_of(file: Path, log: ProblemLog) -> tuple[str, ...]:
    written = read_class_list(file)
    names = tuple(name for name in dict.fromkeys(written) if name not in NO_CLASS)
    repeated = [name for name, times in Counter(written).items() if times > 1]
    log.add("duplicate-class", *(f"{file.name}: {name}" for name in repeated), count=len(repeated))
    return names
