"""The Insight Summary as data: verdicts, shares, the plan and one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.stats.balance import judge
from insight_widgets.texts.summary import headline_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.dataset import Task
    from insight_widgets.stats.balance import BalanceRule
    from insight_widgets.stats.counts import Counts

UNITS: dict[Task, str] = {
    "multiclass": "images",
    "multilabel": "labels",
    "detection": "boxes",
    "segmentation": "masks",
}
"""What one count of the summary is, by task."""


def summarise(counts: Counts, task: Task, classes: tuple[str, ...], rule: BalanceRule) -> dict[str, Any]:
    """Return the summary of the report's document for some counts."""
    labels = counts.labels().tolist()
    found = judge(labels, rule)
    images = _images_to_add(found.additions, labels, counts.image_labels.tolist(), task)
    total = sum(labels)
    rows = [
        {
            "name": classes[index],
            "count": labels[index],
            "share": labels[index] / total if total else 0,
            "verdict": found.verdicts[index],
            "add": {"labels": found.additions[index], "images": images[index]},
        }
        for index in sorted(range(len(classes)), key=lambda index: -labels[index])
    ]
    return {
        "cutoff": found.cutoff,
        "headline": found.headline,
        "headline_text": headline_text(found, rows, UNITS[task]),
        "unit": UNITS[task],
        "cutoff_ratio": rule.cutoff_ratio,
        "serious_ratio": rule.serious_ratio,
        "even_tolerance": rule.even_tolerance,
        "plan": {"target": found.target, "labels": sum(found.additions)},
        "classes": rows,
    }


def _images_to_add(
    additions: Sequence[int], labels: Sequence[int], image_labels: Sequence[int], task: Task
) -> list[int | None]:
    if task != "detection":
        return list(additions)
    return [
        _images_for(labels_to_add, boxes, images)
        for labels_to_add, boxes, images in zip(additions, labels, image_labels, strict=True)
    ]


def _images_for(boxes_to_add: int, boxes: int, images: int) -> int | None:
    """Return boxes to add over mean boxes in an image of the class, rounded up; None if unknown."""
    if not boxes_to_add:
        return 0
    return -(-boxes_to_add * images // boxes) if boxes else None
