"""Training curves in the report's document: points, verdicts and what is said of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.curves import listed
from insight_widgets.judging.data_words import DataWords
from insight_widgets.judging.headline import headline, judge_losses
from insight_widgets.judging.rule import CurveRule
from insight_widgets.judging.run_names import run_names
from insight_widgets.texts.curves import advice
from insight_widgets.texts.sentences import curve_sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.curves import Curve
    from insight_widgets.judging.headline import JudgedLoss


def curves_document(
    curves: Sequence[Curve],
    *,
    rule: CurveRule = CurveRule(),  # noqa: B008  (frozen)
    data: DataWords = DataWords(),  # noqa: B008  (frozen)
    most: int | None = None,
) -> dict[str, Any]:
    """Return the keys ``curves``, ``curve_runs`` and ``curves_headline`` of the report's document.

    Parameters
    ----------
    curves : sequence of Curve
    rule : CurveRule
        The thresholds of the verdicts.
    data : DataWords
        What the advice takes from the data set, where validation learns slowly.
    most : int, optional
        How many points of a split are listed at most; else all. What is said rests on all of them.
    """
    losses = judge_losses(curves, rule)
    documents = [
        curve.to_dict(most) | (_said(loss, rule, data) if loss else _NOTHING)
        for curve, loss in zip(curves, losses, strict=True)
    ]
    documents = [told | {"sentence": curve_sentence(told)} for told in documents]
    return {"curves": documents, "curve_runs": _runs(curves, most), "curves_headline": headline(losses)}


_NOTHING: dict[str, Any] = {"verdict": None, "evidence": {}, "text": "", "advice": ""}


def _said(loss: JudgedLoss, rule: CurveRule, data: DataWords) -> dict[str, Any]:
    return {
        "verdict": loss.verdict.case,
        "evidence": loss.verdict.evidence(rule),
        "text": loss.text(),
        "advice": advice(loss.verdict, data.sentences()),
    }


def _runs(curves: Sequence[Curve], most: int | None) -> list[dict[str, Any]]:
    """Return what the curves of a run share: its name, its learning rate, and what was repaired."""
    first: dict[int, Curve] = {}
    for curve in curves:
        first.setdefault(curve.run, curve)
    names = run_names([curve.source for curve in first.values()])
    return [
        {"name": name, "rates": listed(curve.rates, most), "notes": list(curve.notes)}
        for name, curve in zip(names, first.values(), strict=True)
    ]
