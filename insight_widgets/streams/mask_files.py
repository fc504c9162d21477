"""Index masks as parts, some images each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Self

from insight_widgets.errors import ReadError
from insight_widgets.readers import index_mask
from insight_widgets.readers._mask_pairs import MaskPairs
from insight_widgets.readers._mask_split import read_mask_split
from insight_widgets.streams.file_parts import FilePart, FilePlan, FileSource, ReadPart
from insight_widgets.texts.where import masks_from

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from insight_widgets.class_list import ClassList
    from insight_widgets.problems import Problem
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._mask_codes import MaskCode
    from insight_widgets.readers._mask_pairs import MaskPair

MASKS = 500
"""Masks of a part: fewer than those for which processes would be started."""


@dataclass(frozen=True)
class MaskPlan(FilePlan):
    """How masks are read.

    Attributes
    ----------
    listed : ClassList or None
    values : frozenset of int
        Values that are known to be in the masks.
    """

    listed: ClassList | None = None
    values: frozenset[int] = frozenset()
    code: MaskCode | None = None

    @property
    def binary(self) -> bool:
        """Whether masks have only the values 0 and 255, of which the latter is ignored."""
        return index_mask.is_binary(self.values, self.options)

    def settled(self, facts: frozenset[str]) -> Self:
        """Return the plan that all facts together decide; values are known only where they must be."""
        found = replace(self, values=frozenset(map(int, facts)))
        return found if self.code is not None or found.binary != self.binary else self


@dataclass(frozen=True, slots=True)
class MaskSlice:
    """Some masks of a split and their images."""

    source: str
    pairs: tuple[MaskPair, ...]
    roots: tuple[Path, ...]
    problems: tuple[Problem, ...]
    first: bool

    def read(self, plan: MaskPlan, split: str) -> ReadPart:
        """Read the masks."""
        found = MaskPairs("", self.source, list(self.pairs), self.roots)
        found.log.extend(self.problems)
        colours = plan.listed is not None and plan.listed.colours is not None
        masks = read_mask_split(found, plan.code, colours=colours, show=False)
        values = index_mask.values_of([masks])
        if plan.binary:
            index_mask.tell_binary([masks], in_words=self.first)
        known = values | plan.values if plan.code is not None else values
        classes = index_mask.classes_of(known, plan.listed, plan.code, plan.options)
        return ReadPart({split: masks.split(classes)}, classes.names, frozenset(map(str, values)))


def mask_source(title: str, path: Path, options: ReadOptions) -> FileSource:
    """Return the masks below a folder as a source of parts.

    Raises
    ------
    ReadError
        There is no mask, or another task is asked for.
    """
    found = index_mask.layout_of(path, options)
    if not any(pairs.pairs for pairs in found.pairs):
        raise ReadError(f"{path}: no mask in this folder or below it")
    index_mask.tell_twice(found)
    parts = tuple(part for pairs in found.pairs for part in _parts(pairs))
    plan = MaskPlan("segmentation", options, listed=found.listed, code=found.code)
    files = tuple(pair.mask.path for pairs in found.pairs for pair in pairs.pairs if pair.mask is not None)
    return FileSource(title, parts, plan, files, key_name="file", grouped=True)


def _parts(pairs: MaskPairs) -> Iterator[FilePart]:
    for start in range(0, max(len(pairs.pairs), 1), MASKS):
        problems = () if start else pairs.log.problems()
        held = MaskSlice(
            pairs.source, tuple(pairs.pairs[start : start + MASKS]), pairs.roots, problems, start == 0
        )
        yield FilePart(masks_from(pairs.source, start + 1), pairs.split, held)
