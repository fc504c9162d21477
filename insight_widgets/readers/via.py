"""VIA (VGG Image Annotator) 1 and 2: projects, and exports in JSON or CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.dataset import Dataset
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._annotation_files import (
    is_json_name,
    known_by_split,
    looks_like,
    nothing_read,
)
from insight_widgets.readers._image_beside import ImagesBeside, images_of
from insight_widgets.readers._via_classes import class_attribute
from insight_widgets.readers._via_files import is_csv, is_via
from insight_widgets.readers._via_split import ViaSplit
from insight_widgets.shape_split import ShapeSplit
from insight_widgets.tables.class_index import ClassIndex

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from insight_widgets.dataset import Task
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._via_classes import ClassAttribute

FORMAT = "via"
SUMMARY = "VIA (VGG Image Annotator), a project or an export in JSON or CSV"
RANK = 40


def detect(path: Path) -> bool:
    """Whether `path` is a VIA file, or a folder with some in it or one level below."""
    return looks_like(path, _is_wanted, is_via)


def read(path: Path, options: ReadOptions) -> Dataset:
    """Return the data set behind VIA files; their folders or names tell the splits.

    The class of a region is its only attribute, or the one called class, label, name, type, category or
    object (``columns={"label": NAME}`` says another one); regions without attributes are all ``"object"``.

    Raises
    ------
    ReadError
        No file can be read; the message tells of the first one.
    """
    log = ProblemLog()
    root, files = known_by_split(path, _is_wanted, is_via, log)
    parts = {split: ViaSplit(ShapeSplit(root.name, "region")) for split in files}
    next(iter(parts.values())).log.extend(log.problems())
    for split, part in parts.items():
        part.read(files[split])
    if not any(part.files for part in parts.values()):
        raise nothing_read(path, "file of VIA", [part.log for part in parts.values()])
    attribute = _attribute(parts.values(), options)
    for part in parts.values():
        part.draw(attribute, ImagesBeside(options.images or root))
    task = options.task or _task(parts.values())
    classes = _classes(parts.values(), attribute, options, masks=task == "segmentation")
    splits = {}
    for split, part in parts.items():
        images = images_of(part.shapes, root, options)
        splits[split] = part.shapes.split(classes, task, images, show=options.progress)
    return Dataset(task, classes.names, splits)


def _is_wanted(name: str) -> bool:
    return is_json_name(name) or is_csv(name)


def _attribute(parts: Iterable[ViaSplit], options: ReadOptions) -> ClassAttribute:
    wanted = options.columns.get("label")
    files = [file for part in parts for file in part.files.values()]
    return class_attribute(files, wanted if isinstance(wanted, str) else None, options.classes)


def _task(parts: Iterable[ViaSplit]) -> Task:
    drawn = [part for part in parts if part.kinds]
    return "segmentation" if drawn and all(part.only_polygons for part in drawn) else "detection"


def _classes(
    parts: Iterable[ViaSplit], attribute: ClassAttribute, options: ReadOptions, *, masks: bool
) -> ClassIndex:
    names = {name for part in parts for name in part.shapes.labels} - {""}
    return ClassIndex(names, options.classes or attribute.options or None, background=masks)
