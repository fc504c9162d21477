"""Tables in long form, a record for each value: columns for the metric's name, the step and the value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.logs._table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

KEYS = ("key", "metric", "metric_name", "tag", "metric.name")
"""Columns that name the metric."""

VALUES = ("value", "metric_value", "metric.value", "values")
"""Columns that hold the value."""

SUBSETS = ("subset", "context.subset", "metric.context.subset", "split")
"""Columns that name the split, beside the metric's name."""


def unstacked(table: Table) -> Table:
    """Return a table in long form with a column for each metric; any other table as it is."""
    known = {name.lower(): name for name in table.columns}
    keys = _first(KEYS, table.words)
    value = _first(VALUES, known)
    if keys is None or value is None:
        return table
    names = np.array(_named(table, keys))
    values = table.columns[known[value]]
    others = {name: column for name, column in table.columns.items() if name != known[value]}
    of_value = names[values.rows]
    metrics = {
        str(name): Column(values.rows[of_value == name], values.values[of_value == name])
        for name in dict.fromkeys(of_value.tolist())
    }
    words = {name: column for name, column in table.words.items() if name != keys}
    return Table(metrics | others, table.count, words, table.notes)


def _named(table: Table, keys: str) -> list[str]:
    """Return the name of each record's metric, behind its split where a column tells that."""
    subsets = _first(SUBSETS, table.words)
    if subsets is None:
        return table.words[keys]
    pairs = zip(table.words[subsets], table.words[keys], strict=True)
    return [f"{subset}/{name}" if subset else name for subset, name in pairs]


def _first(names: Sequence[str], known: Container[str]) -> str | None:
    return next((name for name in names if name in known), None)
