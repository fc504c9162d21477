"""Pascal VOC files as parts, some images each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Self

from insight_widgets.image_files import bare_name, base_name
from insight_widgets.readers import voc
from insight_widgets.readers._voc_layout import VocFiles, annotation_name, voc_files
from insight_widgets.streams.file_parts import IMAGES, FilePart, FilePlan, FileSource, ReadPart
from insight_widgets.tables.class_index import ClassIndex
from insight_widgets.texts.where import files_from

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from insight_widgets.problems import Problem
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._image_tree import FoundFile

_ALIKE = "files write one name for several images"


@dataclass(frozen=True)
class VocPlan(FilePlan):
    """How annotation files are read.

    Attributes
    ----------
    by_filename : bool
        Whether the names of images that files write tell images apart.
    """

    by_filename: bool = True

    def settled(self, facts: frozenset[str]) -> Self:
        """Return the plan that all facts together decide."""
        return replace(self, by_filename=self.by_filename and _ALIKE not in facts)

    def told_apart(self) -> Self:
        """Return the plan under which names that files write do not tell images apart."""
        return replace(self, by_filename=False)


@dataclass(frozen=True, slots=True)
class VocSlice:
    """Some annotation files of a split, and images without one."""

    root: str
    annotations: tuple[FoundFile, ...]
    alone: tuple[str, ...]
    images: Mapping[str, str]
    problems: tuple[Problem, ...]

    def read(self, plan: VocPlan, split: str) -> ReadPart:
        """Read the annotation files."""
        files = VocFiles(list(self.annotations), self.images, list(self.alone), Path(self.root))
        files.log.extend(self.problems)
        options = replace(plan.options, progress=False)
        rows = voc.rows_of(files, options)
        facts = frozenset() if voc.tells(rows) else frozenset([_ALIKE])
        classes = ClassIndex((name for name in rows.names if name), options.classes)
        boxes = rows.boxes(classes)
        images = voc.images_of(files, rows, options, by_filename=plan.by_filename)
        found = voc.split_of(files, rows, images, boxes, classified=plan.task != "detection")
        return ReadPart({split: found}, classes.names, facts)


def voc_source(title: str, path: Path, options: ReadOptions) -> FileSource:
    """Return the files of a Pascal VOC set as a source of parts; not those of its masks.

    Raises
    ------
    ReadError
        There is no annotation file.
    """
    found = voc_files(path, options)
    parts = tuple(part for split, of in found.items() for part in _parts(split, of))
    plan = VocPlan(options.task or "detection", options)
    files = tuple(file.path for of in found.values() for file in of.annotations)
    return FileSource(title, parts, plan, files)


def _parts(split: str, files: VocFiles) -> Iterator[FilePart]:
    """Yield the annotation files in runs; images without one are in the last run."""
    last = max(len(files.annotations) - 1, 0) // IMAGES
    for number in range(last + 1):
        held = tuple(files.annotations[number * IMAGES : (number + 1) * IMAGES])
        alone = tuple(files.alone) if number == last else ()
        names = {annotation_name(file) for file in held}
        images = files.images if last == 0 else _beside(files.images, names)
        problems = () if number else files.log.problems()
        name = files_from(f"{files.root}, {split}", number * IMAGES + 1)
        yield FilePart(name, split, VocSlice(str(files.root), held, alone, images, problems))


def _beside(images: Mapping[str, str], names: set[str]) -> dict[str, str]:
    """Return the images of some annotation files alone."""
    return {
        name: image for name, image in images.items() if bare_name(base_name(name)) in names or name in names
    }
