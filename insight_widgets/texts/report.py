"""The words that every way of writing a report shares: tasks, verdicts, numbers with their unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.counted import counted
from insight_widgets.export.names import clean
from insight_widgets.percent import NOTHING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

UNTITLED = "Training insight report"
INSIGHT_SUMMARY, TRAINING_CURVES = "Insight Summary", "Training Curves"
DATA_STATISTICS, TABLES, PROBLEMS, PLAN = "Data Statistics", "Tables", "Problems", "Plan"
TO_DO = "What to do next"

NO_PROBLEM = "No problem was found in the data."
NO_CURVES = (
    "Nothing was logged yet when these training curves were shown. Shown once more in a cell of their own, "
    "after the training, they stay in the notebook."
)
"""What a notebook keeps of live curves that were shown before the first step."""

NO_SAMPLES = "The images are shown while the notebook runs: run this cell again."
"""What stands for samples alone, of which plain HTML has none."""

ALL_CLASSES = "All classes"
ALL_TOGETHER = "(all classes)"
"""What the rows of all classes together are called in a table whose other rows have the names of classes."""

IMAGES, METRIC, COURSE, VERDICT = "Images", "Metric", "Course", "Verdict"
TRAINING_CURVE = "Training curve"
CLASS, SPLIT = "Class", "Split"
NINTH = "Ninth of the image"
PROBLEM_COLUMNS = {
    "code": "Problem",
    "level": "Level",
    "split": SPLIT,
    "count": "Count",
    "text": "Meaning",
    "examples": "For example",
}

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


def facts(document: Mapping[str, Any]) -> str:
    """Return what a set is, as in ``"Object detection, 4 classes"``."""
    task = document.get("task")
    return f"{TASKS[task]}, {counted(len(document['classes']), 'classes')}" if task else "Training curves"


def cutoff_name(summary: Mapping[str, Any]) -> str:
    """Return the name of the line of the cutoff."""
    return f"Cutoff threshold: {summary['cutoff']:,} labels"


def summary_words(named: str) -> str:
    """Return what a picture of the Insight Summary shows, given its first classes."""
    return f"{INSIGHT_SUMMARY}, a bar a class with its count, longest first: {named}."


def distribution_words(title: str, grain: str | None, parts: Sequence[str]) -> str:
    """Return what a picture of a distribution shows, given its first rows by split."""
    return f"{title} in percent of the {grain} of each split. {'; '.join(parts)}."


def forest_words(other: str, named: str) -> str:
    """Return what a forest plot shows, given its first classes."""
    return f"Shares of the images in {other} over those in train, with 95 % intervals: {named}."


IN_NEITHER = "in neither"


def only_in(split: str) -> str:
    """Return that a class is in one split alone."""
    return f"only in {split}"


def forest_axis(other: str) -> str:
    """Return what stands on the axis of a forest plot."""
    return f"Share in {other} / in train"


def size_words(limit: int, said: str) -> str:
    """Return what a picture of small boxes shows."""
    return f"Share of the boxes under {limit} px by class. {said}".strip()


def position_words(said: str) -> str:
    """Return what maps of positions show."""
    return f"Maps of the image, darker where more boxes have their centre. {said}"


def compared_with(split: str) -> str:
    """Return the heading of a comparison of train with a split."""
    return f"Train against {split}"


def of_class(name: str) -> str:
    """Return that something is of a class."""
    return f" of {name}"


def and_more(count: int, unit: str = "", place: str = "") -> str:
    """Return that more is there than is listed."""
    return f"and {counted(count, unit) if unit else f'{count:,}'} more{place}"


def see(page: str) -> str:
    """Return where the rest is to be seen."""
    return f", see {page}"


def number_of(problem: Mapping[str, Any], split: str) -> str:
    """Return how often there is a problem, and what it means."""
    place = f" in {split}" if split else ""
    return f"{problem['code']}{place}: {problem['count']:,}. {problem['text']}"


def finding_text(finding: Mapping[str, Any]) -> str:
    """Return what was found and what to do about it."""
    return f"{finding['text'].rstrip('.')} ({finding['number']}). {finding['action']}"


def verdict_columns(unit: str) -> list[str]:
    """Return the headings of the verdicts."""
    return [CLASS, unit.capitalize(), "Share", VERDICT, "To add"]


def plan_columns(unit: str) -> list[str]:
    """Return the headings of a plan."""
    return [CLASS, unit.capitalize(), f"Add {unit}", "Add images", "Come along", "Verdict", "After"]


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
