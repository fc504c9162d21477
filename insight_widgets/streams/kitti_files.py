"""Label files of a KITTI set as parts, some images each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from insight_widgets.readers import kitti
from insight_widgets.streams.file_parts import FilePart, FileSource, ReadPart, runs
from insight_widgets.streams.named_plan import NamedPlan, facts_of_names
from insight_widgets.texts.where import images_from

if TYPE_CHECKING:
    from pathlib import Path

    from insight_widgets.read_options import ReadOptions


@dataclass(frozen=True, slots=True)
class KittiSlice:
    """Some images of a split, and their label files."""

    folder: kitti.LabelFolder
    images: tuple[tuple[str, str | None], ...]

    def read(self, plan: NamedPlan, split: str) -> ReadPart:
        """Read the label files."""
        options = replace(plan.options, progress=False)
        shapes = kitti.read_images(self.images, self.folder, show=False)
        classes = plan.index(shapes.labels)
        found = kitti.split_of(shapes, classes, plan.task, options)
        return ReadPart({split: found}, classes.names, facts_of_names(shapes.labels))


def kitti_source(title: str, path: Path, options: ReadOptions) -> FileSource:
    """Return the images of a KITTI set as a source of parts.

    Raises
    ------
    ReadError, FormatError
        There is no folder of labels, or two are one split.
    """
    parts, read = [], []
    for split, folder in kitti.label_folders(path).items():
        images = folder.images_and_labels()
        read += [file for _, file in images if file is not None]
        for first, some in runs(images):
            name = images_from(str(folder.labels), first + 1)
            parts.append(FilePart(name, split, KittiSlice(folder, some)))
    plan = NamedPlan(options.task or "detection", options, listed=options.classes)
    return FileSource(title, tuple(parts), plan, tuple(read), grouped=True)
