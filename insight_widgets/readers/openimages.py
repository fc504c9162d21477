"""Open Images: tables of boxes, of labels of whole images or of masks, with codes for classes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.columns import Images, Split, image_names
from insight_widgets.dataset import Dataset
from insight_widgets.errors import ReadError
from insight_widgets.image_lookup import with_sizes
from insight_widgets.image_size import known_side
from insight_widgets.naming import ALL, split_name
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._openimages_files import (
    BOXES,
    LABELS,
    MASKS,
    class_names,
    find_tables,
    is_ours,
)
from insight_widgets.readers._openimages_masks import PictureShapes, united
from insight_widgets.readers._text_table import read_table
from insight_widgets.tables.box_form import NO_SIGNS
from insight_widgets.tables.cells import number
from insight_widgets.tables.class_index import ClassIndex
from insight_widgets.tables.header import listed
from insight_widgets.tables.label_columns import LabelColumns
from insight_widgets.tables.part import Part
from insight_widgets.tables.positives import Positives
from insight_widgets.tables.roles import Roles
from insight_widgets.tables.splits import box_columns, box_rows, box_split, label_split
from insight_widgets.texts.where import class_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from insight_widgets.dataset import Task
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._openimages_files import Found
    from insight_widgets.tables import Table
    from insight_widgets.tables.column import Coded

FORMAT = "openimages"
SUMMARY = "Open Images, *-annotations-bbox.csv and the tables beside it"
RANK = 36

_SIZES = "images.meta"
_CORNERS = ("XMin", "YMin", "XMax", "YMax")
_GROUP = "IsGroupOf"
_ATTRIBUTES = ("IsOccluded", "IsTruncated", "IsDepiction", "IsInside", "Confidence")
_TASKS: dict[str, Task] = {BOXES: "detection", LABELS: "multilabel", MASKS: "segmentation"}
_KINDS = {"detection": BOXES, "multilabel": LABELS, "multiclass": LABELS, "segmentation": MASKS}


def detect(path: Path) -> bool:
    """Whether `path` is a table of annotations of Open Images, or a folder with such tables."""
    return is_ours(path)


def read(path: Path, options: ReadOptions) -> Dataset:
    """Return the data set behind tables of Open Images: boxes where there are any, else labels, else masks.

    Raises
    ------
    ReadError
        There is no such table, or one cannot be read, or there is none for the task.
    FormatError
        Two tables hold the same of one split.
    """
    found = find_tables(path)
    task = options.task or _told_task(found)
    files = found.tables[_KINDS[task]]
    if not files and any(found.tables.values()):
        others = ", ".join(kind for kind, tables in found.tables.items() if tables)
        raise ReadError(f"{path}: no table of {_KINDS[task]} for the task {task} here; there are {others}")
    names = {} if found.classes is None else class_names(found.classes, found.log)
    parts = {split: _part(file) for split, file in files.items()}
    index = _Codes((code for part in parts.values() for code in part.label_names().values), names, options)
    splits = {
        split: _split(part, index, task, masks=_mask_folders(found, split), show=options.progress)
        for split, part in parts.items()
    }
    return Dataset(task, index.names, _with_images(splits, found, options))


def _told_task(found: Found) -> Task:
    return next((task for kind, task in _TASKS.items() if found.tables[kind]), "detection")


class _Codes(ClassIndex):
    """Places of classes by their codes or, of classes without one, by their names."""

    def __init__(self, written: Iterable[str], names: Mapping[str, str], options: ReadOptions) -> None:
        self._named = names
        found = {names.get(code, code) for code in written if code and (code in names or not names)}
        super().__init__(found, options.classes, ordered=tuple(names.values()))

    def places(self, names: Sequence[str]) -> NDArray[np.int32]:
        """Return the place of each code, or -1, shape (n,)."""
        return super().places([self._named.get(code, code) for code in names])


def _part(file: Path) -> Part:
    table = read_table(file)
    group = table.names.index(_GROUP) if _GROUP in table.names else None
    box = tuple(_place(table, name) for name in _CORNERS) if set(_CORNERS) & set(table.names) else None
    labels = LabelColumns((_place(table, "LabelName"),))
    return Part.of(table, Roles(_place(table, "ImageID"), labels, box=box, form="corners", crowd=group))


def _place(table: Table, name: str) -> int:
    if name not in table.names:
        raise ReadError(f"{table.source}: no column {name}; columns are {listed(table.names)}")
    return table.names.index(name)


def _texts(table: Table, name: str) -> Coded:
    return table.columns[_place(table, name)].coded.by_text()


def _split(part: Part, index: ClassIndex, task: Task, *, masks: Sequence[Path], show: bool) -> Split:
    if task == "detection":
        return _boxes(part, index)
    if task == "segmentation":
        return _masks(part, index, masks, show=show)
    codes = part.label_names()
    said = np.flatnonzero(part.numbers(_place(part.table, "Confidence")) > 0)
    return label_split(part, Positives(said, codes.codes[said], codes.values), index)


def _boxes(part: Part, index: ClassIndex) -> Split:
    rows, table = box_rows(part), part.table
    split = box_split(part, (rows, box_columns(part, rows, NO_SIGNS)), index, relative=True)
    columns = {name: table.columns[table.names.index(name)] for name in _ATTRIBUTES if name in table.names}
    attributes = {name: column.numbers[rows] for name, column in columns.items()}
    if split.boxes is None:
        return split
    return replace(split, boxes=replace(split.boxes, attributes=attributes))


def _masks(part: Part, index: ClassIndex, folders: Sequence[Path], *, show: bool) -> Split:
    codes = part.label_names()
    label = index.places(codes.values)[codes.codes]

    def say(row: int) -> str:
        return f"{part.where(row)}, {class_text(codes.values[codes.codes[row]])}"

    part.log.add_rows("unknown-class", np.flatnonzero(label < 0), say, part.image_name)
    paths = _texts(part.table, "MaskPath")
    files = [paths.values[code] for code in paths.codes.tolist()]
    masks = united(part, label, files, folders, show=show)
    names = [index.names[place] if place >= 0 else "" for place in label.tolist()]
    shapes = PictureShapes(part.image, names, files, folders)
    return Split(
        part.images(), masks=masks, source=part.table.source, problems=part.log.problems(), shapes=shapes
    )


def _mask_folders(found: Found, split: str) -> tuple[Path, ...]:
    top = found.root / "masks"
    named = (split, "validation") if split == "val" else (split,)
    return (*(top / name for name in named), top, found.root)


def _with_images(splits: Mapping[str, Split], found: Found, options: ReadOptions) -> dict[str, Split]:
    """Return splits with all their images, those without annotations too, and their sizes."""
    more = _listed_images(found)
    sizes = _sizes(found)
    completed: dict[str, Split] = {}
    for name in dict.fromkeys((*splits, *more)):
        split = splits.get(name) or Split(Images(image_names(()), *np.zeros((2, 0), dtype=np.int32)))
        log = ProblemLog((*found.log.problems(), *split.problems) if not completed else split.problems)
        images = _with_more(split.images, more.get(name, ()), sizes)
        roots = (found.root / "images", found.root, found.root / "data")
        images = with_sizes(images, roots, options, log, split=None if name == ALL else name)
        completed[name] = replace(split, images=images, problems=log.problems())
    return completed


def _listed_images(found: Found) -> dict[str, list[str]]:
    """Return the images that tables of images list, by split."""
    images: dict[str, list[str]] = {}
    for file in found.images:
        table = read_table(file)
        image, subset = _texts(table, "ImageID"), _texts(table, "Subset")
        for code, written in zip(image.codes.tolist(), subset.codes.tolist(), strict=True):
            split = split_name(subset.values[written]) if subset.values[written] else ALL
            if image.values[code]:
                images.setdefault(split, []).append(image.values[code])
    return images


def _with_more(images: Images, names: Iterable[str], sizes: Mapping[str, tuple[int, int]]) -> Images:
    """Return images with those of more names behind them, and the sizes that are known."""
    every = list(dict.fromkeys((*images.name.tolist(), *names)))
    known = np.array([sizes.get(name, (0, 0)) for name in every], dtype=np.int32).reshape(-1, 2)
    column = image_names(every)
    return Images(column, known[:, 0].copy(), known[:, 1].copy(), column)


def _sizes(found: Found) -> dict[str, tuple[int, int]]:
    """Return width and height by image, from a file of lines ``name height width``."""
    for folder in (found.root / "annotations", found.root):
        file = folder / _SIZES
        try:
            lines = file.read_text("utf-8", "replace").splitlines()
        except OSError:  # there is none, or nobody may read it: the images tell their sizes
            continue
        rows = (line.rsplit(maxsplit=2) for line in lines)
        return {
            row[0].strip('"'): (known_side(number(row[2])), known_side(number(row[1])))
            for row in rows
            if len(row) == 3  # noqa: PLR2004
        }
    return {}
