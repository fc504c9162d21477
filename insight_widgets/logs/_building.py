"""From the records of a log to its runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.errors import ReadError, shorten
from insight_widgets.logs._clock import clock_of
from insight_widgets.logs._parting import part
from insight_widgets.logs._table import Column, by_prefix, by_words
from insight_widgets.logs.names import RUNS, is_clock, is_rate
from insight_widgets.logs.run import Run, Series
from insight_widgets.texts.logs import without_step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from insight_widgets.logs._table import Table


def runs_of(table: Table, source: str) -> list[Run]:
    """Return the runs in the records of a log.

    Raises
    ------
    ReadError
        There is no metric in it.
    """
    named = by_prefix(table) or by_words(table, RUNS)
    found = [run for name, one in named for run in _runs(one, f"{source}: {name}" if name else source)]
    if not any(not is_rate(series.name) for run in found for series in run.series):
        names = shorten(", ".join(table.columns) or "none", 200)
        raise ReadError(f"{source}: no column holds a metric; columns of numbers are {names}")
    return found


def _runs(table: Table, source: str) -> Iterator[Run]:
    """Pass the runs of a table, parted where steps go back."""
    clock = clock_of(table)
    told = np.isfinite(clock.finest)
    metrics = {name: column for name, column in table.columns.items() if not is_clock(name)}
    notes = [*table.notes, *_lost(metrics, told)]
    columns = {name: _only(column, told) for name, column in metrics.items()}
    parts = part([column.rows for column in columns.values()], clock.finest)
    kept = [
        Column(column.rows[~dropped], column.values[~dropped])
        for column, dropped in zip(columns.values(), parts.dropped, strict=True)
    ]
    for first, end in parts.runs:
        steps, x = clock.of_run(first, end)
        cut = ((name, *_cut(column, first, end)) for name, column in zip(columns, kept, strict=True))
        series = tuple(Series(name, steps[rows], values) for name, rows, values in cut if len(rows))
        if series:
            yield Run(series, x, (*notes, *parts.notes), source)


def _lost(columns: dict[str, Column], told: NDArray[np.bool_]) -> list[str]:
    lost = np.zeros(len(told), dtype=bool)
    for column in columns.values():
        lost[column.rows] |= ~told[column.rows]
    count = int(lost.sum())
    return [without_step(count)] if count else []


def _only(column: Column, rows: NDArray[np.bool_]) -> Column:
    kept = rows[column.rows]
    return column if kept.all() else Column(column.rows[kept], column.values[kept])


def _cut(column: Column, first: int, end: int) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    begin, stop = np.searchsorted(column.rows, (first, end))
    return column.rows[begin:stop], column.values[begin:stop]
