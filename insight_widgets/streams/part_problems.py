"""The problems of all parts in the order in which data that are read whole tell them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from insight_widgets.problems import Problem, ProblemLog

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from insight_widgets.streams.contract import Part

_LAST_STEP = 9
_EMPTY = "split-empty"

Steps = tuple[tuple[Problem, ...], ...]


@dataclass(frozen=True, slots=True)
class StepLogs:
    """What is found in a part before its rows are told apart, step by step.

    Attributes
    ----------
    file : ProblemLog
        What the file says, and quotes that are not closed.
    long, short : ProblemLog
        Rows that have more or fewer cells than there are columns.
    """

    file: ProblemLog = field(default_factory=ProblemLog)
    long: ProblemLog = field(default_factory=ProblemLog)
    short: ProblemLog = field(default_factory=ProblemLog)

    def steps(self) -> Steps:
        """Return the problems of every step; nothing where there is none."""
        found = tuple(log.problems() for log in (self.file, self.long, self.short))
        return found if any(found) else ()


@dataclass(slots=True)
class ToldBefore:
    """What was found before rows were told apart: what a step finds stands before what the next one does."""

    found: list[tuple[int, int, str | None, tuple[Problem, ...]]] = field(default_factory=list)

    def add(self, place: int, split: str | None, steps: Steps) -> None:
        """Take what was found in the part at a place."""
        self.found += [(step, place, split, told) for step, told in enumerate(steps) if told]

    def add_failed(self, place: int, part: Part, why: str) -> None:
        """Take that a part cannot be read."""
        problem = Problem("part-unreadable", 1, (f"{part.name}: {why}",))
        self.found.append((_LAST_STEP, place, part.split, (problem,)))

    def of(self, name: str, splits: Sequence[str]) -> Iterator[Problem]:
        """Yield what is told with a split: of a table of several splits, with the first of them."""
        for *_, split, told in self._in_order():
            if name == (split if split in splits else splits[0]):
                yield from told

    def first_example(self) -> str:
        """Return what was found first, in words; nothing where there is nothing."""
        return next((problem.examples[0] for *_, told in self._in_order() for problem in told), "")

    def _in_order(self) -> list[tuple[int, int, str | None, tuple[Problem, ...]]]:
        return sorted(self.found, key=lambda one: one[:2])


def in_order(found: Iterable[tuple[int, tuple[Problem, ...]]], images: int) -> list[Problem]:
    """Return the problems of all parts, by their places; that one has no image is none, if others have some.

    Parameters
    ----------
    found : iterable of (int, tuple of Problem)
    images : int
        How many images there are.
    """
    log = ProblemLog()
    for _, problems in sorted(found, key=lambda one: one[0]):
        log.extend(problems)
    told = [problem for problem in log.problems() if problem.code != _EMPTY]
    empty = next((problem for problem in log.problems() if problem.code == _EMPTY), None)
    return told if images or empty is None else [*told, replace(empty, count=1, examples=empty.examples[:1])]
