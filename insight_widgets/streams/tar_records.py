"""A JSON record of an image as a sample: its labels, or its objects one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from insight_widgets.image_files import is_image_name

_IMAGE = ("file_name", "filename", "image")
_OBJECTS = ("objects", "annotations", "instances")
_FIELDS = {
    "label": ("label", "class", "cls"),
    "labels": ("labels", "classes", "categories"),
    "boxes": ("boxes", "bboxes", "bbox"),
    "width": ("width", "image_width"),
    "height": ("height", "image_height"),
    "crowd": ("crowd", "iscrowd"),
}
"""What a sample calls a field, to what records call it."""

_OF_OBJECTS = {
    "labels": (
        *("label", "labels", "class", "classes", "category", "categories", "name", "category_name"),
        *("category_id", "class_id"),
    ),
    "boxes": _FIELDS["boxes"],
    "crowd": _FIELDS["crowd"],
}
_BOX_SIDES = 4


def sample_of(record: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return a record as a sample.

    Parameters
    ----------
    record : mapping of str to Any
    key : str
        What the image is called where the record does not tell.
    """
    told = next((record[name] for name in _IMAGE if name in record), None)
    name = told if isinstance(told, str) else key if is_image_name(key) else f"{key}.jpg"
    sample = {"image": name} | _renamed(record, _FIELDS) | _renamed(_objects(record), _OF_OBJECTS)
    if "boxes" in sample:
        named = sample.pop("label", ())
        sample.setdefault("labels", named)
        if _is_one_box(sample["boxes"]):
            sample["boxes"], sample["labels"] = [sample["boxes"]], _listed(sample["labels"])
    return sample


def _renamed(record: Mapping[str, Any], fields: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    found = {
        ours: next((record[one] for one in theirs if record.get(one) is not None), None)
        for ours, theirs in fields.items()
    }
    return {ours: value for ours, value in found.items() if value is not None}


def _objects(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return lists of what objects have: they are lists themselves, or a structure for each object."""
    held = next((record[name] for name in _OBJECTS if name in record), None)
    if isinstance(held, Mapping):
        return held
    if not isinstance(held, list) or not all(isinstance(one, Mapping) for one in held):
        return {}
    names = dict.fromkeys(name for one in held for name in one)
    return {name: [one.get(name) for one in held] for name in names} if held else {"boxes": [], "labels": []}


def _is_one_box(boxes: Any) -> bool:
    return (
        isinstance(boxes, list)
        and len(boxes) == _BOX_SIDES
        and all(isinstance(side, int | float) for side in boxes)
    )


def _listed(labels: Any) -> Any:
    return labels if isinstance(labels, list) else [labels]
