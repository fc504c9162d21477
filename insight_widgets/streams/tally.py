"""What was counted of a data set, whichever way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from insight_widgets.dataset import Task
    from insight_widgets.problems import Problem
    from insight_widgets.stats.counts import Counts


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
    """

    task: Task
    classes: tuple[str, ...]
    title: str
    counts: Mapping[str, Counts]
    problems: dict[str, list[Problem]]
