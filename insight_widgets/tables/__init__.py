"""Tables of labels, boxes or mask areas: from columns, whoever brings them, to a data set.

``cells`` tells what a cell says, ``column`` what a column of them does, ``roles`` which column is what,
``building`` makes the data set; ``frames`` brings data frames, readers bring text and Parquet files.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from insight_widgets.problems import Problem
    from insight_widgets.tables.column import Column


@dataclass(frozen=True, slots=True)
class Table:
    """Columns under a header; nothing is said yet of what they mean.

    Attributes
    ----------
    names : tuple of str, length k
        The header.
    columns : tuple of Column, length k
        Cells of any type (text, in a file), n each.
    record : ndarray of int64, shape (n,)
        Line or row number of each row, for messages.
    source : str
        What the table is called in messages.
    record_name : str
        What `record` is (``"line"``, ``"row"``).
    problems : tuple of Problem
        What was found while the table was read.
    width : ndarray of int64, shape (n,), or None
        How many cells each row really has; the others are blank. None where all have all.
    """

    names: tuple[str, ...]
    columns: tuple[Column, ...]
    record: NDArray[np.int64]
    source: str
    record_name: str = "row"
    problems: tuple[Problem, ...] = ()
    width: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.record)

    def take(self, rows: NDArray[np.int64]) -> Table:
        """Return the table with some of its rows."""
        if len(rows) == len(self):
            return self
        columns = tuple(column.take(rows) for column in self.columns)
        width = None if self.width is None else self.width[rows]
        return replace(self, columns=columns, record=self.record[rows], width=width)
