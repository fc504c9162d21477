"""CVAT XML (for images 1.1, for video 1.1): one file for many images, or for the frames of videos."""

from __future__ import annotations

import posixpath
from collections import Counter, defaultdict
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.dataset import Dataset
from insight_widgets.image_lookup import with_sizes
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._annotation_files import is_xml_name, known_by_split, looks_like, nothing_read
from insight_widgets.readers._cvat_file import CvatFile, is_cvat
from insight_widgets.readers._cvat_split import CvatSplit
from insight_widgets.tables.class_index import ClassIndex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from insight_widgets.columns import Images
    from insight_widgets.dataset import Task
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._cvat_meta import Meta
    from insight_widgets.readers._image_tree import FoundFile
    from insight_widgets.shape_split import ShapeSplit

FORMAT = "cvat"
SUMMARY = "CVAT XML, of images or videos"
RANK = 40


def detect(path: Path) -> bool:
    """Whether `path` is a CVAT file, or a folder with some in it or one level below."""
    return looks_like(path, is_xml_name, is_cvat)


def read(path: Path, options: ReadOptions) -> Dataset:
    """Return the data set behind CVAT files; subsets are splits, else folders and names of files tell them.

    Every frame of a video is an image; shapes that are outside in a frame do not count there. Frames between
    the keyframes of a track are those that the file writes out, which CVAT does. A turned box counts as it is
    written, before it is turned; what it is turned by is among the attributes. Where no shape is drawn in any
    image, tags are its classes.

    Raises
    ------
    ReadError
        No file can be read; the message tells of the first one.
    """
    log = ProblemLog()
    root, files = known_by_split(path, is_xml_name, is_cvat, log)
    parts, metas = _gathered(files, root, log, options)
    if not parts:
        raise nothing_read(path, "CVAT file", [log])
    next(iter(parts.values())).log.extend(log.problems())
    task = options.task or _task(list(parts.values()))
    by_tags = task in {"multiclass", "multilabel"} and any(part.most_tags for part in parts.values())
    chosen = {split: part.chosen(by_tags=by_tags) for split, part in parts.items()}
    declared = [name for meta in metas for name in (meta.tag_labels() if by_tags else meta.drawn_labels())]
    names = {name for shapes in chosen.values() for name in shapes.labels} - {""}
    listed = options.classes or tuple(dict.fromkeys(declared)) or None
    classes = ClassIndex(names, listed, background=task == "segmentation")
    splits = {}
    for split, shapes in chosen.items():
        images = _images(shapes, parts[split].keys)
        sized = with_sizes(images, (root,), options, shapes.log, split=split)
        splits[split] = shapes.split(classes, task, sized, show=options.progress)
    return Dataset(task, classes.names, splits)


def _gathered(
    files: Mapping[str, Sequence[FoundFile]], root: Path, log: ProblemLog, options: ReadOptions
) -> tuple[dict[str, CvatSplit], list[Meta]]:
    """Return what the files hold by split, and what each says before its images."""
    parts: defaultdict[str, CvatSplit] = defaultdict(partial(CvatSplit.of, root.name))
    in_folder = Counter(posixpath.dirname(file.name) for inner in files.values() for file in inner)
    metas = []
    for split, inner in files.items():
        for file in inner:
            alone = in_folder[posixpath.dirname(file.name)] == 1
            reading = CvatFile(file, split, parts.__getitem__, options.images or root, alone=alone)
            reading.read(log, show=options.progress)
            metas.append(reading.meta)
    return parts, metas


def _task(parts: Sequence[CvatSplit]) -> Task:
    if any(part.kinds for part in parts):
        return "segmentation" if all(part.only_polygons for part in parts) else "detection"
    most = max(part.most_tags for part in parts)
    return "detection" if not most else "multilabel" if most > 1 else "multiclass"


def _images(shapes: ShapeSplit, keys: Sequence[str | None]) -> Images:
    """Return the images of a split, each with what makes it the same in another split."""
    column = np.empty(len(keys), dtype=object)
    column[:] = keys
    return replace(shapes.images(), key=column)
