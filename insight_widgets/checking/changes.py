"""What differs between two reports, piece by piece, and whether it is for better or worse."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

WHOLE = ""
"""The split of what is said of all splits together."""

Kind = Literal["came", "went", "better", "worse", "more", "fewer", "other"]
"""How a value differs; of verdicts that cannot be compared, ``"other"``."""

VERDICT_RANK = {"well": 0, "mild": 1, "serious": 2}
"""Verdicts on classes, from good to bad."""

CASE_RANK = {"A": 0, "C": 1, "B": 2, "D": 2, "nan": 2}
"""Verdicts on training curves, from good to bad; too few steps are neither."""


@dataclass(frozen=True, slots=True)
class Change:
    """Something that differs.

    Attributes
    ----------
    name : str
        The class, problem code, split or metric.
    split : str
        The split (of splits: images or labels; of curves: the run); empty for all splits together.
    old, new : int, str or None
        None where it is not there.
    """

    name: str
    split: str
    old: int | str | None
    new: int | str | None

    @property
    def by(self) -> int:
        """How much a count grew; what is not there counts as 0."""
        old = self.old if isinstance(self.old, int) else 0
        return (self.new if isinstance(self.new, int) else 0) - old

    @property
    def kind(self) -> Kind:
        """How it differs."""
        if self.old is None or self.new is None:
            return "came" if self.old is None else "went"
        if isinstance(self.old, int) and isinstance(self.new, int):
            return "more" if self.by > 0 else "fewer"
        return _judged(self.old, self.new)


def _judged(old: int | str, new: int | str) -> Kind:
    for rank in (VERDICT_RANK, CASE_RANK):
        if old in rank and new in rank and rank[str(old)] != rank[str(new)]:
            return "better" if rank[str(new)] < rank[str(old)] else "worse"
    return "other"
