"""KITTI object labels: a text file of boxes for every image, in folders called label_2."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.dataset import Dataset
from insight_widgets.errors import FormatError, ReadError, shorten
from insight_widgets.image_lookup import with_sizes
from insight_widgets.naming import ALL, known_split, split_name
from insight_widgets.progress import track
from insight_widgets.readers._image_tree import folders, holds, is_file, is_folder, plain, visible
from insight_widgets.shape_split import ShapeSplit
from insight_widgets.tables.class_index import ClassIndex
from insight_widgets.texts.progress import READING_LABELS
from insight_widgets.texts.records import fourteen_numbers
from insight_widgets.texts.where import record_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Task
    from insight_widgets.read_options import ReadOptions

FORMAT = "kitti"
SUMMARY = "KITTI, label_2/*.txt beside image_2"
RANK = 35

_LABELS, _IMAGES = "label_2", "image_2"
_IGNORED = "DontCare"
_FIELDS = (15, 16)
"""Values of a line: the class, fourteen numbers, and in results a score."""

_BOX = slice(4, 8)
_ATTRIBUTES = {"truncated": 1, "occluded": 2}
_LINE = re.compile(rb"[^\s\d.+-]\S*(?:[ \t]+[-+.\deE]+){14,15}\s*")


@dataclass(frozen=True, slots=True)
class LabelFolder:
    """The labels of one split and their images."""

    split: str
    labels: Path
    images: Path

    def images_and_labels(self) -> list[tuple[str, str | None]]:
        """Return the images by name, each with its label file: those without one stand behind."""
        files = [entry.path for entry in visible(self.labels) if entry.name.endswith(".txt")]
        names = _image_names(self.images)
        found: list[tuple[str, str | None]] = [
            (names.pop(Path(file).stem, f"{plain(Path(file).stem)}.png"), file) for file in files
        ]
        return [*found, *((name, None) for name in names.values())]


def detect(path: Path) -> bool:
    """Whether a folder holds label files of KITTI."""
    return path.is_dir() and any(_looks_like_labels(folder.labels) for folder in _label_folders(path))


def read(path: Path, options: ReadOptions) -> Dataset:
    """Return the data set behind folders of label files; regions of the class DontCare are passed over.

    Raises
    ------
    ReadError
        There is no label file.
    FormatError
        Two folders are one split.
    """
    found = {
        name: read_images(of.images_and_labels(), of, show=options.progress)
        for name, of in label_folders(path).items()
    }
    task = options.task or "detection"
    classes = ClassIndex((name for shapes in found.values() for name in shapes.labels), options.classes)
    splits = {name: split_of(shapes, classes, task, options) for name, shapes in found.items()}
    return Dataset(task, classes.names, splits)


def label_folders(path: Path) -> dict[str, LabelFolder]:
    """Return the folders of labels by split.

    Raises
    ------
    ReadError
        There is none.
    FormatError
        Two folders are one split.
    """
    found: dict[str, LabelFolder] = {}
    for folder in _label_folders(path) if path.is_dir() else ():
        if folder.split in found:
            raise FormatError(f"{path}: two folders of labels are the split {folder.split}")
        found[folder.split] = folder
    if not found:
        raise ReadError(f"{path}: a folder with {_LABELS} and {_IMAGES} in it is wanted")
    return found


def split_of(shapes: ShapeSplit, classes: ClassIndex, task: Task, options: ReadOptions) -> Split:
    """Return the split of some images with their boxes."""
    images = with_sizes(shapes.images(), shapes.roots, options, shapes.log)
    return shapes.split(classes, task, images, show=options.progress)


def _label_folders(path: Path) -> Iterator[LabelFolder]:
    """Pass the folders of labels: label_2, training/label_2, label_2/train, or the path itself."""
    if path.name == _LABELS:
        yield from _by_split(path, ALL)
    for top in (path, *(Path(entry.path) for entry in folders(path))):
        if is_folder(top / _LABELS):
            yield from _by_split(top / _LABELS, ALL if top == path else split_name(plain(top.name)))


def _by_split(labels: Path, split: str) -> Iterator[LabelFolder]:
    images = labels.parent / _IMAGES
    inner = [entry.name for entry in folders(labels) if known_split(entry.name)]
    for name in inner:
        yield LabelFolder(split_name(name), labels / name, images / name)
    if not inner:
        yield LabelFolder(split, labels, images)


def _looks_like_labels(folder: Path) -> bool:
    """Whether the first line of a label file is one of KITTI's."""
    if not holds(folder, lambda name: name.endswith(".txt"), depth=0):
        return False
    first = next(entry for entry in visible(folder) if entry.name.endswith(".txt"))
    try:
        with Path(first.path).open("rb") as stream:
            line = stream.readline(1000)
    except OSError:
        return False
    return not line.strip() or bool(_LINE.fullmatch(line))


def read_images(images: Sequence[tuple[str, str | None]], folder: LabelFolder, *, show: bool) -> ShapeSplit:
    """Return what the label files of some images hold."""
    shapes = ShapeSplit(plain(folder.labels.name), "object", (folder.images,))
    for name, file in track(images, READING_LABELS, total=len(images), show=show):
        image = shapes.image(name)
        if file is not None:
            _read_file(Path(file), image, shapes)
    return shapes


def _image_names(folder: Path) -> dict[str, str]:
    """Return the images in a folder, by their names without suffix."""
    if not folder.is_dir():
        return {}
    return {Path(entry.name).stem: plain(entry.name) for entry in visible(folder) if is_file(entry)}


def _read_file(file: Path, image: int, shapes: ShapeSplit) -> None:
    try:
        lines = file.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        shapes.tell("record-unreadable", f"{plain(file.name)}: {error.strerror or error}", image)
        return
    for number, line in enumerate(lines, start=1):
        where = f"{plain(file.name)} {record_text('line', number)}"
        values = line.split()
        if values and values[0] == _IGNORED:
            shapes.tell("region-ignored", where, image)
        elif values:
            _read_line(values, where, image, shapes)


def _read_line(values: list[str], where: str, image: int, shapes: ShapeSplit) -> None:
    try:
        x_min, y_min, x_max, y_max = map(float, values[_BOX])
    except ValueError:
        x_min, y_min, x_max, y_max = (float("nan"),) * 4
    if len(values) not in _FIELDS:
        words = fourteen_numbers(len(values))
        shapes.tell("row-unreadable", f"{where}: {words}: {shorten(' '.join(values))}", image)
        return
    attributes = {name: values[place] for name, place in _ATTRIBUTES.items()}
    corners = [(x_min, y_min), (x_max, y_max)]
    shapes.shape(image, values[0], corners, outline=False, record=where, attributes=attributes)
