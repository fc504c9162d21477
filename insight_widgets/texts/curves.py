"""What a verdict says, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.errors import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.judging.verdict import Verdict

TOO_EARLY = "Too early to be sure."
_NAME_LENGTH = 40
_NAMED, _DIFFERENT = 5, 3
_LOWER_RATE = "Lower the learning rate (with population-based training: lower its range)."
_ADVICE = {
    "learning": "Go on.",
    "stalled": "More epochs bring little; take the best step, or add data and augmentation.",
    "fine-tuned": "Go on while the metric improves.",
    "overfitting": "Take the weights of that step. " + _LOWER_RATE + " Augment, or add data.",
    "rising": _LOWER_RATE,
    "slow-validation": "Augment the data. Check the class balance: an imbalanced set splits badly. Add data.",
    "not-learning": (
        "Change the learning rate: raise it first, then lower it. Try to overfit a small subset first."
    ),
    "non-finite": _LOWER_RATE + " Check the data and the loss for divisions by zero; clip gradients.",
    "short": "Train on, then look again.",
    "constant": "",
}


def sentence(verdict: Verdict, metric: str, x: str) -> str:
    """Return what a verdict says.

    Parameters
    ----------
    verdict : Verdict
    metric : str
        Name of the loss.
    x : str
        What a step is (``"epoch"`` or ``"step"``).
    """
    said = _SENTENCES[verdict.kind](verdict, shorten(metric, _NAME_LENGTH), x)
    return f"{TOO_EARLY} {said}" if verdict.is_unsure else said


def advice(verdict: Verdict, data: Sequence[str] = ()) -> str:
    """Return what to do; where validation learns slowly, with what is said of the data."""
    words = _ADVICE[verdict.kind]
    return " ".join([words, *data]) if verdict.case == "C" else words


def data_sentences(short: Sequence[str], different: Sequence[tuple[str, str, str]]) -> list[str]:
    """Return what is said of classes with too few labels, and of those whose shares in the splits differ."""
    found = []
    if short:
        named = ", ".join(shorten(name, _NAME_LENGTH) for name in short[:_NAMED])
        others = " and others" if len(short) > _NAMED else ""
        found.append(f"By the Insight Summary too few labels: {named}{others}.")
    if different:
        told = [
            f"{shorten(name, _NAME_LENGTH)} ({train} of train, {val} of validation)"
            for name, train, val in different[:_DIFFERENT]
        ]
        found.append(f"The splits differ: {', '.join(told)}.")
    return found


def _learning(verdict: Verdict, metric: str, x: str) -> str:  # noqa: ARG001  (all sentences take the same)
    both = "train" in verdict.numbers and "val" in verdict.numbers
    if both:
        return f"{metric}: train and validation fall{_levels(verdict)}."
    return f"{metric} falls{_levels(verdict)}."


def _stalled(verdict: Verdict, metric: str, x: str) -> str:
    since = _number(verdict.numbers["stalled_since"])
    return f"{metric}: validation has been level since {x} {since}, while train falls on."


def _fine_tuned(verdict: Verdict, metric: str, x: str) -> str:  # noqa: ARG001
    return f"{metric} is flat from the start, while a metric of validation improves: a fine-tuned model."


def _overfitting(verdict: Verdict, metric: str, x: str) -> str:
    val = verdict.numbers["val"]
    since = _number(verdict.numbers["since"])
    rose = f"from {_number(val['low'])} to {_number(val['end'])}"
    return f"{metric}: it overfits since {x} {since}; validation rose {rose}, while train does not rise."


def _rising(verdict: Verdict, metric: str, x: str) -> str:
    return f"{metric} rises since {x} {_number(verdict.numbers['since'])}{_levels(verdict)}."


def _slow(verdict: Verdict, metric: str, x: str) -> str:  # noqa: ARG001
    return f"{metric}: train falls fast, validation slowly{_levels(verdict)}."


def _not_learning(verdict: Verdict, metric: str, x: str) -> str:  # noqa: ARG001
    return f"{metric} does not fall{_levels(verdict)}."


def _non_finite(verdict: Verdict, metric: str, x: str) -> str:
    split = "validation" if verdict.numbers["split"] == "val" else "train"
    return f"{metric}: {split} is not a finite number since {x} {_number(verdict.numbers['since'])}."


def _short(verdict: Verdict, metric: str, x: str) -> str:
    points = verdict.numbers["points"]
    told = f"1 {x} is" if points == 1 else f"{points} {x}s are"
    return f"{metric}: {told} not enough to tell."


def _constant(verdict: Verdict, metric: str, x: str) -> str:  # noqa: ARG001
    return f"{metric} is zero all along."


_SENTENCES = {
    "learning": _learning,
    "stalled": _stalled,
    "fine-tuned": _fine_tuned,
    "overfitting": _overfitting,
    "rising": _rising,
    "slow-validation": _slow,
    "not-learning": _not_learning,
    "non-finite": _non_finite,
    "short": _short,
    "constant": _constant,
}


def _levels(verdict: Verdict) -> str:
    """Return from where to where the losses went, in brackets."""
    told = {"train": "train", "val": "validation"}
    parts = [
        f"{words} {_number(verdict.numbers[split]['start'])} to {_number(verdict.numbers[split]['end'])}"
        for split, words in told.items()
        if split in verdict.numbers
    ]
    return f" ({', '.join(parts)})" if parts else ""


def _number(value: float) -> str:
    return f"{value:,.0f}" if 1000 <= abs(value) < 1e9 else f"{value:.3g}"  # noqa: PLR2004


def run_text(number: int) -> str:
    """Return what a run is called that has no name of its own."""
    return f"run {number}"
