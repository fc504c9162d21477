"""A verdict on a loss: its case, how sure it is, and the numbers it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from insight_widgets.judging.rule import CurveRule

Case = Literal["A", "B", "C", "D", "nan", "short"]

UNSURE = 0.5
"""Up to this confidence it is too early to be sure."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of a loss.

    Attributes
    ----------
    case : {"A", "B", "C", "D", "nan", "short"} or None
        None for a loss of which nothing is to be said (constant at zero).
    kind : str
        Which of the case: ``"learning"``, ``"stalled"``, ``"fine-tuned"``, ``"overfitting"``, ``"rising"``,
        ``"slow-validation"``, ``"not-learning"``, ``"non-finite"``, ``"short"``, ``"constant"``.
    confidence : float
        From 0 to 1.
    span : tuple of float
        First and last step that it rests on.
    numbers : dict
        What it was judged by: levels by split, ``since``, ``stalled_since``, ``nonfinite``.
    """

    case: Case | None
    kind: str
    confidence: float
    span: tuple[float, float]
    numbers: dict[str, Any] = field(default_factory=dict)

    @property
    def is_unsure(self) -> bool:
        """Whether it is too early to be sure of the case."""
        return self.case in ("A", "B", "C", "D") and self.confidence <= UNSURE

    def evidence(self, rule: CurveRule) -> dict[str, Any]:
        """Return kind, confidence, span, numbers and thresholds as plain JSON."""
        head = {"kind": self.kind, "confidence": round(self.confidence, 3), "span": list(self.span)}
        return {**head, **self.numbers, "rule": rule.to_dict()}


_ORDER = (
    "non-finite",
    "short",
    "not-learning",
    "overfitting",
    "rising",
    "slow-validation",
    "stalled",
    "learning",
    "fine-tuned",
    "constant",
)


def precedence(verdict: Verdict) -> tuple[int, float]:
    """Return a sort key: what is said first of several verdicts comes first, the surer before the others."""
    return _ORDER.index(verdict.kind), -verdict.confidence
