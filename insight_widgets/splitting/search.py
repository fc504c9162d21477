"""A local search that makes a split better by moving single groups or exchanging two, and never worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.splitting.goal import Goal
    from insight_widgets.splitting.traits import Traits

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]

ROUNDS = 1_500
EXCHANGED = 64
"""Groups of each split that are tried for an exchange: those that are best to move by themselves."""

_LEAST = 1e-9


class Search:
    """Moves groups between train and validation.

    Parameters
    ----------
    traits : Traits
    goal : Goal
    held : ndarray of bool, shape (G,)
        Which groups are in validation at first.
    """

    def __init__(self, traits: Traits, goal: Goal, held: Flags) -> None:
        self._traits = traits
        self._goal = goal
        self.held = held.copy()
        self.counts = traits.of(held)
        self._starts = traits.starts()
        weighed = goal.weight[traits.trait] * traits.count**2
        self._squares = np.bincount(traits.group, weighed, traits.groups)

    def improve(self) -> None:
        """Make the best move or exchange as long as there is one."""
        for _ in range(ROUNDS):
            change = self._changes()
            best = int(np.argmin(change))
            if change[best] < -_LEAST:
                self._move(best)
            elif not self._exchange(change):
                return

    def undo(self, present: Flags) -> None:
        """Leave groups where they are, as long as no trait is brought off its share by that, nor further off.

        Parameters
        ----------
        present : ndarray of bool, shape (G,)
            Which groups are in validation now.
        """
        allowed = np.maximum(self._goal.allowed, np.abs(self.counts - self._goal.target))
        moved = np.flatnonzero(self.held != present)
        for group in moved[np.argsort(self._changes()[moved], kind="stable")].tolist():
            trait, count = self._of(group)
            sign = -1 if self.held[group] else 1
            off = np.abs(self.counts[trait] + sign * count - self._goal.target[trait])
            if (off <= allowed[trait] + _LEAST).all():
                self._move(group)

    def _changes(self) -> NDArray[np.float64]:
        """Return by how much the cost changes if a group moves, shape (G,)."""
        traits, goal = self._traits, self._goal
        slope = 2 * goal.weight * (self.counts - goal.target)
        along = np.bincount(traits.group, traits.count * slope[traits.trait], traits.groups)
        return np.where(self.held, -along, along) + self._squares

    def _exchange(self, change: NDArray[np.float64]) -> bool:
        """Exchange the two groups that are best to exchange; tell whether that is an improvement."""
        ins, outs = (self._best(np.flatnonzero(self.held == there), change) for there in (False, True))
        if not len(ins) or not len(outs):
            return False
        together = change[ins][:, None] + change[outs] - 2 * self._overlap(ins, outs)
        one, other = np.unravel_index(int(np.argmin(together)), together.shape)
        if together[one, other] >= -_LEAST:
            return False
        self._move(int(ins[one]))
        self._move(int(outs[other]))
        return True

    def _best(self, groups: NDArray[np.int64], change: NDArray[np.float64]) -> NDArray[np.int64]:
        if len(groups) <= EXCHANGED:
            return groups
        return groups[np.argpartition(change[groups], EXCHANGED)[:EXCHANGED]]

    def _overlap(self, ins: NDArray[np.int64], outs: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return what two groups have in common, weighed, shape (ins, outs)."""
        dense = [np.zeros((len(groups), len(self._traits.traits))) for groups in (ins, outs)]
        for table, groups in zip(dense, (ins, outs), strict=True):
            for row, group in enumerate(groups.tolist()):
                trait, count = self._of(group)
                table[row, trait] = count
        overlap: NDArray[np.float64] = (dense[0] * self._goal.weight) @ dense[1].T
        return overlap

    def _of(self, group: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        cells = slice(self._starts[group], self._starts[group + 1])
        return self._traits.trait[cells], self._traits.count[cells]

    def _move(self, group: int) -> None:
        trait, count = self._of(group)
        self.counts[trait] += -count if self.held[group] else count
        self.held[group] = not self.held[group]
