"""Documents of reports for tests: the four tasks, any number of classes, any names."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import Split
from insight_widgets.curves import read_curves
from insight_widgets.dataset import Dataset
from insight_widgets.report import build_report, curves_report
from tests.builders import boxes, images, labels, masks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.dataset import Task
    from insight_widgets.report import Report

PETS = ("dog", "cat", "bird", "fish")
SIDE = 100
"""Width and height of every image, in pixels."""


def document(
    task: Task, names: Sequence[str] = PETS, splits: Sequence[str] = ("train", "val"), **options: Any
) -> dict[str, Any]:
    """Return a document in which every class is rarer than the one before it."""
    return report_of(task, names, splits, **options).to_dict()


def report_of(
    task: Task, names: Sequence[str] = PETS, splits: Sequence[str] = ("train", "val"), **options: Any
) -> Report:
    """Return a report in which every class is rarer than the one before it."""
    parts = {split: _split(task, len(names), seed) for seed, split in enumerate(splits)}
    dataset = Dataset(task, tuple(names), parts, title=options.pop("title", "pets"))
    return build_report(dataset, progress=False, **options)


def report_without_images(task: Task = "detection", names: Sequence[str] = ()) -> Report:
    """Return the report of a set that has nothing in it."""
    return build_report(Dataset(task, tuple(names), {"all": _empty(task)}), progress=False)


def without_images(task: Task = "detection", names: Sequence[str] = ()) -> dict[str, Any]:
    """Return the document of a set that has nothing in it."""
    return report_without_images(task, names).to_dict()


def curves(length: int = 40, *, gap: Sequence[int] = ()) -> dict[str, Any]:
    """Return the document of training curves alone; the losses are not finite at the steps of `gap`."""
    steps = range(length)
    loss = [math.nan if step in gap else 1.7 * math.exp(-step / 12) + 0.1 for step in steps]
    rising = [1.5 * math.exp(-step / 9) + 0.4 + 0.02 * max(0, step - 24) for step in steps]
    columns = {"epoch": list(steps), "loss": loss, "val_loss": rising, "val_mAP": [1 - x / 3 for x in rising]}
    return curves_report(read_curves(columns), "a run").to_dict()


def all_tasks() -> list[dict[str, Any]]:
    """Return a small document of each task."""
    tasks: tuple[Task, ...] = ("multiclass", "multilabel", "detection", "segmentation")
    return [document(task) for task in tasks]


def _empty(task: Task) -> Split:
    return Split(images(), labels([]), boxes([]), masks([]) if task == "segmentation" else None)


def _split(task: Task, classes: int, seed: int) -> Split:
    rows = _pairs(classes, seed)
    count = len(rows) if task == "multiclass" else len(rows) // 2 + 1
    pairs = [(place % count, label) for place, label in enumerate(rows)]
    pictures = images(*[(SIDE, SIDE)] * count)
    if task == "detection":
        return Split(pictures, boxes=boxes([(at, label, *_box(label, at)) for at, label in pairs]))
    if task == "segmentation":
        found = [(at, label, _area(label, at), SIDE**2) for at, label in sorted(set(pairs))]
        return Split(pictures, masks=masks(found))
    return Split(pictures, labels=labels(sorted(set(pairs))))


def _pairs(classes: int, seed: int) -> list[int]:
    """Return labels: many of the first class, few of the last, in an order that a seed decides."""
    counts = [2 + round(30 / (1 + index % 97) ** 2) for index in range(classes)]
    order = np.random.default_rng(seed).permutation(np.repeat(np.arange(classes), counts))
    return [int(label) for label in order]


def _box(label: int, image: int) -> tuple[float, float, float, float]:
    side = 3 + (label * 7 + image * 13) % 60
    return 1.0, 1.0, float(side), float(1 + side * (1 + image % 4) // 3)


def _area(label: int, image: int) -> int:
    return 1 + (label * 977 + image * 331) % (SIDE**2 // 2)
