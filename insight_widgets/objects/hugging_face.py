"""Hugging Face data sets: label columns as Arrow has them; images are neither decoded nor copied."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError
from insight_widgets.naming import ALL, known_split
from insight_widgets.objects import is_of
from insight_widgets.objects._hf_columns import (
    box_records,
    box_values,
    flags,
    label_records,
    list_records,
    object_column,
)
from insight_widgets.objects._hf_images import SIDES, images_of, pictures_of, with_header_sizes
from insight_widgets.objects._hf_roles import find_roles
from insight_widgets.objects._labelling import NumberedClasses, box_split, label_split
from insight_widgets.objects._targets import read_pairs
from insight_widgets.problems import ProblemLog
from insight_widgets.progress import track
from insight_widgets.tables.box_form import corner_signs
from insight_widgets.texts.files import taken_column
from insight_widgets.texts.progress import DECODING_MASKS, passing_through
from insight_widgets.texts.records import corner_boxes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from insight_widgets.columns import Images, Split
    from insight_widgets.dataset import Task
    from insight_widgets.objects._hf_roles import Roles
    from insight_widgets.read_options import ReadOptions

SUMMARY = "Hugging Face Dataset, DatasetDict and IterableDataset"
RANK = 30

_BATCH = 1000
"""Rows that are taken at a time of a data set that streams by."""


def matches(obj: object) -> bool:
    """Whether an object is a data set of Hugging Face."""
    return is_of(obj, "datasets.arrow_dataset", "Dataset") or _streams(obj)


def read(obj: Any, options: ReadOptions) -> Dataset:
    """Return the data set behind an object.

    Labels are a column of ClassLabel or a list of them, objects with boxes and classes, or, beside an image,
    a mask; ``columns={"label": ...}`` says which column where several could be meant.

    Raises
    ------
    DataError
        No column has labels.
    """
    if obj.features is None:
        raise DataError("the features of the stream are not known; give obj.cast(features), or load it whole")
    roles = find_roles(obj.features, options)
    if roles.kind == "mask":
        pictures = pictures_of(obj, roles)
        image = None if pictures is None else pictures.give
        return read_pairs(_masks(obj, roles, options), None, options, image=image)
    if _streams(obj):
        table, roles = _streamed(obj, roles, options)
    else:
        table = obj.select_columns(roles.columns()).with_format("arrow")[:]
    log = ProblemLog()
    if roles.others:
        log.add("column-choice", taken_column(".".join(roles.label), roles.others))
    images = images_of(obj, table, roles, show=options.progress)
    make = _boxes if roles.kind == "boxes" else _labels
    task, classes, split = make(table, roles, images, options, log)
    split = replace(split, pictures=pictures_of(obj, roles))
    return Dataset(task, classes, {known_split(str(obj.split)) or ALL: split}, _title(obj))


def read_rows(obj: Any, rows: NDArray[np.int64], options: ReadOptions) -> Dataset:
    """Return the data set of some samples, by their places."""
    dataset = read(obj.select(rows), options)
    (split,) = dataset.splits.values()
    return replace(dataset, splits={ALL: split})


def _streams(obj: object) -> bool:
    return is_of(obj, "datasets.iterable_dataset", "IterableDataset")


def _title(obj: Any) -> str:
    return str(obj.info.dataset_name or obj.info.builder_name or "")


def _streamed(obj: Any, roles: Roles, options: ReadOptions) -> tuple[Any, Roles]:
    """Return the columns of a data set that streams by as one Arrow table, with sizes if needed."""
    import pyarrow as pa

    image = roles.image if roles.kind == "boxes" and not roles.sides else None
    chosen = obj.select_columns([*roles.columns(), *([] if image is None else [image])]).with_format("arrow")
    what = passing_through(_BATCH)
    batches = [
        batch if image is None else with_header_sizes(batch, image)
        for batch in track(chosen.iter(_BATCH), what, show=options.progress)
    ]
    if not batches:
        raise DataError("the stream passes no sample")
    return pa.concat_tables(batches), roles if image is None else replace(roles, sides=SIDES)


def _labels(
    table: Any, roles: Roles, images: Images, options: ReadOptions, log: ProblemLog
) -> tuple[Task, tuple[str, ...], Split]:
    column = table.column(roles.label[0])
    task: Task = "multiclass" if roles.kind == "label" else "multilabel"
    records = (label_records if roles.kind == "label" else list_records)(column, roles.names)
    classes = NumberedClasses(records.names, options.classes, log)
    return task, classes.names, label_split(images, records.image, records.number, classes, log=log)


def _boxes(
    table: Any, roles: Roles, images: Images, options: ReadOptions, log: ProblemLog
) -> tuple[Task, tuple[str, ...], Split]:
    boxes = object_column(table, roles.box)
    records = box_records(object_column(table, roles.label), roles.names)
    classes = NumberedClasses(records.names, options.classes, log)
    values = box_values(boxes)
    if len(values) != len(records.image):
        raise DataError(
            f"a class for each box is wanted; got {len(values)} of {'.'.join(roles.box)} and "
            f"{len(records.image)} of {'.'.join(roles.label)}"
        )
    split = box_split(
        images,
        records.image,
        records.number,
        _as_written(values, records.image, images, log),
        classes,
        log=log,
        crowd=flags(object_column(table, roles.crowd)) if roles.crowd else None,
    )
    return "detection", classes.names, split


def _as_written(
    values: NDArray[np.float64], image: NDArray[np.int64], images: Images, log: ProblemLog
) -> NDArray[np.float64]:
    """Return boxes as x, y, width, height; the features do not tell how they are written.

    They are taken so, as COCO has them, unless some would then reach over the edge of their image and none
    does when the second pair is taken as a corner.
    """
    if not corner_signs(values.T, images.width[image], images.height[image]).corners:
        return values
    log.add("box-corners", corner_boxes(len(values)), count=len(values))
    return np.hstack([values[:, :2], values[:, 2:] - values[:, :2]])


def _masks(obj: Any, roles: Roles, options: ReadOptions) -> Iterator[tuple[Any, Any]]:
    total = None if _streams(obj) else len(obj)
    rows = obj.select_columns(list(roles.label))
    for row in track(rows, DECODING_MASKS, total=total, show=options.progress):
        yield None, row[roles.label[0]]
