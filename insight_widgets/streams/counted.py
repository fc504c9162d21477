"""The counts and problems of one split: the one way in which anything is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.problems import ProblemLog
from insight_widgets.stats.check import check
from insight_widgets.stats.counting import Counter
from insight_widgets.stats.portions import portions

if TYPE_CHECKING:
    from insight_widgets.columns import Split
    from insight_widgets.dataset import Task
    from insight_widgets.problems import Problem
    from insight_widgets.stats.counts import Counts


def counted(split: Split, task: Task, classes: tuple[str, ...]) -> tuple[Counts, tuple[Problem, ...]]:
    """Return the counts and problems of a split, portion by portion."""
    log = ProblemLog()
    counter = Counter(task, len(classes))
    for portion in portions(split):
        checked = check(portion, task, classes)
        log.extend(checked.problems)
        counter.add(checked.split, checked.geometry)
    return counter.result(), log.problems()
