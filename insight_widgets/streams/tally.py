"""What was counted of a data set, whichever way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from insight_widgets.texts.progress import so_far

if TYPE_CHECKING:
    from collections.abc import Mapping

    from insight_widgets.dataset import Task
    from insight_widgets.problems import Problem
    from insight_widgets.stats.counts import Counts


@dataclass(frozen=True, slots=True)
class SoFar:
    """How much of the data is counted.

    Attributes
    ----------
    parts, of : int
        Parts that are counted, and that there are.
    stopped : bool
        Whether counting was stopped, and does not go on.
    """

    parts: int
    of: int
    stopped: bool = False

    @property
    def words(self) -> str:
        """How much that is, in percent."""
        return so_far(100 * self.parts // self.of)


@dataclass(frozen=True, slots=True)
class Tally:
    """Everything that is counted of a data set.

    Attributes
    ----------
    task : Task
    classes : tuple of str
    title : str
    counts : mapping of str to Counts
        By split.
    problems : mapping of str to list of Problem
        By split.
    so_far : SoFar or None
        How much of the data this is; None for all.
    """

    task: Task
    classes: tuple[str, ...]
    title: str
    counts: Mapping[str, Counts]
    problems: dict[str, list[Problem]]
    so_far: SoFar | None = None

    @property
    def headed(self) -> str:
        """The title, with how much of the data this is where it is not all."""
        return self.title if self.so_far is None else f"{self.title} ({self.so_far.words})"
