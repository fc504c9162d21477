"""Data frames of pandas, Polars, Arrow and what else narwhals knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.objects import is_of
from insight_widgets.tables.frames import dataset_from_frames

if TYPE_CHECKING:
    from insight_widgets.dataset import Dataset
    from insight_widgets.read_options import ReadOptions

SUMMARY = "data frames of pandas, Polars or Arrow"
RANK = 20

_PACKAGES = ("pandas", "polars", "pyarrow", "modin", "cudf", "narwhals")
_FRAMES = ("DataFrame", "LazyFrame", "Table")


def matches(obj: object) -> bool:
    """Whether an object is a data frame."""
    return any(is_of(obj, package, *_FRAMES) for package in _PACKAGES)


def read(obj: Any, options: ReadOptions) -> Dataset:
    """Return the data set that a frame holds, see `Dataset.from_frames`."""
    frame = obj.collect() if is_of(obj, "polars", "LazyFrame") else obj
    return dataset_from_frames(
        frame,
        task=options.task,
        classes=options.classes,
        title="",
        columns=options.columns,
        uncertain=options.uncertain,
    )
