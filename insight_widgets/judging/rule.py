"""The thresholds of the verdicts on training curves."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import DataError, shorten

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class CurveRule:
    """The thresholds by which a loss is judged.

    Attributes
    ----------
    least_rise : float
        Least rise that counts, as a share of what was learnt (start to smoothed minimum).
    least_fall : float
        Least fall that counts, as a share of the starting level.
    slow_share : float
        Validation is slow if its fall is less than this share of train's (each relative to its start).
    beyond_noise : float
        Standard errors by which a change must exceed the noise.
    most_nonfinite : float
        Share of non-finite points after warm-up from which on the curve counts as lost.
    warm_up : float
        Share of the points, from the first, in which non-finite ones are passed over.
    fewest : int
        Finite points without which nothing is told.
    few : int
        Finite points under which confidence is at most a half.

    Raises
    ------
    DataError
        A threshold is not a positive number.
    """

    least_rise: float = 0.05
    least_fall: float = 0.03
    slow_share: float = 1 / 3
    beyond_noise: float = 3.5
    most_nonfinite: float = 0.2
    warm_up: float = 0.1
    fewest: int = 4
    few: int = 8

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if not isinstance(value, int | float) or not value > 0:
                raise DataError(f"{one.name}: a positive number is wanted; got {value!r}")

    def to_dict(self) -> dict[str, float]:
        """Return the thresholds by name."""
        return asdict(self)


def rule_of(thresholds: Mapping[str, Any]) -> CurveRule:
    """Return the usual rule with some thresholds in place of its own.

    Raises
    ------
    DataError
        There is no threshold of a name, or it is not a positive number.
    """
    known = [one.name for one in fields(CurveRule)]
    for name in thresholds:
        if name not in known:
            raise DataError(f"a threshold of curves is wanted ({', '.join(known)}); got {shorten(name)}")
    return replace(CurveRule(), **thresholds)
