"""The records of a log as sparse columns: for each name the rows that have a value, and the values."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from numpy.typing import NDArray

_PREFIX, _EXTREMES = " - ", ("__MIN", "__MAX")


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """The values of a name.

    Attributes
    ----------
    rows : ndarray of int64, shape (n,)
        The records that have a value, ascending; blanks have none.
    values : ndarray of float64, shape (n,)
    """

    rows: NDArray[np.int64]
    values: NDArray[np.float64]

    def spread(self, count: int) -> NDArray[np.float64]:
        """Return a value for each of `count` rows, NaN where there is none."""
        whole = np.full(count, np.nan)
        whole[self.rows] = self.values
        return whole

    def part(self, rows: NDArray[np.bool_]) -> Column:
        """Return the values of some rows, counted anew; `rows` says of every row whether it is one."""
        kept = rows[self.rows]
        return Column((np.cumsum(rows) - 1)[self.rows[kept]], self.values[kept])


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Records in the order written.

    Attributes
    ----------
    columns : dict of str to Column
        By name, as the log writes it.
    count : int
        How many records there are.
    words : dict of str to list of str
        Columns that tell what a record belongs to: runs by name.
    notes : list of str
        What was passed over or repaired.
    """

    columns: dict[str, Column]
    count: int
    words: dict[str, list[str]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def part(self, rows: NDArray[np.bool_]) -> Table:
        """Return some rows as a table; `rows` says of every row whether it is one."""
        parts = {name: column.part(rows) for name, column in self.columns.items()}
        return Table(parts, int(rows.sum()), {}, list(self.notes))


def joined(tables: Iterable[Table]) -> Table:
    """Return tables one after the other as one."""
    pieces: dict[str, list[Column]] = {}
    count = 0
    notes: list[str] = []
    for table in tables:
        for name, column in table.columns.items():
            pieces.setdefault(name, []).append(Column(column.rows + count, column.values))
        count += table.count
        notes += table.notes
    columns = {name: _behind_each_other(parts) for name, parts in pieces.items()}
    return Table(columns, count, {}, notes)


def _behind_each_other(parts: list[Column]) -> Column:
    rows, values = ([getattr(part, name) for part in parts] for name in ("rows", "values"))
    return Column(np.concatenate(rows), np.concatenate(values))


def by_words(table: Table, names: Iterable[str]) -> Iterator[tuple[str, Table]]:
    """Pass name and records of the runs that a column of words tells; the whole table where none does."""
    named = next((table.words[name] for name in names if name in table.words), None)
    if named is None:
        yield "", table
        return
    column = np.array(named)
    for word in dict.fromkeys(named):
        yield word, table.part(column == word)


def by_prefix(table: Table) -> list[tuple[str, Table]]:
    """Return the runs of a table whose columns are called ``run - metric``; none where no column is.

    So Weights & Biases exports a chart; the columns of its extremes are left out.
    """
    parted = {name: name.partition(_PREFIX) for name in table.columns if _PREFIX in name}
    shared = {name: column for name, column in table.columns.items() if name not in parted}
    runs: dict[str, dict[str, Column]] = {}
    for name, (run, _, metric) in parted.items():
        if not metric.endswith(_EXTREMES):
            runs.setdefault(run, {})[metric] = table.columns[name]
    return [(run, Table(shared | of, table.count, {}, list(table.notes))) for run, of in runs.items()]
