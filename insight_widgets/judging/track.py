"""The points of one split: which of them are finite, and since when none are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.judging.course import Course, course_of

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray

    from insight_widgets.judging.rule import CurveRule


class Track:
    """The points of one split of a loss.

    Parameters
    ----------
    points : array_like of float, shape (n, 2)
        Step and value, in the order of steps; one at least.
    rule : CurveRule

    Attributes
    ----------
    steps : ndarray of float64, shape (n,)
        All steps.
    count, nonfinite : int
        How many values are finite numbers, and how many are not.
    lost_since : float or None
        The step since which the curve is lost to NaN or infinity.
    """

    def __init__(self, points: ArrayLike, rule: CurveRule) -> None:
        table = np.asarray(points, dtype=np.float64).reshape(-1, 2)
        finite = np.isfinite(table[:, 1])
        self.steps = table[:, 0]
        self.count = int(finite.sum())
        self.nonfinite = len(finite) - self.count
        self.lost_since = _lost_since(self.steps, finite, rule)
        self._finite = table if self.nonfinite == 0 else table[finite]

    @property
    def is_zero(self) -> bool:
        """Whether every finite value is zero."""
        return not self._finite[:, 1].any()

    def course(self) -> Course:
        """Return the course of the finite points."""
        return course_of(self._finite[:, 0], self._finite[:, 1])


def _lost_since(steps: NDArray[np.float64], finite: NDArray[np.bool_], rule: CurveRule) -> float | None:
    """Return the first step of what the curve ends in, or the first after warm-up of too many."""
    if not finite[-1]:
        places = np.flatnonzero(finite)
        return float(steps[places[-1] + 1 if len(places) else 0])
    late = int(len(finite) * rule.warm_up)
    lost = ~finite[late:]
    return float(steps[late + int(np.argmax(lost))]) if lost.mean() > rule.most_nonfinite else None
