"""LabelMe files as parts, some images each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from insight_widgets.problems import ProblemLog
from insight_widgets.readers import labelme
from insight_widgets.readers._labelme_files import Gathered, read_files
from insight_widgets.streams.file_parts import FilePart, FileSource, ReadPart, runs
from insight_widgets.streams.named_plan import NamedPlan, facts_of_names
from insight_widgets.texts.where import files_from

if TYPE_CHECKING:
    from pathlib import Path

    from insight_widgets.problems import Problem
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._image_tree import FoundFile

_KIND, _FLAGGED = "kind ", "flags of "
_FLAG_NAMES, _SEVERAL = "images can have flags", "an image has several flags"


@dataclass(frozen=True)
class LabelmePlan(NamedPlan):
    """How LabelMe files are read.

    Attributes
    ----------
    by_flags : bool
        Whether the flags of images are their classes.
    flagged : frozenset of str
        Splits in which an image has a flag.
    lists : tuple of (tuple of str or None)
        The class lists that lie with the files, for shapes and for flags.
    """

    by_flags: bool = False
    flagged: frozenset[str] = frozenset()
    lists: tuple[tuple[str, ...] | None, tuple[str, ...] | None] = (None, None)

    def settled(self, facts: frozenset[str]) -> Self:
        """Return the plan that all facts together decide."""
        flagged = frozenset(fact.removeprefix(_FLAGGED) for fact in facts if fact.startswith(_FLAGGED))
        gathered = Gathered.of("")
        gathered.kinds = {fact.removeprefix(_KIND) for fact in facts if fact.startswith(_KIND)}
        gathered.flag_names = {_FLAG_NAMES: None} if _FLAG_NAMES in facts else {}
        gathered.most_flags = 2 if _SEVERAL in facts else len(flagged)
        task = self.options.task or labelme.told_task([gathered])
        by_flags = labelme.is_by_flags(task, [gathered])
        listed = self.options.classes or self.lists[by_flags]
        # names of flags stand in the order of the files, those of shapes are sorted
        told = replace(self, task=task, by_flags=by_flags, flagged=flagged, listed=listed, as_found=by_flags)
        return super(LabelmePlan, told).settled(facts)


@dataclass(frozen=True, slots=True)
class LabelmeSlice:
    """Some files of a split."""

    root: Path
    files: tuple[FoundFile, ...]
    problems: tuple[Problem, ...]
    first: bool

    def read(self, plan: LabelmePlan, split: str) -> ReadPart:
        """Read the files."""
        options = replace(plan.options, progress=False)
        gathered = Gathered.of(self.root.name)
        gathered.log.extend(self.problems)
        gathered.extend(read_files(self.files, self.root.name, options.images or self.root))
        names = gathered.names(by_flags=plan.by_flags)
        facts = _facts(gathered, split) | facts_of_names(names)
        gathered.most_flags = int(self.first and split in plan.flagged)  # that is told once of a split
        classes = plan.index(names, names if plan.by_flags else ())
        shapes = gathered.chosen(by_flags=plan.by_flags)
        return ReadPart(
            {split: labelme.split_of(shapes, classes, plan.task, self.root, options)}, classes.names, facts
        )


def _facts(gathered: Gathered, split: str) -> frozenset[str]:
    """Return what some files say of the whole."""
    told = {_KIND + kind for kind in gathered.kinds}
    told |= {_FLAG_NAMES} if gathered.flag_names else set()
    told |= {_FLAGGED + split} if gathered.most_flags else set()
    return frozenset(told | ({_SEVERAL} if gathered.most_flags > 1 else set()))


def labelme_source(title: str, path: Path, options: ReadOptions) -> FileSource:
    """Return LabelMe files as a source of parts.

    Raises
    ------
    ReadError
        There is no JSON file.
    """
    log = ProblemLog()
    root, found = labelme.find_files(path, log)
    plan = LabelmePlan(options.task or "detection", options)
    if options.classes is None:
        shapes, flags = (labelme.class_list(root, found, log, by_flags=one) for one in (False, True))
        plan = replace(plan, lists=(shapes, flags))
    parts, problems = [], log.problems()
    for split, files in found.items():
        for first, some in runs(files):
            held = LabelmeSlice(root, some, problems, first == 0)
            parts.append(FilePart(files_from(f"{root}, {split}", first + 1), split, held))
            problems = ()
    read = tuple(file.path for files in found.values() for file in files)
    return FileSource(title, tuple(parts), plan, read)
