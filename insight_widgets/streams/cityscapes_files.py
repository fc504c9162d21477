"""Cityscapes files as parts, some images each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from insight_widgets.problems import ProblemLog
from insight_widgets.readers import cityscapes
from insight_widgets.readers._cityscapes_files import Gathered, read_files
from insight_widgets.shape_split import ShapeSplit
from insight_widgets.streams.file_parts import FilePart, FileSource, ReadPart, runs
from insight_widgets.streams.named_plan import NamedPlan, facts_of_names
from insight_widgets.texts.where import files_from

if TYPE_CHECKING:
    from pathlib import Path

    from insight_widgets.problems import Problem
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._image_tree import FoundFile

SCENES = 200
"""Images of a part, where they are painted: that takes long."""


@dataclass(frozen=True, slots=True)
class CityscapesSlice:
    """Some files of a split."""

    root: Path
    files: tuple[FoundFile, ...]
    problems: tuple[Problem, ...]

    def read(self, plan: NamedPlan, split: str) -> ReadPart:
        """Read the files."""
        options = replace(plan.options, progress=False)
        roots = cityscapes.image_roots(self.root)
        folders = roots if options.images is None else [options.images]
        gathered = Gathered(ShapeSplit(self.root.name, "object"))
        gathered.log.extend(self.problems)
        masks = plan.task == "segmentation"
        gathered.extend(read_files(self.files, self.root.name, folders, masks=masks))
        names = gathered.shapes.labels
        classes = plan.index(filter(None, names))
        found = cityscapes.split_of(gathered, self.files, classes, roots, options)
        return ReadPart({split: found}, classes.names, facts_of_names(names))


def cityscapes_source(title: str, path: Path, options: ReadOptions) -> FileSource:
    """Return the files of a Cityscapes set as a source of parts.

    Raises
    ------
    ReadError
        There is no file of polygons.
    """
    log = ProblemLog()
    root, found = cityscapes.find_files(path, log)
    plan = NamedPlan(options.task or "segmentation", options, listed=options.classes)
    parts, problems = [], log.problems()
    for split, files in found.items():
        for first, some in runs(files, SCENES if plan.task == "segmentation" else None):
            held = CityscapesSlice(root, some, problems)
            parts.append(FilePart(files_from(f"{root}, {split}", first + 1), split, held))
            problems = ()
    read = tuple(file.path for files in found.values() for file in files)
    return FileSource(title, tuple(parts), plan, read)
