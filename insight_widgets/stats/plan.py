"""The plan: what to add so that no class is under the cutoff, or what a budget of images does best."""

from __future__ import annotations

from dataclasses import dataclass
from numbers import Integral
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.errors import DataError, shorten
from insight_widgets.stats.balance import Balance, BalanceRule, exact, judge
from insight_widgets.stats.budget import Ascent, images_for
from insight_widgets.stats.together import expected_along

if TYPE_CHECKING:
    from insight_widgets.stats.counts import Counts


@dataclass(frozen=True, slots=True)
class Plan:
    """What to add, and what becomes of it.

    Attributes
    ----------
    counts : tuple of int
        Labels of every class.
    additions : tuple of int
        Labels to add, one a class.
    images : tuple of int
        Images that these come in, at the class's mean number of labels in an image that has it, rounded up;
        a class without any label is taken to have one an image.
    along : tuple of int
        Labels that come along in images added for other classes; an estimate, from what comes together now.
    now : Balance
        The verdicts now.
    after : Balance
        The verdicts after the additions.
    after_along : Balance
        The verdicts after the additions and all that is expected to come along.
    full_images : int
        Images that the plan for all classes takes.
    budget : int or None
        Most images to add; None for as many as it takes.
    """

    counts: tuple[int, ...]
    additions: tuple[int, ...]
    images: tuple[int, ...]
    along: tuple[int, ...]
    now: Balance
    after: Balance
    after_along: Balance
    full_images: int
    budget: int | None = None


def plan(
    counts: Counts,
    rule: BalanceRule = BalanceRule(),  # noqa: B008  (frozen)
    budget: int | None = None,
) -> Plan:
    """Return the least additions after which no class is under the cutoff computed anew.

    Parameters
    ----------
    counts : Counts
    rule : BalanceRule
    budget : int, optional
        Most images to add. They are spent as `insight_widgets.stats.budget.Ascent` tells.

    Raises
    ------
    DataError
        The budget is not a whole number of images, 0 or more.
    """
    budget = whole_budget(budget)
    labels = counts.labels()
    now = judge(labels.tolist(), rule)
    holders = counts.image_labels
    full = images_for(np.array(now.additions, dtype=np.int64), labels, holders)
    if budget is None or not labels.sum() or full.sum() <= budget:
        additions = np.array(now.additions, dtype=np.int64)
    else:
        additions = Ascent(labels, holders, exact("cutoff_ratio", rule.cutoff_ratio)).within(budget)
    images = images_for(additions, labels, holders)
    along = np.zeros_like(images)
    if counts.together is not None:
        along = expected_along(counts.together, holders, images)
    return Plan(
        tuple(labels.tolist()),
        tuple(additions.tolist()),
        tuple(images.tolist()),
        tuple(along.tolist()),
        now,
        judge((labels + additions).tolist(), rule),
        judge((labels + additions + along).tolist(), rule),
        int(full.sum()),
        budget,
    )


def whole_budget(budget: object) -> int | None:
    """Return a budget as a number of images, None where there is none.

    Raises
    ------
    DataError
        It is not a whole number, 0 or more.
    """
    if budget is None:
        return None
    if isinstance(budget, bool) or not isinstance(budget, Integral) or int(budget) < 0:
        wanted = "a whole number of images, 0 or more, is wanted"
        raise DataError(f"budget: {wanted}; got {shorten(repr(budget))}")
    return int(budget)
