"""Pascal VOC: an XML file of boxes for every image.

Coordinates are kept as written. VOC counts pixels from 1, so a box at the left edge has xmin = 1 and one that
reaches the right edge xmax = the image's width; width is xmax - xmin and height ymax - ymin.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.columns import Boxes, Images, Labels, Split, first_of_pairs, image_names, take_rows
from insight_widgets.dataset import Dataset
from insight_widgets.errors import FormatError, ReadError
from insight_widgets.image_files import bare_name, base_name
from insight_widgets.image_lookup import with_sizes
from insight_widgets.problems import EXAMPLES
from insight_widgets.readers import index_mask
from insight_widgets.readers._annotation_files import is_xml_name, looks_like
from insight_widgets.readers._image_tree import is_folder
from insight_widgets.readers._voc_layout import annotation_name, devkit, voc_files
from insight_widgets.readers._voc_rows import VocRows, read_rows
from insight_widgets.tables.class_index import ClassIndex
from insight_widgets.texts.where import class_text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._voc_layout import VocFiles

FORMAT = "voc"
SUMMARY = "Pascal VOC XML, in Annotations beside JPEGImages and ImageSets, or beside the images"
RANK = 34

_ROOT = re.compile(rb"<annotation[\s>].*<(object|size|filename|folder)\b", re.DOTALL)


def detect(path: Path) -> bool:
    """Whether a file, or the first files of a folder, are annotations of Pascal VOC."""
    try:
        top = (devkit(path) if path.is_dir() else None) or path
        return looks_like(top, is_xml_name, lambda head: bool(_ROOT.search(head)))
    except FormatError:  # several sets: reading says so
        return True


def read(path: Path, options: ReadOptions) -> Dataset:
    """Return the data set behind annotation files; with ``task="segmentation"``, its masks.

    Raises
    ------
    ReadError
        There is no annotation file that can be read, or masks are asked for and there are none.
    FormatError
        The folder holds several sets.
    """
    if not path.exists():
        raise ReadError(f"{path}: no such file or folder")
    if options.task == "segmentation":
        return index_mask.read(mask_folder(path), options)
    files = voc_files(path, options)
    rows = {name: rows_of(of, options) for name, of in files.items()}
    _refuse_nothing(path, rows.values())
    classes = ClassIndex((name for of in rows.values() for name in of.names if name), options.classes)
    by_filename = all(tells(of) for of in rows.values())
    task = options.task or "detection"
    splits: dict[str, Split] = {}
    for name, of in files.items():
        boxes = rows[name].boxes(classes)
        images = images_of(of, rows[name], options, by_filename=by_filename)
        splits[name] = split_of(of, rows[name], images, boxes, classified=task != "detection")
    return Dataset(task, classes.names, splits)


def mask_folder(path: Path) -> Path:
    """Return the folder of a set that has masks.

    Raises
    ------
    ReadError
        There are none.
    """
    top = (devkit(path) if path.is_dir() else None) or path
    if not is_folder(top / "SegmentationClass"):
        raise ReadError(f"{path}: segmentation needs masks, in a folder SegmentationClass beside Annotations")
    return top


def rows_of(files: VocFiles, options: ReadOptions) -> VocRows:
    """Return what the annotation files of a split hold."""
    return read_rows([file.path for file in files.annotations], show=options.progress)


def _refuse_nothing(path: Path, rows: Iterable[VocRows]) -> None:
    """Raise if no file can be read, with the reason of the first."""
    told = [of for of in rows if of.objects]
    if all(len(of.errors) == len(of.objects) for of in told):
        first = next((text for of in told for _, text in of.errors), "there is none")
        raise ReadError(f"{path}: no annotation file that can be read; {first}")


def tells(rows: VocRows) -> bool:
    """Whether file names as written tell images apart; some tools write the same into every file."""
    written = [name for name in rows.filename if name]
    return len(set(written)) == len(written)


def images_of(files: VocFiles, rows: VocRows, options: ReadOptions, *, by_filename: bool) -> Images:
    """Return the images of a split, those without annotations last.

    Annotations that cannot be read are told.
    """
    names = [
        _image_name(annotation_name(file), base_name(written), files, by_filename=by_filename)
        for file, written in zip(files.annotations, rows.filename, strict=True)
    ]
    for place, text in rows.errors:
        files.log.add("record-unreadable", f"{files.annotations[place].name}: {text}", images=[names[place]])
    told = zip(rows.filename, names, strict=True)
    keys = [written if by_filename and written else name for written, name in told]
    sizes = np.array([*rows.size, *((0, 0) for _ in files.alone)], dtype=np.int32).reshape(-1, 2)
    images = Images(
        image_names([*names, *files.alone]),
        sizes[:, 0],
        sizes[:, 1],
        image_names(map(base_name, [*keys, *files.alone])),
    )
    return with_sizes(images, (files.root,), options, files.log)


def _image_name(stem: str, written: str, files: VocFiles, *, by_filename: bool) -> str:
    """Return the name of a file's image: as it lies on the disk, else as written, else after the file."""
    found = files.images.get(stem) or (files.images.get(bare_name(written)) if by_filename else None)
    return found or (written if by_filename and written else f"{stem}.jpg")


def split_of(files: VocFiles, rows: VocRows, images: Images, boxes: Boxes, *, classified: bool) -> Split:
    """Return a split of what was read; boxes, or the classes of images if `classified`."""
    kept = first_of_pairs(boxes) if classified else np.arange(len(boxes))
    labels = take_rows(Labels(boxes.image, boxes.label, boxes.record), kept)
    unknown = np.flatnonzero(labels.label < 0)[: 2 * EXAMPLES].tolist()
    return Split(
        images,
        labels=labels if classified else None,
        boxes=None if classified else boxes,
        source=files.root.name,
        record_name="object",
        unresolved={row: class_text(rows.names[kept[row]]) for row in unknown},
        problems=files.log.problems(),
    )
