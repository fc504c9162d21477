"""Which classes are under-represented, and the least additions that put it right."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Literal

import numpy as np

from insight_widgets.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Verdict = Literal["well", "mild", "serious"]
Headline = Literal["A", "B", "C", "D"]


@dataclass(frozen=True, slots=True)
class BalanceRule:
    """The thresholds of the Insight Summary.

    Attributes
    ----------
    cutoff_ratio : float
        Cutoff as a share of the mean count, above 0 and at most 1.
    serious_ratio : float
        Border between mild and serious as a share of the cutoff, 0 to 1.
    even_tolerance : float
        How far a class may lie from the mean, as a share of it, in a balanced set.

    Raises
    ------
    DataError
        A ratio is no number or out of its range.
    """

    cutoff_ratio: float = 0.75
    serious_ratio: float = 0.5
    even_tolerance: float = 0.1

    def __post_init__(self) -> None:
        if not 0 < exact("cutoff_ratio", self.cutoff_ratio) <= 1:
            raise DataError(f"cutoff_ratio: above 0 and at most 1 is wanted; got {self.cutoff_ratio}")
        if not 0 <= exact("serious_ratio", self.serious_ratio) <= 1:
            raise DataError(f"serious_ratio: 0 to 1 is wanted; got {self.serious_ratio}")
        if exact("even_tolerance", self.even_tolerance) < 0:
            raise DataError(f"even_tolerance: 0 or more is wanted; got {self.even_tolerance}")


@dataclass(frozen=True, slots=True)
class Balance:
    """The verdicts on a list of counts.

    Attributes
    ----------
    cutoff : int
        The least count of a well represented class; 0 without labels or classes.
    headline : {"A", "B", "C", "D"} or None
        A: serious ones first; B: only mild ones; C: good, not even; D: balanced.
    verdicts : tuple of {"well", "mild", "serious"}
        One a class.
    target : int
        The count that the plan tops every smaller class up to.
    additions : tuple of int
        Labels to add, one a class.
    """

    cutoff: int
    headline: Headline | None
    verdicts: tuple[Verdict, ...]
    target: int
    additions: tuple[int, ...]


def exact(name: str, ratio: float) -> Fraction:
    """Return a ratio as it is written in decimal (0.55 is 55/100, not the nearest double).

    Raises
    ------
    DataError
        It is not a finite number.
    """
    try:
        return Fraction(str(ratio))
    except (ValueError, ZeroDivisionError):
        raise DataError(f"{name}: a number is wanted; got {ratio!r}") from None


def judge(counts: Sequence[int], rule: BalanceRule = BalanceRule()) -> Balance:
    """Return cutoff, verdicts, headline and plan for the counts of all classes.

    Examples
    --------
    >>> found = judge([123, 110, 53, 11])
    >>> found.cutoff, found.headline, found.additions
    (56, 'A', (0, 0, 17, 59))
    """
    counts = [int(count) for count in counts]
    if not sum(counts):
        return Balance(0, None, tuple("well" for _ in counts), 0, tuple(0 for _ in counts))
    ratio = exact("cutoff_ratio", rule.cutoff_ratio)
    cutoff = cutoff_of(sum(counts), len(counts), ratio)
    border = exact("serious_ratio", rule.serious_ratio) * cutoff
    verdicts: list[Verdict] = [_verdict(count, cutoff, border) for count in counts]
    target = plan_target(counts, ratio)
    additions = tuple(max(target - count, 0) for count in counts)
    return Balance(cutoff, _headline(counts, verdicts, rule), tuple(verdicts), target, additions)


def plan_target(
    counts: Sequence[int] | NDArray[np.int64], ratio: Fraction, kept: NDArray[np.bool_] | None = None
) -> int:
    """Return the smallest t with ``t >= ceil(ratio * sum(max(count, t)) / classes)``.

    Raising t by one raises the right side by at most one (ratio <= 1), so bisection finds it.

    Parameters
    ----------
    counts : sequence of int
    ratio : Fraction
    kept : ndarray of bool, optional
        Which classes are topped up to t, all others stay as they are; without it, all are.
    """
    labels = np.asarray(counts, dtype=np.int64)
    topped = labels if kept is None else labels[kept]
    low, high, rest = 0, int(labels.max()), int(labels.sum() - topped.sum())
    while low < high:
        middle = (low + high) // 2
        if middle >= cutoff_of(rest + int(np.maximum(topped, middle).sum()), len(counts), ratio):
            high = middle
        else:
            low = middle + 1
    return low


def cutoff_of(labels: int, classes: int, ratio: Fraction) -> int:
    """Return ``ceil(ratio * labels / classes)``."""
    return ceil(ratio * labels / classes)


def _verdict(count: int, cutoff: int, border: Fraction) -> Verdict:
    if count >= cutoff:
        return "well"
    return "mild" if count >= border else "serious"


def _headline(counts: Sequence[int], verdicts: Sequence[Verdict], rule: BalanceRule) -> Headline:
    if "serious" in verdicts:
        return "A"
    if "mild" in verdicts:
        return "B"
    mean = Fraction(sum(counts), len(counts))
    slack = exact("even_tolerance", rule.even_tolerance) * mean
    return "D" if all(abs(count - mean) <= slack for count in counts) else "C"
