"""Cityscapes polygons: a JSON file for every image, gtFine/SPLIT/CITY/*_gtFine_polygons.json."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from insight_widgets.columns import image_names
from insight_widgets.dataset import Dataset
from insight_widgets.image_lookup import with_sizes
from insight_widgets.naming import ALL, known_split, split_name
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._annotation_files import files_by_split, nothing_read
from insight_widgets.readers._cityscapes_files import ENDING, IMAGES, Gathered, image_of, is_truth, read_files
from insight_widgets.readers._cityscapes_shapes import CityShapes
from insight_widgets.readers._image_tree import is_folder
from insight_widgets.shape_split import ShapeSplit
from insight_widgets.tables.class_index import ClassIndex
from insight_widgets.texts.files import fine_one_beside
from insight_widgets.texts.progress import READING_POLYGONS
from insight_widgets.workers import in_chunks

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from insight_widgets.columns import Images, Split
    from insight_widgets.dataset import Task
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._image_tree import FoundFile

FORMAT = "cityscapes"
SUMMARY = "Cityscapes, gtFine/SPLIT/CITY/*_polygons.json"
RANK = 33

_MASK_ENDING = "Ids.png"
_FINE = "_gtFine"
_MOST_FOLDERS = 3
_MOST_ENTRIES = 300
_SCENES = 20
"""Painted at a time; painting takes long, so that processes are soon worth while."""


def detect(path: Path) -> bool:
    """Whether `path` is a file of polygons, or holds some without the masks made of them beside."""
    if path.is_file():
        return _is_wanted(path.name)
    return path.is_dir() and any(map(_has_polygons_only, _places(path)))


def read(path: Path, options: ReadOptions) -> Dataset:
    """Return the data set behind Cityscapes files.

    For segmentation (the task, unless another one is given) objects are painted in their order: what a
    later one covers does not count. Labels of the category void (unlabeled, static, ego vehicle, ...) and,
    in masks, license plate are no classes; a label such as cargroup stands for several of a class. An image
    with fine annotations is read from these alone.

    Raises
    ------
    ReadError
        No file can be read; the message tells of the first one.
    """
    log = ProblemLog()
    root, files = find_files(path, log)
    task = options.task or "segmentation"
    roots = image_roots(root)
    found = {split: _gather(inner, root, roots, options, task) for split, inner in files.items()}
    parts = list(found.values())
    parts[0].log.extend(log.problems())
    if not any(part.shapes.images() for part in parts):
        raise nothing_read(path, "file of Cityscapes", [part.log for part in parts])
    names = {name for part in parts for name in part.shapes.labels} - {""}
    classes = ClassIndex(names, options.classes, background=task == "segmentation")
    splits = {split: split_of(part, files[split], classes, roots, options) for split, part in found.items()}
    return Dataset(task, classes.names, splits)


def find_files(path: Path, log: ProblemLog) -> tuple[Path, dict[str, list[FoundFile]]]:
    """Return the folder that names start from, and the files of polygons below it by split.

    Raises
    ------
    ReadError
        There is none.
    """
    root, files = files_by_split(path, _is_wanted, log, _split_of)
    return root, _finest(files, log)


def split_of(
    part: Gathered,
    files: Sequence[FoundFile],
    classes: ClassIndex,
    roots: Sequence[Path],
    options: ReadOptions,
) -> Split:
    """Return the split of some images with what their files hold; the options say for which task."""
    task = options.task or "segmentation"
    return _with_shapes(_split(part, classes, task, roots, options), files, task)


def _is_wanted(name: str) -> bool:
    return name.endswith(ENDING)


def _places(path: Path) -> Iterator[Path]:
    """Pass a folder and the first ones below it, down to those of cities."""
    below = [path / name for name in ("gtFine", "gtCoarse") if is_folder(path / name)] or [path]
    for _ in range(_MOST_FOLDERS):
        yield from below
        below = [inner for folder in below for inner in _first_folders(folder)]


def _first_folders(folder: Path) -> list[Path]:
    return [Path(entry.path) for entry in _first_entries(folder) if is_folder(entry)][:_MOST_FOLDERS]


def _first_entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in islice(entries, _MOST_ENTRIES) if not entry.name.startswith(".")]
    except OSError:
        return []


def _has_polygons_only(folder: Path) -> bool:
    names = [entry.name for entry in _first_entries(folder)]
    return any(map(_is_wanted, names)) and not any(name.endswith(_MASK_ENDING) for name in names)


def _split_of(name: str) -> str:
    """Return the split of a file: the folder of its city's folder."""
    inner = [part for part in PurePosixPath(name).parts[:-1] if not is_truth(part)]
    if len(inner) > 1:
        return split_name(inner[-2])
    return next(filter(None, map(known_split, inner)), ALL)


def _finest(files: Mapping[str, Sequence[FoundFile]], log: ProblemLog) -> dict[str, list[FoundFile]]:
    """Return the files less coarse ones of images that have a fine one."""
    fine = {image_of(file.name) for inner in files.values() for file in inner if _FINE in file.name}
    kept: dict[str, list[FoundFile]] = {}
    for split, inner in files.items():
        for file in inner:
            if _FINE in file.name or image_of(file.name) not in fine:
                kept.setdefault(split, []).append(file)
            else:
                log.add("other-file", fine_one_beside(file.name))
    return kept


def image_roots(root: Path) -> tuple[Path, ...]:
    """Return the folders that the names of images start from."""
    truth = [place for place, part in enumerate(root.parts) if is_truth(part)]
    if not truth:
        return root / IMAGES, root
    beside = Path(*root.parts[: truth[-1]], IMAGES, *root.parts[truth[-1] + 1 :])
    return beside, root


def _gather(
    files: Sequence[FoundFile], root: Path, roots: Sequence[Path], options: ReadOptions, task: Task
) -> Gathered:
    gathered = Gathered(ShapeSplit(root.name, "object"))
    folders = roots if options.images is None else [options.images]
    read_some = partial(read_files, source=root.name, roots=folders, masks=task == "segmentation")
    pace = {"worth": 5 * _SCENES, "size": _SCENES} if task == "segmentation" else {}
    for some in in_chunks(read_some, files, what=READING_POLYGONS, show=options.progress, **pace):
        gathered.extend(some)
    return gathered


def _split(
    part: Gathered, classes: ClassIndex, task: Task, roots: Sequence[Path], options: ReadOptions
) -> Split:
    images = _images(part.shapes, roots, options)
    if task != "segmentation":
        return part.shapes.split(classes, task, images, show=options.progress)
    boxes = part.shapes.split(classes, "detection", images)
    return replace(boxes, masks=part.masks(images, classes))


def _with_shapes(split: Split, files: Sequence[FoundFile], task: Task) -> Split:
    """Return a split that knows where the polygons of its images stand."""
    if task in {"multiclass", "multilabel"}:
        return split
    path = {image_of(file.name): file.path for file in files}
    paths = [path[name] for name in split.images.name.tolist()]
    return replace(split, shapes=CityShapes(paths, masks=task == "segmentation"))


def _images(shapes: ShapeSplit, roots: Sequence[Path], options: ReadOptions) -> Images:
    """Return the images; a scene has the same name in whatever folder it lies."""
    images = shapes.images()
    scenes = image_names(PurePosixPath(name).name for name in images.name)
    return with_sizes(replace(images, key=scenes), roots, options, shapes.log)
