"""One thing to do, and how urgent it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from insight_widgets.picking import nothing_picked

if TYPE_CHECKING:
    from collections.abc import Sequence


class Rank(IntEnum):
    """What comes first: what makes all else worthless, then what costs most; the smallest last."""

    TRAINING_FAILS = 0
    LEAK = 1
    CLASS_NOT_IN_TRAIN = 2
    MANY_PROBLEMS = 3
    SERIOUS_CLASSES = 4
    CLASS_NOT_IN_VALIDATION = 5
    SPLITS_DIFFER = 6
    TRAINING_COULD_BE_BETTER = 7
    IMAGES_WITHOUT_LABEL = 8
    SMALL_BOXES = 9
    MILD_CLASSES = 10
    FEW_PROBLEMS = 11


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to do.

    Attributes
    ----------
    rank : Rank
    text : str
        What was found, in one sentence.
    number : str
        The same as a number with its unit.
    section : str
        The panel that shows it.
    action : str
        What to do about it.
    picked : dict
        What picks it, as `insight_widgets.picking` has it.
    """

    rank: Rank
    text: str
    number: str
    section: str
    action: str
    picked: dict[str, Any] = field(default_factory=nothing_picked)

    def to_dict(self) -> dict[str, Any]:
        """Return the finding as plain JSON, without its rank; what picks nothing is None."""
        told = asdict(self)
        del told["rank"]
        return told | {"picked": None if self.picked == nothing_picked() else self.picked}


PICKED = 20
"""Classes that a finding picks at most."""


def picking(classes: Sequence[str] = (), split: str | None = None, **others: Any) -> dict[str, Any]:
    """Return what picks some classes (the first few of many), a split, bins or a problem."""
    return nothing_picked() | {"classes": list(classes[:PICKED]), "split": split} | others
