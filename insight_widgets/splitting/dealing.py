"""Iterative stratification: groups are dealt class by class, the rarest first.

Sechidis, Tsoumakas and Vlahavas (2011), "On the Stratification of Multi-Label Data": of the traits that are
left the one with the fewest examples is dealt first, to the split that lacks most of it. With two splits all
examples of a trait can be dealt at once. Ours prefers to leave a group where it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.splitting.goal import Goal
    from insight_widgets.splitting.traits import Traits


def deal(
    traits: Traits, goal: Goal, present: NDArray[np.bool_] | None, rng: np.random.Generator
) -> NDArray[np.bool_]:
    """Return which groups are dealt to validation, shape (G,).

    Parameters
    ----------
    traits : Traits
    goal : Goal
    present : ndarray of bool, shape (G,), or None
        Which groups are there now.
    rng : Generator
        Decides among groups that are alike.
    """
    held = np.zeros(traits.groups, dtype=np.bool_)
    left = np.ones(traits.groups, dtype=np.bool_)
    order = rng.random(traits.groups) - (0 if present is None else present)  # those of validation come first
    by_trait = np.argsort(traits.trait, kind="stable")
    ends = np.searchsorted(traits.trait[by_trait], np.arange(len(traits.traits) + 1))
    placed = np.zeros(len(traits.traits))
    for trait in _rarest_first(traits, goal):
        rows = by_trait[ends[trait] : ends[trait + 1]]
        rows = rows[left[traits.group[rows]]]
        rows = rows[np.argsort(order[traits.group[rows]], kind="stable")]
        chosen = traits.group[rows[: _number(traits.count[rows], goal.target[trait] - placed[trait])]]
        left[traits.group[rows]] = False
        held[chosen] = True
        newly = np.zeros(traits.groups, dtype=np.bool_)
        newly[chosen] = True
        placed += traits.of(newly)
    return held


def _rarest_first(traits: Traits, goal: Goal) -> NDArray[np.int64]:
    """Return the traits that anything has, those in the fewest groups first and all images last."""
    having = np.bincount(traits.trait, minlength=len(traits.traits))
    order = np.argsort(having, kind="stable")
    return order[goal.total[order] > 0]


def _number(counts: NDArray[np.float64], wanted: float) -> int:
    """Return how many from the first come nearest to what is wanted."""
    reached = np.concatenate([[0.0], np.cumsum(counts)])
    return int(np.argmin(np.abs(reached - wanted)))
