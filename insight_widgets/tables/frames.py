"""Data frames (pandas, Polars, Arrow and what else narwhals knows) as tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.class_list import checked_classes
from insight_widgets.dataset import TASKS, Dataset
from insight_widgets.errors import DataError, shorten, suggest
from insight_widgets.naming import ALL, split_name
from insight_widgets.tables import Table
from insight_widgets.tables.arrow import ArrowColumn
from insight_widgets.tables.building import Wishes, dataset_from_tables
from insight_widgets.tables.column import CellColumn, Coded, Column, encode
from insight_widgets.tables.nested_frames import unfolded_frame

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.dataset import Task


def dataset_from_frames(
    frames: Any,
    *,
    task: Task | None,
    classes: Sequence[str] | None,
    title: str,
    columns: Mapping[str, str | Sequence[str]] | None,
    uncertain: bool = False,
) -> Dataset:
    """Return the data set that one data frame, or a mapping of split to data frame, holds.

    Raises
    ------
    DataError
        Something is no data frame, or its columns do not fit; the message says which and what was wanted.
    """
    if task is not None and task not in TASKS:
        raise DataError(
            f"task {task!r} is not known{suggest(str(task), TASKS)}; use one of {', '.join(TASKS)}"
        )
    classes = checked_classes(classes)
    by_split = isinstance(frames, Mapping)
    tables = _tables(frames) if by_split else {ALL: _table(frames, "frame")}
    wishes = Wishes(task, classes, columns or {}, not by_split, uncertain)
    dataset = dataset_from_tables(tables, wishes)
    return Dataset(dataset.task, dataset.classes, dataset.splits, title)


def _tables(frames: Mapping[Any, Any]) -> dict[str, Table]:
    if not frames:
        raise DataError("a data frame for every split is wanted; got an empty mapping")
    tables: dict[str, Table] = {}
    for given, frame in frames.items():
        name = split_name(str(given))
        if name in tables:
            raise DataError(f'two frames are the split "{name}"; give each its own name')
        tables[name] = _table(frame, f'frame "{shorten(given)}"')
    return tables


def _table(frame: Any, source: str) -> Table:
    import narwhals as nw

    try:
        series = list(nw.from_native(frame, eager_only=True).iter_columns())
    except TypeError:
        raise DataError(
            f"{source}: a data frame of pandas, Polars or Arrow is wanted, or a mapping of split names "
            f"to them; got {type(frame).__name__}"
        ) from None
    except nw.exceptions.DuplicateError as error:
        raise DataError(f"{source}: every column needs its own name: {shorten(error)}") from None
    unfolded = unfolded_frame(frame, series, source)
    if unfolded is not None:
        return unfolded
    rows = len(series[0]) if series else 0
    return Table(
        tuple(str(one.name) for one in series),
        tuple(map(_column, series)),
        np.arange(rows),
        source,
    )


def _column(series: Any) -> Column:
    native = series.to_native()
    if type(native).__module__.startswith("pyarrow"):
        return ArrowColumn(lambda: native, len(native))
    return SeriesColumn(series)


class SeriesColumn(Column):
    """A column of a data frame.

    Parameters
    ----------
    series : narwhals.Series
    """

    def __init__(self, series: Any) -> None:
        self._series = series

    def __len__(self) -> int:
        return len(self._series)

    def __getitem__(self, row: int) -> Any:
        return self._cells[row]

    @cached_property
    def coded(self) -> Coded:
        """The column by its distinct cells."""
        return encode(self._cells)

    @cached_property
    def numbers(self) -> NDArray[np.float64]:
        """The column as numbers, shape (n,)."""
        dtype = self._series.dtype
        if (dtype.is_float() or dtype.is_integer()) and not self._series.is_null().any():
            return np.asarray(self._series.to_numpy(), dtype=np.float64)
        return CellColumn(self._cells).numbers

    @cached_property
    def _cells(self) -> Sequence[Any]:
        return _cells(self._series)


def _cells(series: Any) -> Sequence[Any]:
    """Return the cells of a column, with None where there is none."""
    if not series.is_null().any():
        cells: list[Any] = series.to_list()
        return cells
    nulls = series.is_null().to_list()
    return [None if null else cell for cell, null in zip(series.to_list(), nulls, strict=True)]
