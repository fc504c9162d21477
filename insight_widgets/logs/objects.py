"""Logs in memory: Keras' History, Hugging Face's log_history, DataFrames, and dicts of columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import ReadError, shorten
from insight_widgets.logs._building import runs_of
from insight_widgets.logs._columns import table_of
from insight_widgets.logs._gaps import without_gaps
from insight_widgets.logs.json_document import table_of_records
from insight_widgets.logs.names import EPOCHS, STEPS

if TYPE_CHECKING:
    from insight_widgets.logs._table import Table
    from insight_widgets.logs.run import Run

SOURCE = "curves"
"""What a log in memory is called in messages."""


def runs_of_object(source: object) -> list[Run]:
    """Return the runs in an object of Python.

    Parameters
    ----------
    source : History, Trainer, DataFrame, mapping of str to sequence, or sequence of mappings
        Of Keras and Hugging Face; columns or records by name. NaN in a DataFrame is a blank where its
        column has a gap, for frames have no other word for it.

    Raises
    ------
    ReadError
        It is none of these, its columns differ in length, or it holds no metric.
    """
    return runs_of(_table(source), SOURCE)


def _table(source: Any) -> Table:
    if isinstance(getattr(source, "history", None), Mapping):
        return _columns_table(_columns_of_history(source))
    if isinstance(history := getattr(getattr(source, "state", source), "log_history", None), list):
        return table_of_records(history)
    if isinstance(source, Mapping):
        return _columns_table(source)
    if hasattr(source, "columns") and hasattr(source, "__getitem__"):
        return _frame_table(source)
    if isinstance(source, Sequence) and source and all(isinstance(record, Mapping) for record in source):
        return table_of_records(source)
    raise ReadError(
        f"{SOURCE}: a DataFrame, a dict of columns, the history of a trainer or the path of a log is wanted; "
        f"got {type(source).__name__}"
    )


def _columns_table(columns: Mapping[Any, Any]) -> Table:
    named = {str(name).strip(): _sequence(name, values) for name, values in columns.items()}
    lengths = {name: len(values) for name, values in named.items()}
    if len(set(lengths.values())) > 1:
        raise ReadError(f"{SOURCE}: columns of one length are wanted; got {shorten(lengths, 200)}")
    return table_of(named, max(lengths.values(), default=0))


def _sequence(name: object, values: Any) -> Any:
    if (
        hasattr(values, "__len__")
        and hasattr(values, "__getitem__")
        and not isinstance(values, str | Mapping)
    ):
        return values if isinstance(values, np.ndarray) and values.ndim == 1 else list(values)
    raise ReadError(f"{SOURCE}: a column of values is wanted for {shorten(name)}; got {shorten(values)}")


def _columns_of_history(history: Any) -> dict[str, list[Any]]:
    """Return the columns of Keras' History; values of every k-th epoch stand at those epochs."""
    epochs = list(getattr(history, "epoch", None) or ())
    columns = {str(name): list(values) for name, values in history.history.items()}
    count = max((len(values) for values in columns.values()), default=0)
    epochs = epochs if len(epochs) == count else list(range(count))
    return {"epoch": epochs} | {name: _spread(values, count) for name, values in columns.items()}


def _spread(values: list[Any], count: int) -> list[Any]:
    every = count // len(values) if values else 0
    if every <= 1:
        return values
    spread: list[Any] = [None] * count
    spread[every - 1 :: every] = values[: len(spread[every - 1 :: every])]
    return spread


def _frame_table(frame: Any) -> Table:
    """Return the records of a pandas or polars DataFrame."""
    columns = {str(name).strip(): _column(frame[name], name) for name in frame.columns}
    index = getattr(getattr(frame, "index", None), "name", None)
    if index is not None and str(index).strip().lower() in (*EPOCHS, *STEPS):
        columns = {str(index): np.asarray(frame.index)} | columns
    return without_gaps(table_of(columns, len(frame)))


def _column(column: Any, name: object) -> Any:
    if getattr(column, "ndim", 1) != 1:
        raise ReadError(f"{SOURCE}: columns of different names are wanted; {shorten(name)} comes twice")
    values = column.to_numpy()
    return values if values.dtype.kind in "iuf" else column.to_list()
