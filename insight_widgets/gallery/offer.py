"""What the page is told of samples before it asks for any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.gallery.orders import orders_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from insight_widgets.columns import Split
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
        ``orders`` of the task, ``codes`` of the problems whose images can be shown by split, ``live``,
        ``embedded``.
    """
    return {
        "orders": list(orders_of(dataset.task)),
        "codes": _codes(dataset, document, problems),
        "live": True,
        "embedded": None,
    }


def _codes(
    dataset: Dataset, document: Mapping[str, Any], problems: Mapping[str, Sequence[Problem]]
) -> dict[str, list[str]]:
    """Return, for every split, the problems of the report of which it is known which images they concern."""
    counts = {name: dict[str, int]() for name in dataset.splits}
    for problem in document["problems"]:
        counts.get(problem["split"], {})[problem["code"]] = problem["count"]
    return {
        name: _codes_of(split, dataset.task, counts[name], problems.get(name, ()))
        for name, split in dataset.splits.items()
    }


def _codes_of(split: Split, task: Task, counts: Mapping[str, int], problems: Sequence[Problem]) -> list[str]:
    """Return those that name an image of a split, and those that its rows tell."""
    of_rows = {*_CODES[task]}
    if task == "segmentation" and split.boxes is None:
        of_rows -= {*_OF_BOXES}
    read = {problem.code: problem.count for problem in split.problems}
    known = {code for code, count in counts.items() if code in of_rows and count > read.get(code, 0)}
    named = {problem.code: {*problem.images} for problem in problems if problem.images}
    there = set().union(*named.values()).intersection(split.images.name.tolist()) if named else set()
    known |= {code for code, images in named.items() if not images.isdisjoint(there)}
    return [code for code in counts if code in known]
