"""A local search that makes a split better by moving single groups or exchanging two, and never worse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.splitting.goal import Goal
    from insight_widgets.splitting.traits import Traits

Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]

ROUNDS = 300
TRIED = 256
"""Groups that moves are chosen among before all are looked through again: the best ones by themselves."""

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
        """Make the best moves as long as there are any, and exchanges as long as a share is not kept."""
        for _ in range(ROUNDS):
            change = self._changes()
            better = np.flatnonzero(change < -_LEAST)
            if len(better):
                self._move_among(_best(better, change, TRIED))
            elif self._goal.kept(self.counts).all() or not self._exchange(change):
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

    def _move_among(self, groups: NDArray[np.int64]) -> None:
        """Make the best move among some groups, as long as one of them makes the split better."""
        table, squares = self._dense(groups), self._squares[groups]
        for _ in groups:
            slope = 2 * self._goal.weight * (self.counts - self._goal.target)
            change = np.where(self.held[groups], -1, 1) * (table @ slope) + squares
            best = int(np.argmin(change))
            if change[best] >= -_LEAST:
                return
            self._move(int(groups[best]))

    def _exchange(self, change: NDArray[np.float64]) -> bool:
        """Exchange the two groups that are best to exchange; tell whether that is an improvement."""
        sides = (np.flatnonzero(self.held == there) for there in (False, True))
        ins, outs = (_best(groups, change, EXCHANGED) for groups in sides)
        if not len(ins) or not len(outs):
            return False
        together = change[ins][:, None] + change[outs] - 2 * self._overlap(ins, outs)
        one, other = np.unravel_index(int(np.argmin(together)), together.shape)
        if together[one, other] >= -_LEAST:
            return False
        self._move(int(ins[one]))
        self._move(int(outs[other]))
        return True

    def _overlap(self, ins: NDArray[np.int64], outs: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return what two groups have in common, weighed, shape (ins, outs)."""
        overlap: NDArray[np.float64] = (self._dense(ins) * self._goal.weight) @ self._dense(outs).T
        return overlap

    def _dense(self, groups: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the counts of some groups, zeros included, shape (groups, T)."""
        table = np.zeros((len(groups), len(self._traits.traits)))
        for row, group in enumerate(groups.tolist()):
            trait, count = self._of(group)
            table[row, trait] = count
        return table

    def _of(self, group: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        cells = slice(self._starts[group], self._starts[group + 1])
        return self._traits.trait[cells], self._traits.count[cells]

    def _move(self, group: int) -> None:
        trait, count = self._of(group)
        self.counts[trait] += -count if self.held[group] else count
        self.held[group] = not self.held[group]


def _best(groups: NDArray[np.int64], change: NDArray[np.float64], number: int) -> NDArray[np.int64]:
    """Return so many of some groups at most: those that are best to move by themselves."""
    if len(groups) <= number:
        return groups
    return groups[np.argpartition(change[groups], number)[:number]]
