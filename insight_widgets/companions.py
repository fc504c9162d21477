"""Which classes come together, as far as it travels to the page: all of it, or the strongest companions."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.stats.sparse import SparseCounts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from insight_widgets.stats.counts import Counts

MOST_CELLS = 50_000
"""Cells that travel at most; where there are more classes than that, one a class and split."""


def companions_document(counts: Mapping[str, Counts], most: int = MOST_CELLS) -> dict[str, Any] | None:
    """Return labels of other classes in images with a class, as a sparse table of the page.

    Parameters
    ----------
    counts : mapping of str to Counts
        The counts of every split.
    most : int
        Most cells, of all splits together.

    Returns
    -------
    dict or None
        shape, splits, and ``kept``: how many companions of each class are there (those with most labels in
        all splits together), None for all. None where an image has one class.
    """
    tables = {split: _others(of.together) for split, of in counts.items() if of.together is not None}
    if not tables:
        return None
    classes = next(iter(tables.values())).shape[0]
    kept = None
    if sum(len(table.index) for table in tables.values()) > most:
        kept = max(most // (classes * len(tables)), 1)
        strongest = _strongest(reduce(add, tables.values()), kept)
        tables = {split: _among(table, strongest) for split, table in tables.items()}
    splits = {split: table.to_dict() for split, table in tables.items()}
    return {"shape": [classes, classes], "splits": splits, "kept": kept}


def _others(table: SparseCounts) -> SparseCounts:
    """Return the table without what it says of a class and itself."""
    row, column = np.divmod(table.index, max(table.shape[1], 1))
    other = row != column
    return SparseCounts(table.shape, table.index[other], table.count[other])


def _strongest(table: SparseCounts, most: int) -> NDArray[np.int64]:
    """Return the cells with the largest counts of each row, ascending; of equal ones the first."""
    row = table.index // table.shape[1]
    order = np.lexsort((-table.count, row))
    rank = np.arange(len(row)) - np.searchsorted(row, row)  # rows are ascending, also in this order
    return np.sort(table.index[order][rank < most])


def _among(table: SparseCounts, cells: NDArray[np.int64]) -> SparseCounts:
    kept = np.isin(table.index, cells, assume_unique=True)
    return SparseCounts(table.shape, table.index[kept], table.count[kept])
