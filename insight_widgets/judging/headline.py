"""What is said of a whole run: the verdict of its total loss, or of the part that is worst."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.judging.course import course_of
from insight_widgets.judging.judge import judge
from insight_widgets.judging.signs import signs_of
from insight_widgets.judging.verdict import precedence
from insight_widgets.texts.curves import sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from insight_widgets.curves import Curve
    from insight_widgets.judging.rule import CurveRule
    from insight_widgets.judging.verdict import Verdict

_TOTALS = frozenset(("loss", "totalloss", "losstotal"))


@dataclass(frozen=True, slots=True)
class JudgedLoss:
    """A loss of a run with its verdict."""

    curve: Curve
    run: int
    verdict: Verdict

    @property
    def is_total(self) -> bool:
        """Whether it is the sum that is trained on, by its name."""
        return "".join(filter(str.isalnum, self.curve.metric.lower())) in _TOTALS

    @property
    def is_told(self) -> bool:
        """Whether it has points enough, and says something."""
        return self.verdict.case not in (None, "short")

    def text(self) -> str:
        """Return what the verdict says."""
        return sentence(self.verdict, self.curve.metric, self.curve.x)


def judge_losses(curves: Sequence[Curve], rule: CurveRule) -> list[JudgedLoss | None]:
    """Judge the losses among the curves of a log; other metrics have no verdict (None)."""
    improving = {curve.run for curve in curves if not curve.is_loss and _improves(curve, rule)}
    return [
        JudgedLoss(
            curve,
            curve.run,
            judge(curve.train, curve.val, rule, metric_improves=curve.run in improving),
        )
        if curve.is_loss
        else None
        for curve in curves
    ]


def headline(losses: Iterable[JudgedLoss | None]) -> dict[str, Any] | None:
    """Return what is said of a log as plain JSON: metric, run, verdict and text; None without a loss.

    It is that of the last run that is not short: its total loss, else its worst part.
    """
    known = [loss for loss in losses if loss is not None and loss.verdict.case is not None]
    if not known:
        return None
    told = [loss for loss in known if loss.is_told] or known
    last = max(loss.run for loss in told)
    of_run = [loss for loss in told if loss.run == last]
    totals = [loss for loss in of_run if loss.is_total]
    said = min(totals or of_run, key=lambda loss: precedence(loss.verdict))
    return {"metric": said.curve.metric, "run": said.run, "verdict": said.verdict.case, "text": said.text()}


def _improves(curve: Curve, rule: CurveRule) -> bool:
    """Whether a metric of validation clearly gets better and stays so."""
    points = np.asarray(curve.val, dtype=np.float64).reshape(-1, 2)
    known = points[np.isfinite(points[:, 1])]
    if len(known) < rule.fewest:
        return False
    signs = signs_of(course_of(known[:, 0], known[:, 1] if curve.lower_is_better else -known[:, 1]), rule)
    return signs.fall >= 1 > signs.rise
