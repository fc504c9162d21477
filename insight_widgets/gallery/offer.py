"""What the page is told of samples before it asks for any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.gallery.orders import orders_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from insight_widgets.dataset import Dataset, Task
    from insight_widgets.problems import Problem

_OF_BOXES = ("crowd", "unknown-class", "duplicate-label", "duplicate-id")
_OF_LABELS = ("unknown-class", "duplicate-label")
_OF_IMAGES = ("image-no-size", "image-no-label")
_CODES: Mapping[Task, tuple[str, ...]] = {
    "detection": (*_OF_BOXES, "box-degenerate", "box-outside-image", *_OF_IMAGES),
    "segmentation": (*_OF_BOXES, *_OF_IMAGES),
    "multilabel": (*_OF_LABELS, *_OF_IMAGES),
    "multiclass": (*_OF_LABELS, "duplicate-image", *_OF_IMAGES),
}


def live_samples(
    dataset: Dataset, document: Mapping[str, Any], problems: Mapping[str, Sequence[Problem]]
) -> dict[str, Any]:
    """Return what a page with a kernel is told of samples.

    Returns
    -------
    dict
        ``orders`` of the task, ``codes`` of the problems whose images can be shown, ``live``, ``embedded``.
    """
    return {
        "orders": list(orders_of(dataset.task)),
        "codes": _codes(dataset, document, problems),
        "live": True,
        "embedded": None,
    }


def _codes(
    dataset: Dataset, document: Mapping[str, Any], problems: Mapping[str, Sequence[Problem]]
) -> list[str]:
    """Return the problems of the report of which it is known which images they concern."""
    known = {*_CODES[dataset.task]}
    if dataset.task == "segmentation" and all(split.boxes is None for split in dataset.splits.values()):
        known -= {*_OF_BOXES}
    known |= {problem.code for found in problems.values() for problem in found if problem.images}
    return [code for code in dict.fromkeys(one["code"] for one in document["problems"]) if code in known]
