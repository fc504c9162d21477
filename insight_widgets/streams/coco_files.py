"""COCO files as parts, one each; several may be of one split."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.errors import ReadError
from insight_widgets.naming import ALL, known_split, split_in_stem
from insight_widgets.parting import part as parted
from insight_widgets.readers._annotation_files import refuse_links_out
from insight_widgets.streams.file_parts import FilePart, FilePlan, FileSource, ReadPart
from insight_widgets.streams.locations import at_hand

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from insight_widgets.read_options import ReadOptions


@dataclass(frozen=True, slots=True)
class CocoFile:
    """A COCO file; whose images may tell their split, if it is the only one."""

    path: str
    alone: bool

    def read(self, plan: FilePlan, split: str) -> ReadPart:
        """Read the file.

        Raises
        ------
        ReadError
            It is missing, damaged, or of another kind.
        """
        from insight_widgets.readers._coco_split import read_file

        with at_hand(self.path) as file:
            found = read_file(file, plan.task, plan.options)
        told = self.alone and bool(found.members)
        splits = parted(found.split, found.members) if told else {split: found.split}
        return ReadPart(splits, found.classes)


def coco_source(title: str, files: Mapping[str, Sequence[str]], options: ReadOptions) -> FileSource:
    """Return COCO files as a source of parts.

    Parameters
    ----------
    files : mapping of str to sequence of str
        By split.
    """
    alone = sum(map(len, files.values())) == 1
    parts = tuple(FilePart(file, split, CocoFile(file, alone)) for split, of in files.items() for file in of)
    plan = FilePlan(options.task or "detection", options, as_found=True)
    return FileSource(title, parts, plan, tuple(part.name for part in parts))


def coco_files(folder: str) -> dict[str, list[str]]:
    """Return the COCO files at or below a path, by the split that their name or folder tells.

    Raises
    ------
    ReadError
        There is none.
    """
    from insight_widgets.readers.coco import looks_like_coco

    top = Path(folder).expanduser()
    found = [top] if top.is_file() else sorted(top.rglob("*.json"))
    refuse_links_out(found if top.is_dir() else (), top)
    files: dict[str, list[str]] = {}
    for file in found:
        if looks_like_coco(file):
            split = split_in_stem(file.stem) or known_split(file.parent.name) or ALL
            files.setdefault(split, []).append(str(file))
    if not files:
        raise ReadError(f"{folder}: no COCO file here; JSON files with images and annotations are wanted")
    named = {name: of for name, of in files.items() if name != ALL}
    return named or files
