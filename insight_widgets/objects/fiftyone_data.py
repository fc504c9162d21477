"""FiftyOne's data sets and views: classifications and detections, with tags as splits."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import Boxes, Labels, Split
from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError, shorten
from insight_widgets.naming import ALL, known_split
from insight_widgets.objects import is_of
from insight_widgets.objects._files import file_images, sized_images
from insight_widgets.parting import part
from insight_widgets.problems import EXAMPLES, ProblemLog
from insight_widgets.tables.class_index import ClassIndex
from insight_widgets.texts.where import class_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from insight_widgets.columns import Images
    from insight_widgets.dataset import Task
    from insight_widgets.read_options import ReadOptions

SUMMARY = "FiftyOne data sets and views with classifications or detections"
RANK = 20

_LISTS = {
    "Classification": "",
    "Classifications": ".classifications",
    "Detections": ".detections",
}
"""Where in a field its labels are, by the type of the field."""

_FIRST = "ground_truth"
_NO_BOX = (float("nan"),) * 4


def matches(obj: object) -> bool:
    """Whether an object is a data set or view of FiftyOne."""
    return is_of(obj, "fiftyone", "SampleCollection")


def read(obj: Any, options: ReadOptions) -> Dataset:
    """Return the data set behind an object.

    The labels are those of the field ``columns={"label": ...}``, else of ``ground_truth``, else of the only
    field with labels. Samples with a tag that is the name of a split (train, val, validation, ...) are
    of that split.

    Raises
    ------
    DataError
        No field has labels, or several could be meant.
    """
    field, kind = _label_field(obj, options.columns.get("label"))
    log, path = ProblemLog(), f"{field}{_LISTS[kind]}"
    images = _images(obj, options, log)
    counts, names = _flat(obj.values(f"{path}.label"))
    classes = ClassIndex(filter(None, names), options.classes or _listed(obj, field))
    row = np.repeat(np.arange(len(images)), counts)
    label = classes.places([name or "" for name in names])
    unknown = np.flatnonzero(label < 0)[: 2 * EXAMPLES].tolist()
    detected = kind == "Detections"
    split = Split(
        images,
        labels=None if detected else Labels(row, label),
        boxes=_boxes(obj, path, row, label) if detected else None,
        record_name="label",
        unresolved={place: class_text(names[place]) for place in unknown},
        problems=log.problems(),
    )
    classified: Task = "multilabel" if kind == "Classifications" else "multiclass"
    splits = part(split, _members(obj.values("tags")))
    return Dataset("detection" if detected else classified, classes.names, splits, str(obj.name or ""))


def _label_field(obj: Any, asked: Any) -> tuple[str, str]:
    """Return the field that labels are read from, and its type."""
    fields = _label_fields(obj)
    chosen = str(asked) if asked else (_FIRST if _FIRST in fields else "")
    if not chosen and len(fields) == 1:
        chosen = next(iter(fields))
    if chosen in fields:
        return chosen, fields[chosen]
    told = ", ".join(f"{name} ({kind})" for name, kind in fields.items()) or "none"
    wanted = f'the field "{shorten(asked)}"' if asked else f'a field "{_FIRST}", or a single one,'
    raise DataError(
        f"{wanted} of {', '.join(_LISTS)} is wanted; got {told}; say which with columns={{'label': ...}}"
    )


def _label_fields(obj: Any) -> dict[str, str]:
    """Return the fields that have labels, by name, with their types."""
    types = {
        name: getattr(getattr(field, "document_type", None), "__name__", "")
        for name, field in obj.get_field_schema().items()
    }
    return {name: kind for name, kind in types.items() if kind in _LISTS}


def _listed(obj: Any, field: str) -> Sequence[str] | None:
    """Return the class list that the data set keeps for a field."""
    return (obj.classes or {}).get(field) or obj.default_classes or None


def _images(obj: Any, options: ReadOptions, log: ProblemLog) -> Images:
    images = file_images(obj.values("filepath"))
    width, height = (_sides(obj.values(f"metadata.{side}")) for side in ("width", "height"))
    return sized_images(replace(images, width=width, height=height), options, log)


def _sides(values: Sequence[float | None]) -> NDArray[np.int32]:
    return np.array([value or 0 for value in values], dtype=np.int32)


def _flat(values: Sequence[Any]) -> tuple[list[int], list[Any]]:
    """Return how many labels each sample has, and what stands in all of them, one behind the other."""
    lists = [value if isinstance(value, list) else [] if value is None else [value] for value in values]
    return [len(one) for one in lists], list(chain.from_iterable(lists))


def _boxes(obj: Any, path: str, row: NDArray[np.int64], label: NDArray[np.int32]) -> Boxes:
    """Return boxes, which are shares of their image."""
    _, boxes = _flat(obj.values(f"{path}.bounding_box"))
    numbers = chain.from_iterable([box or _NO_BOX for box in boxes])
    x, y, width, height = np.fromiter(numbers, dtype=np.float64, count=4 * len(boxes)).reshape(-1, 4).T
    crowd = None
    if obj.has_field(f"{path}.iscrowd"):
        crowd = np.array([bool(one) for one in _flat(obj.values(f"{path}.iscrowd"))[1]], dtype=np.bool_)
    return Boxes(row, label, x, y, width, height, relative=True, crowd=crowd)


def _members(tags: Sequence[Sequence[str] | None]) -> Mapping[str, NDArray[np.bool_]]:
    """Return which samples are of which split, by their tags; those without such a tag are the rest."""
    told = [next(filter(None, map(known_split, some or ())), ALL) for some in tags]
    column = np.array(told, dtype=object)
    return {name: column == name for name in dict.fromkeys(told)} or {ALL: np.zeros(0, dtype=np.bool_)}
