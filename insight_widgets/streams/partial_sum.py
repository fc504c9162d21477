"""What some parts come to, added up where they were counted; sums of parts are added up in turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from insight_widgets.columns import Images, Split, unknown_sizes
from insight_widgets.stats.adding import added_up
from insight_widgets.stats.counting import count
from insight_widgets.stats.relabelling import relabelled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.dataset import Task
    from insight_widgets.problems import Problem
    from insight_widgets.stats.counts import Counts
    from insight_widgets.streams.contract import Part, PartResult, Seam, SplitResult
    from insight_widgets.streams.part_problems import Steps

ROOM = 4
"""Places of a part: those of its first image, of all others, and of its last image."""

MOST_LISTS = 4
"""Class lists by which counts are kept apart before they are brought to one."""

Listed = tuple[tuple[str, ...], "Counts"]


def added(listed: Sequence[Listed], plan: Any) -> Listed:
    """Return counts by several class lists as counts by one."""
    if not listed:
        return (), empty_counts(plan.task, 0)
    classes = plan.class_list(names for names, _ in listed)
    return classes, added_up([relabelled(counts, names, classes) for names, counts in listed])


def empty_counts(task: Task, classes: int) -> Counts:
    """Return the counts of nothing."""
    nothing = Images(np.zeros(0, dtype=object), unknown_sizes(0), unknown_sizes(0))
    return count(Split(nothing), task, classes)


@dataclass(slots=True)
class SplitSum:
    """What parts hold of a split.

    Attributes
    ----------
    counts : dict of tuple of str to Counts
        By class list.
    order : dict of tuple of str to int
        The place of the first part that has a class list.
    problems, keys, seams, content : list of (int, ...)
        What a `SplitResult` has, with its place: that of the part times `ROOM`, one less or more on a seam.
    named : bool
        Whether the names of images tell which are the same elsewhere.
    """

    counts: dict[tuple[str, ...], Counts] = field(default_factory=dict)
    order: dict[tuple[str, ...], int] = field(default_factory=dict)
    problems: list[tuple[int, tuple[Problem, ...]]] = field(default_factory=list)
    named: bool = False
    seams: list[tuple[int, Seam]] = field(default_factory=list)
    content: list[tuple[int, Any]] = field(default_factory=list)
    keys: list[tuple[int, NDArray[np.uint64]]] = field(default_factory=list)

    @classmethod
    def of(cls, place: int, found: SplitResult) -> Self:
        """Return what a part holds."""
        middle = ROOM * place
        ends = ((middle - 1, found.first), (middle + 1, found.last))
        return cls(
            {found.classes: found.counts},
            {found.classes: place},
            [(middle, found.problems)],
            found.keys.named,
            [(at, seam) for at, seam in ends if seam is not None],
            [] if found.content is None else [(middle, found.content)],
            [(middle, found.keys.hashes)],
        )

    def join(self, other: SplitSum, plan: Any) -> None:
        """Take what other parts hold."""
        for classes, counts in other.counts.items():
            known = self.counts.get(classes)
            self.counts[classes] = counts if known is None else known + counts
            self.order[classes] = min(other.order[classes], self.order.get(classes, other.order[classes]))
        if len(self.counts) > MOST_LISTS:
            self._bring_together(plan)
        self.problems += other.problems
        self.keys += other.keys
        self.named = self.named or other.named
        self.content += other.content
        self.seams += other.seams

    def listed(self) -> list[tuple[int, Listed]]:
        """Return the counts by class list, with the place of the first part that has it."""
        return [(self.order[classes], (classes, counts)) for classes, counts in self.counts.items()]

    def _bring_together(self, plan: Any) -> None:
        in_order = sorted(self.listed(), key=lambda one: one[0])
        classes, counts = added([one for _, one in in_order], plan)
        self.counts, self.order = {classes: counts}, {classes: in_order[0][0]}


@dataclass(slots=True)
class PartialSum:
    """What some parts come to.

    Attributes
    ----------
    splits : dict of str to SplitSum
    facts : Any
        What the parts say of the whole, see `contract.Facts`.
    told : list of (int, str or None, Steps)
        What was found before rows were told apart: the place of the part, its split, and the problems.
    records : int
        Boxes or labels that were read.
    done : list of int
        The places of the parts.
    failed : dict of int to str
        Why parts could not be counted, by their places.
    """

    splits: dict[str, SplitSum] = field(default_factory=dict)
    facts: Any = None
    told: list[tuple[int, str | None, Steps]] = field(default_factory=list)
    records: int = 0
    done: list[int] = field(default_factory=list)
    failed: dict[int, str] = field(default_factory=dict)

    @classmethod
    def of(cls, place: int, part: Part, result: PartResult, plan: Any) -> Self:
        """Return what one part comes to."""
        splits = {name: SplitSum.of(place, found) for name, found in result.splits.items()}
        told = [(place, plan.split_of(part), result.told)] if result.told else []
        return cls(splits, result.facts, told, result.records, [place])

    def join(self, other: PartialSum, plan: Any) -> None:
        """Take what other parts come to."""
        for name, found in other.splits.items():
            self.splits.setdefault(name, SplitSum()).join(found, plan)
        self.facts = joined(self.facts, other.facts)
        self.told += other.told
        self.records += other.records
        self.done += other.done
        self.failed |= other.failed


def joined(facts: Any, more: Any) -> Any:
    """Return what facts say together, of which either may be None."""
    return more if facts is None else facts if more is None else facts | more
