"""The Insight Summary as data: verdicts, shares, the plan and one sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.counted import counted
from insight_widgets.errors import shorten
from insight_widgets.stats.balance import judge

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.dataset import Task
    from insight_widgets.stats.balance import Balance, BalanceRule
    from insight_widgets.stats.counts import Counts

UNITS: dict[Task, str] = {
    "multiclass": "images",
    "multilabel": "labels",
    "detection": "boxes",
    "segmentation": "masks",
}
"""What one count of the summary is, by task."""

NAMED = 3
"""How many classes the headline sentence names."""


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


def headline_text(found: Balance, rows: Sequence[dict[str, Any]], unit: str) -> str:
    """Return what the headline means, in words that name the classes concerned."""
    serious = [row["name"] for row in rows if row["verdict"] == "serious"]
    mild = [row["name"] for row in rows if row["verdict"] == "mild"]
    added = sum(found.additions)
    more = counted(added, unit).replace(" ", " more ", 1)
    plan = f"{more} {'brings' if added == 1 else 'bring'} every class to the cutoff."
    if found.headline == "A":
        return f"Seriously under-represented: {_names(serious)}. Start there; {plan}"
    if found.headline == "B":
        return f"Mildly under-represented: {_names(mild)}. {plan}"
    if found.headline == "C":
        return "Every class is well represented. More labels of the smaller classes could still help."
    if found.headline == "D":
        return "The classes are balanced. If you add labels, add them evenly."
    return "There are no labels to judge."


def _names(names: Sequence[str]) -> str:
    """Name the last few of a list, the smallest classes, and count the others."""
    listed = ", ".join(shorten(name, 40) for name in reversed(names[-NAMED:]))
    more = len(names) - NAMED
    return f"{listed} and {more:,} more" if more > 0 else listed
