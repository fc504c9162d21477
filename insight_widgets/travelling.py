"""The sizes and places of boxes as they travel to the page.

They are exact for all classes together, and for as many classes as a page has room for, those with most boxes
first.
"""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.stats.places import GRID, INPUT_SIZES, LIMITS, bins_below
from insight_widgets.stats.sparse import SparseCounts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from insight_widgets.stats.counts import BoxCounts

MOST_CELLS = 250_000
"""Cells of a table that travel at most, all splits together: about 300 KB of a page."""


def place_tables(boxes: Mapping[str, BoxCounts]) -> dict[str, Any]:
    """Return sizes and places by class, with a last row for all classes, as plain JSON.

    Parameters
    ----------
    boxes : mapping of str to BoxCounts
        By split.
    """
    below = [[bins_below(limit, side) for limit in LIMITS] for side in INPUT_SIZES]
    sizes = _table({split: of.sizes for split, of in boxes.items()})
    positions = _table({split: of.positions for split, of in boxes.items()})
    return {
        "sizes": sizes | {"inputs": list(INPUT_SIZES), "limits": list(LIMITS), "below": below},
        "positions": positions | {"grid": GRID},
    }


def _table(splits: Mapping[str, SparseCounts]) -> dict[str, Any]:
    """Return tables of shape (K, ...) with a row more; `cut` says how many classes are left out."""
    classes, *shape = next(iter(splits.values())).shape
    kept = _kept(list(splits.values()))
    listed = {name: _travelling(table, kept).to_dict() for name, table in splits.items()}
    return {"shape": [classes + 1, *shape], "splits": listed, "cut": int((~kept).sum())}


def _kept(tables: list[SparseCounts]) -> NDArray[np.bool_]:
    """Return which classes travel, shape (K,)."""
    classes, width = _extent(tables[0])
    rows = np.concatenate([table.index // width for table in tables])
    cells = np.bincount(rows, minlength=classes)
    boxes = np.bincount(rows, np.concatenate([table.count for table in tables]), classes)
    order = np.argsort(-boxes, kind="stable")
    kept = np.zeros(classes, dtype=np.bool_)
    kept[order] = np.cumsum(cells[order]) <= MOST_CELLS
    return kept


def _travelling(table: SparseCounts, kept: NDArray[np.bool_]) -> SparseCounts:
    classes, width = _extent(table)
    own = kept[table.index // width]
    total = np.bincount(table.index % width, table.count, width).astype(np.int64)
    places = np.flatnonzero(total)
    return SparseCounts(
        (classes + 1, *table.shape[1:]),
        np.concatenate([table.index[own], classes * width + places]),
        np.concatenate([table.count[own], total[places]]),
    )


def _extent(table: SparseCounts) -> tuple[int, int]:
    """Return the number of classes, and of cells of each."""
    return table.shape[0], prod(table.shape[1:])
