"""The words that every way of writing a report shares: tasks, verdicts, numbers with their unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.counted import counted
from insight_widgets.export.names import clean
from insight_widgets.percent import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

UNTITLED = "Training insight report"

TASKS = {
    "multiclass": "Multi-class classification",
    "multilabel": "Multi-label classification",
    "detection": "Object detection",
    "segmentation": "Semantic segmentation",
}

VERDICTS = {
    "well": "well represented",
    "mild": "mildly under-represented",
    "serious": "seriously under-represented",
}

AXES = {
    "class": "Class",
    "box_area": "Area, %",
    "box_ratio": "Width / height",
    "boxes_per_image": "Boxes in the image",
    "mask_area": "Area, %",
}
"""What the rows of a chart are, by its axis."""


def facts(document: Mapping[str, Any]) -> str:
    """Return what a set is, as in ``"Object detection, 4 classes"``."""
    task = document.get("task")
    return f"{TASKS[task]}, {counted(len(document['classes']), 'classes')}" if task else "Training curves"


def cutoff_text(summary: Mapping[str, Any]) -> str:
    """Return the cutoff and how it comes about; nothing where there are no labels."""
    if not summary["cutoff"]:
        return ""
    cutoff = counted(summary["cutoff"], "labels")
    return f"Cutoff threshold: {cutoff} ({summary['cutoff_ratio']:g} of the mean count of a class)."


def plan_text(summary: Mapping[str, Any]) -> str:
    """Return what to add to the whole set; nothing where nothing is to be added."""
    plan, unit = summary["plan"], summary["unit"]
    if not plan["labels"]:
        return ""
    return f"To add: {counted(plan['labels'], unit)}, every class up to {plan['target']:,}."


def addition(add: Mapping[str, int | None], unit: str) -> str:
    """Return what to add to a class; for boxes also in how many images that is.

    Examples
    --------
    >>> addition({"labels": 59, "images": 20}, "boxes"), addition({"labels": 3, "images": 3}, "masks")
    ('59 in 20 images', '3')
    """
    labels, images = add["labels"], add["images"]
    if not labels:
        return ""
    return f"{labels:,} in {counted(images, 'images')}" if unit == "boxes" and images else f"{labels:,}"


def decimal_text(value: float | None) -> str:
    """Return a number of a table, to four digits.

    Examples
    --------
    >>> decimal_text(0.123456), decimal_text(12), decimal_text(1234.5)
    ('0.1235', '12', '1,234')
    """
    if value is None:
        return NOTHING
    return f"{round(value):,}" if value == int(value) or abs(value) >= 1000 else f"{value:.4g}"  # noqa: PLR2004


def curve_title(curve: Mapping[str, Any]) -> str:
    """Return the name of a curve, with its run where a log holds several."""
    return f"{curve['metric']}, run {curve['run']}" if "run" in curve else str(curve["metric"])


CASES = {
    "A": "fine",
    "B": "a loss rises",
    "C": "validation learns slowly",
    "D": "not learning",
    "nan": "not a number",
    "short": "not enough steps",
}
"""What a case of the training curves means, in a word or two."""


def verdict_sentences(curve: Mapping[str, Any]) -> list[str]:
    """Return the verdict on a loss and the advice, as clean text; nothing for another metric."""
    if not curve.get("verdict"):
        return []
    said = f"{curve['verdict']}, {CASES[curve['verdict']]}. {clean(curve['text'])}"
    return [sentence for sentence in (said, clean(curve["advice"])) if sentence]


def log_notes(document: Mapping[str, Any]) -> list[str]:
    """Return what was repaired or passed over in the logs, each once."""
    runs = document.get("curve_runs", [])
    return list(dict.fromkeys(clean(note) for run in runs for note in run["notes"]))


def headline_sentences(document: Mapping[str, Any]) -> list[str]:
    """Return what is said of the run: the sentences of the loss that the headline names."""
    headline = document.get("curves_headline")
    if not headline:
        return []
    named = (headline["metric"], headline["run"])
    return next(
        verdict_sentences(curve)
        for curve in document["curves"]
        if (curve["metric"], curve.get("run", 0)) == named
    )


def curve_text(curve: Mapping[str, Any]) -> str:
    """Return what a curve does, as in ``"train 1.8 to 0.1, val 1.9 to 0.5; best val 0.4 at epoch 32"``."""
    courses = [_course(split, curve[split]) for split in ("train", "val")]
    best = curve["best"]
    end = f"best {best['split']} {decimal_text(best.get('value'))} at {curve.get('x', 'step')} {best['step']}"
    return "; ".join(part for part in (", ".join(filter(None, courses)), best and end) if part)


def _course(split: str, points: Sequence[Sequence[float | None]]) -> str:
    if not points:
        return ""
    first, last = points[0][1], points[-1][1]
    return f"{split} {decimal_text(first)} to {decimal_text(last)}"
