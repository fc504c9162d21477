"""Label files of a YOLO set as parts, some images each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Self

from insight_widgets.errors import ReadError
from insight_widgets.readers import yolo
from insight_widgets.readers._yolo_config import config_of
from insight_widgets.readers._yolo_files import YoloFiles
from insight_widgets.readers._yolo_layout import files_of
from insight_widgets.readers._yolo_numbers import ClassNumbers
from insight_widgets.readers._yolo_rows import read_rows
from insight_widgets.streams.file_parts import IMAGES, FilePart, FilePlan, FileSource, ReadPart
from insight_widgets.texts.where import images_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from insight_widgets.problems import Problem
    from insight_widgets.read_options import ReadOptions

_DRAWN, _OTHERS = "all shapes are polygons", "some shapes are no polygons"


@dataclass(frozen=True)
class YoloPlan(FilePlan):
    """How label files are read.

    Attributes
    ----------
    names : tuple of (int, str) or None
        Class names by number, as the set tells them.
    pose : bool
        Whether rows have key points.
    """

    names: tuple[tuple[int, str], ...] | None = None
    pose: bool = False

    def settled(self, facts: frozenset[str]) -> Self:
        """Return the plan that all facts together decide."""
        if self.options.task is not None:
            return self
        drawn = _DRAWN in facts and _OTHERS not in facts
        return replace(self, task="segmentation" if drawn else "detection")


@dataclass(frozen=True, slots=True)
class YoloSlice:
    """Some images of a split and their label files."""

    root: str
    names: tuple[str, ...]
    images: tuple[str | None, ...]
    labels: tuple[str | None, ...]
    problems: tuple[Problem, ...]

    def read(self, plan: YoloPlan, split: str) -> ReadPart:
        """Read the label files, and the sizes of the images."""
        files = YoloFiles(Path(self.root))
        files.log.extend(self.problems)
        files.names, files.images, files.labels = list(self.names), list(self.images), list(self.labels)
        outlines = plan.options.task in {None, "segmentation"}
        rows = yolo.rows_of(files, partial(read_rows, pose=plan.pose, outlines=outlines), show=False)
        facts = frozenset[str]()
        if len(rows.file):
            facts = frozenset([_DRAWN if yolo.task_of([rows]) == "segmentation" else _OTHERS])
        told = None if plan.names is None else dict(plan.names)
        numbers = ClassNumbers(told, plan.options.classes, [rows.number])
        options = replace(plan.options, progress=False)
        found = yolo.split_of(files, rows, numbers, plan.task, options, source=Path(self.root).name)
        return ReadPart({split: found}, numbers.names, facts)


def yolo_source(title: str, path: Path, options: ReadOptions) -> FileSource:
    """Return the images of a YOLO set as a source of parts.

    Raises
    ------
    ReadError
        The description cannot be read, or nothing of what it names is there.
    """
    config = config_of(path)
    found = files_of(config, options)
    if not any(of.names for of in found.values()):
        raise ReadError(f"{path}: no image and no label file here")
    parts = tuple(part for split, of in found.items() for part in _parts(split, of))
    names = None if config.names is None else tuple(config.names.items())
    plan = YoloPlan(options.task or "detection", options, names=names, pose=config.pose)
    files = [file for of in found.values() for file in (*of.images, *of.labels) if file is not None]
    return FileSource(title, parts, plan, tuple(files), key_name="file", grouped=True)


def _parts(split: str, files: YoloFiles) -> Iterator[FilePart]:
    for start in range(0, max(len(files.names), 1), IMAGES):
        end = start + IMAGES
        held = YoloSlice(
            str(files.root),
            tuple(files.names[start:end]),
            tuple(files.images[start:end]),
            tuple(files.labels[start:end]),
            () if start else files.log.problems(),
        )
        yield FilePart(images_from(f"{files.root}, {split}", start + 1), split, held)
