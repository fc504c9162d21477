"""Boxes in the cells of Arrow: a row for each entry of lists, a column for each number of a box."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import ReadError, shorten
from insight_widgets.tables.arrow import arrow_column, buffer_of, numbers_of
from insight_widgets.tables.box_cells import BOX_COLUMNS, BROKEN, numbers_in
from insight_widgets.tables.nested import is_list, is_numbers, kind_of, whole

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray


def one_an_entry(
    columns: Mapping[str, Any], lists: Mapping[str, Any], boxes: Collection[str]
) -> tuple[dict[str, Any], NDArray[np.int64]]:
    """Return columns with a row for every entry of lists, and one without for every image that has none.

    Parameters
    ----------
    columns : mapping of str to pyarrow.ChunkedArray
        What all entries of a row share, n.
    lists : mapping of str to pyarrow.ChunkedArray
        Lists whose entries belong together, n; where one is shorter, its entries are blank.
    boxes : collection of str
        The lists whose entries are boxes, for which four columns are returned; where one is shorter, what
        the others tell has no right box.

    Returns
    -------
    columns : dict of str to pyarrow.Array
    rows : ndarray of int64
        The row of each entry.

    Raises
    ------
    ReadError
        Boxes are not what `four_numbers` wants.
    """
    import pyarrow as pa

    found = {name: whole(column) for name, column in lists.items()}
    spans = {name: _spans(column) for name, column in found.items()}
    count = np.max([length for _, length in spans.values()], axis=0)
    entries = np.maximum(count, 1)
    rows = np.repeat(np.arange(len(count)), entries)
    within = np.arange(len(rows)) - (np.cumsum(entries) - entries)[rows]
    unfolded = {name: column.take(pa.array(rows)) for name, column in columns.items()}
    for name, column in found.items():
        start, length = spans[name]
        missing = within >= length[rows]
        entry = np.where(missing, 0, start[rows] + within)
        if name in boxes:
            numbers = np.vstack([four_numbers(column.values, name), np.full((1, 4), np.nan)])
            numbers = numbers[np.where(missing, -1, entry)]
            numbers[missing & (count[rows] > 0)] = BROKEN
            unfolded |= box_columns(numbers)
        else:
            unfolded[name] = column.values.take(pa.array(entry, mask=missing))
    return unfolded, rows


def four_numbers(column: Any, name: str) -> NDArray[np.float64]:
    """Return the numbers of boxes, shape (n, 4): NaN where a cell is blank, infinite where it is no box.

    Raises
    ------
    ReadError
        Cells are neither lists of numbers nor texts.
    """
    if is_numbers(column.type):
        return _of_lists(whole(column))
    if kind_of(column.type) not in ("texts", ""):
        raise ReadError(f'lists of four numbers are wanted in column "{shorten(name)}"; got {column.type}')
    return numbers_in(arrow_column(column))


def box_columns(numbers: NDArray[np.float64]) -> dict[str, Any]:
    """Return boxes, shape (n, 4), as columns."""
    import pyarrow as pa

    return {
        name: pa.array(np.ascontiguousarray(side)) for name, side in zip(BOX_COLUMNS, numbers.T, strict=True)
    }


def _of_lists(lists: Any) -> NDArray[np.float64]:
    """Return the numbers in lists, shape (n, 4): NaN where there is no list or nothing in it."""
    (start, length), values = _spans(lists), numbers_of(lists.values)
    numbers = np.full((len(lists), len(BOX_COLUMNS)), BROKEN)
    numbers[length == 0] = np.nan
    right = length == len(BOX_COLUMNS)
    numbers[right] = values[start[right, None] + np.arange(len(BOX_COLUMNS))]
    return numbers


def _spans(lists: Any) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return where the entries of every list start, and how many there are; of no list there are none."""
    import pyarrow as pa

    if is_list(lists.type):
        ends = buffer_of(lists.offsets).astype(np.int64)
    else:
        ends = np.arange(lists.offset, lists.offset + len(lists) + 1) * lists.type.list_size
    length = np.diff(ends)
    if lists.null_count:
        length[buffer_of(lists.is_null().cast(pa.uint8())) == 1] = 0
    return ends[:-1], length
