"""Tables in long form, a record for each value: columns for the metric's name, the step and the value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.logs._table import Column, Table
from insight_widgets.logs.names import SPLITS, is_clock

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

KEYS = ("key", "metric", "metric_name", "tag", "metric.name")
"""Columns that name the metric."""

VALUES = ("value", "metric_value", "metric.value", "values")
"""Columns that hold the value."""

SUBSETS = ("subset", "context.subset", "metric.context.subset", "split", "phase", "mode")
"""Columns that name the split of a record."""


def unstacked(table: Table) -> Table:
    """Return a table in long form with a column for each metric and split; any other table as it is."""
    return _by_split(_by_metric(table))


def _by_metric(table: Table) -> Table:
    known = {name.lower(): name for name in table.columns}
    keys, value = _first(KEYS, table.words), _first(VALUES, known)
    if keys is None or value is None:
        return table
    parts = _parted(table.columns[known[value]], table.words[keys])
    others = {name: column for name, column in table.columns.items() if name.lower() not in (keys, value)}
    return Table(parts | others, table.count, table.words, table.notes)


def _by_split(table: Table) -> Table:
    """Return a table with a column for each metric and split, where a column of words tells the splits."""
    subset = _first(SUBSETS, table.words)
    if subset is None or not {word.lower() for word in table.words[subset]} <= {*SPLITS, ""}:
        return table
    columns = {name: column for name, column in table.columns.items() if is_clock(name)}
    for name, column in table.columns.items():
        parts = {} if name in columns else _parted(column, table.words[subset])
        columns |= {f"{split}/{name}" if split else name: part for split, part in parts.items()}
    return Table(columns, table.count, table.words, table.notes)


def _parted(column: Column, words: Sequence[str]) -> dict[str, Column]:
    """Return a column's values by a word for each row."""
    of_value = np.array(words)[column.rows]
    return {
        str(word): Column(column.rows[of_value == word], column.values[of_value == word])
        for word in dict.fromkeys(of_value.tolist())
    }


def _first(names: Sequence[str], known: Container[str]) -> str | None:
    return next((name for name in names if name in known), None)
