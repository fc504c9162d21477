"""What a split is measured by: how far every trait is from its share, against a split drawn at random."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.splitting.traits import CLASS

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.splitting.traits import Traits

Floats = np.ndarray[tuple[int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Goal:
    """The wanted counts of validation.

    Attributes
    ----------
    total, target : ndarray of float64, shape (T,)
        Counts of all images, and those wanted in validation.
    weight : ndarray of float64, shape (T,)
        One over the variance of each count in a split drawn at random, so that classes that are rare weigh as
        much as others. The cost ``sum(weight * (count - target)**2)`` is T for such a split, on average.
    allowed : ndarray of float64, shape (T,)
        How far a count may be off before it is worth to move an image.
    """

    total: Floats
    target: Floats
    weight: Floats
    allowed: Floats

    def cost(self, held: Floats) -> float:
        """Return the cost of a split with these counts in validation."""
        return float((self.weight * (held - self.target) ** 2).sum())

    def kept(self, held: Floats) -> NDArray[np.bool_]:
        """Return which traits keep their share, shape (T,)."""
        return np.abs(held - self.target) <= self.allowed + 1e-9

    def off(self, held: Floats) -> int:
        """Return how many traits do not keep their share."""
        return int((~self.kept(held)).sum())


def goal_of(traits: Traits, fraction: float, tolerance: float) -> Goal:
    """Return the goal of a split.

    A class that stands in two groups or more is wanted in both splits, however small `fraction` is.

    Parameters
    ----------
    traits : Traits
    fraction : float
        Wanted share of validation.
    tolerance : float
        Share of what is wanted by which a count may be off; half of one is always allowed.
    """
    size = len(traits.traits)
    total = np.bincount(traits.trait, traits.count, size).astype(np.float64)
    squares = np.bincount(traits.trait, traits.count**2, size)
    having = np.bincount(traits.trait, minlength=size)
    target = fraction * total
    both = np.array([kind == CLASS for kind, _ in traits.traits]) & (having > 1)
    target[both] = np.clip(target[both], 1, total[both] - 1)
    weight = np.where(squares > 0, 1 / (fraction * (1 - fraction) * np.maximum(squares, 1)), 0)
    allowed = np.maximum(tolerance * np.minimum(target, total - target), 0.5)
    return Goal(total, target, weight, allowed)
