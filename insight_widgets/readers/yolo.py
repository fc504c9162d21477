"""YOLO: a text file of relative boxes, polygons or poses for every image, and mostly a data.yaml."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.columns import Boxes, Images, Labels, Split, first_of_pairs, image_names
from insight_widgets.dataset import Dataset
from insight_widgets.errors import ReadError
from insight_widgets.image_size import sizes_of
from insight_widgets.outlines import Outlines
from insight_widgets.readers._annotation_files import looks_like
from insight_widgets.readers._yolo_config import config_file, config_of, is_label_name
from insight_widgets.readers._yolo_layout import files_of
from insight_widgets.readers._yolo_numbers import ClassNumbers
from insight_widgets.readers._yolo_rows import LabelRows, read_rows
from insight_widgets.readers._yolo_shapes import YoloShapes
from insight_widgets.texts.files import lacking_image
from insight_widgets.texts.progress import READING_LABELS, READING_SIZES
from insight_widgets.texts.where import labels_of, record_in_image
from insight_widgets.workers import CHUNK, in_chunks

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from insight_widgets.dataset import Task
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._yolo_files import YoloFiles

FORMAT = "yolo"
SUMMARY = "YOLO, a data.yaml or folders images and labels"
RANK = 36

WORTH_PROCESSES = 200_000
"""Label files; fewer are read in less time than processes take to start and to answer."""

_SHARE = rb"[ \t]+-?(?:[01]?\.\d+|[01])(?:[eE][+-]?\d+)?"
_ROW = re.compile(rb"\s*\d{1,6}(?:%s){4,}[ \t]*(?:\r|\n|$)" % _SHARE)


def detect(path: Path) -> bool:
    """Whether a file describes a YOLO set, or a folder holds such a file or label files."""
    if config_file(path) is not None:
        return True
    return path.is_dir() and looks_like(path, is_label_name, lambda head: bool(_ROW.match(head)))


def read(path: Path, options: ReadOptions) -> Dataset:
    """Return the data set behind a data.yaml, an obj.data, or a folder of images and labels.

    Images are not opened; the sizes of all are read from their headers.

    Raises
    ------
    ReadError
        The description cannot be read, or nothing of what it names is there.
    FormatError
        Two entries of it are one split.
    """
    if not path.exists():
        raise ReadError(f"{path}: no such file or folder")
    config = config_of(path)
    files = files_of(config, options)
    keep_outlines = options.task in {None, "segmentation"}
    parse = partial(read_rows, pose=config.pose, outlines=keep_outlines)
    rows = {name: rows_of(of, parse, show=options.progress) for name, of in files.items()}
    if not any(of.names for of in files.values()):
        raise ReadError(f"{path}: no image and no label file here")
    numbers = ClassNumbers(config.names, options.classes, (of.number for of in rows.values()))
    task = options.task or task_of(list(rows.values()))
    splits = {
        name: split_of(
            files[name], rows[name], numbers, task, options, source=config.folder.name, pose=config.pose
        )
        for name in files
    }
    return Dataset(task, numbers.names, splits)


def rows_of(files: YoloFiles, parse: partial[LabelRows], *, show: bool) -> LabelRows:
    """Return the rows of all label files of a split, `file` being the row of the image."""
    entries = [place for place, label in enumerate(files.labels) if label is not None]
    paths = [label for label in files.labels if label is not None]
    parts = list(in_chunks(parse, paths, what=READING_LABELS, show=show, worth=WORTH_PROCESSES))
    counts = [min(CHUNK, len(paths) - start) for start in range(0, len(paths), CHUNK)]
    rows = LabelRows.joined(parts, counts)
    image = np.array(entries, dtype=np.int64)
    rows.file = image[rows.file]
    for place, text in rows.unreadable:
        name = files.names[entries[place]]
        files.log.add("record-unreadable", f"{labels_of(name)}: {text}", images=[name])
    told = [f"{labels_of(files.names[entries[place]])}: {text}" for place, text in rows.bad]
    named = [files.names[entries[place]] for place in rows.bad_files]
    files.log.add("row-unreadable", *told, count=len(named), images=named)
    return rows


def task_of(rows: list[LabelRows]) -> Task:
    """Return segmentation if there are shapes and every one is a polygon."""
    drawn = [bool((of.outlines.length > 0).all()) for of in rows if len(of.file)]
    return "segmentation" if drawn and all(drawn) else "detection"


def split_of(
    files: YoloFiles,
    rows: LabelRows,
    numbers: ClassNumbers,
    task: Task,
    options: ReadOptions,
    *,
    source: str,
    pose: bool = False,
) -> Split:
    """Return a split of rows of label files; sizes of images are read from their headers."""
    images = _images(files, options)
    label = numbers.places(rows.number)
    x, y, width, height = rows.box.T
    boxes = Boxes(rows.file, label, x, y, width, height, record=rows.line, relative=True)
    masks = None
    if task == "segmentation":
        masks = _in_pixels(rows, images).masks(
            boxes.image,
            label,
            images,
            files.log,
            lambda row: f"{source}: {record_in_image('line', rows.line[row], images.name[rows.file[row]])}",
            show=options.progress,
        )
    classified = task in {"multiclass", "multilabel"}
    kept = first_of_pairs(boxes) if classified else np.arange(len(boxes))
    return Split(
        images,
        labels=Labels(boxes.image[kept], label[kept], rows.line[kept]) if classified else None,
        boxes=None if classified else boxes,
        masks=masks,
        source=source,
        record_name="line",
        unresolved=numbers.unresolved(rows.number[kept]),
        problems=files.log.problems(),
        shapes=None if classified else YoloShapes(files.labels, numbers, pose),
    )


def _images(files: YoloFiles, options: ReadOptions) -> Images:
    there = [place for place, image in enumerate(files.images) if image is not None]
    paths = [image for image in files.images if image is not None]
    sizes = np.zeros((len(files.names), 2), dtype=np.int32)
    parts = list(in_chunks(sizes_of, paths, what=READING_SIZES, show=options.progress))
    sizes[there] = np.concatenate([np.zeros((0, 2), dtype=np.int32), *parts])
    keys = np.empty(len(files.names), dtype=object)
    keys[there] = paths
    missing: NDArray[np.bool_] = sizes[:, 0] == 0
    for place in np.array(there, dtype=np.int64)[missing[there]].tolist():
        files.log.add(
            "image-unreadable", lacking_image(files.names[place], None), images=[files.names[place]]
        )
    names = image_names(files.names)
    roots = (files.root, *(() if options.images is None else (options.images,)))
    return Images(names, sizes[:, 0], sizes[:, 1], keys, "file", roots, missing)


def _in_pixels(rows: LabelRows, images: Images) -> Outlines:
    size = np.stack([images.width, images.height], axis=1)[rows.file]
    with np.errstate(over="ignore", invalid="ignore"):  # endless outlines are told later
        points = rows.outlines.points * np.repeat(size, rows.outlines.length, axis=0)
    return Outlines(points, rows.outlines.length)
