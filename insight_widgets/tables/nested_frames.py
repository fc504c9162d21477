"""Data frames whose cells hold boxes in lists or structures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import DataError, shorten
from insight_widgets.tables import Table
from insight_widgets.tables.arrow import arrow_column
from insight_widgets.tables.box_cells import is_box_header
from insight_widgets.tables.layout import Layout

if TYPE_CHECKING:
    from collections.abc import Sequence

_HEAD = 1000
"""Rows that tell what is in the cells."""


def unfolded_frame(frame: Any, series: Sequence[Any], source: str) -> Table | None:
    """Return the table of a frame, a row for each box; None if no cell holds more than plain cells do.

    Parameters
    ----------
    frame : DataFrame
    series : sequence of narwhals.Series
        Its columns.
    source : str
        What it is called in messages.

    Raises
    ------
    DataError
        pyarrow is not installed, which takes structures apart.
    """
    import narwhals as nw

    nested = {str(one.name): first for one in series if (first := _first_nested(one)) is not None}
    if not nested:
        return None
    try:
        import pyarrow as pa
    except ImportError:
        _refuse_boxes(nested, source)
        return None
    whole = nw.from_native(frame, eager_only=True)
    try:
        layout = Layout.of(whole.head(_HEAD).to_arrow().schema)
        if not layout.is_folded and all(inner in whole.columns for _, inner in layout.read):
            return None
        plain, record = layout.plain(whole.to_arrow(), 0)
    except (pa.ArrowException, TypeError, ValueError):  # cells of several kinds
        return None
    return Table(tuple(plain.column_names), tuple(map(arrow_column, plain.columns)), record, source)


def _first_nested(series: Any) -> Any:
    """Return the first cell of a column, if it is a list or a structure."""
    import narwhals as nw

    if series.dtype != nw.Object and not series.dtype.is_nested():
        return None
    first = next((cell for cell in series.head(_HEAD).to_list() if cell is not None), None)
    return first if isinstance(first, list | tuple | dict | np.ndarray) else None


def _refuse_boxes(nested: dict[str, Any], source: str) -> None:
    for name, first in nested.items():
        inner = first if isinstance(first, dict) else next(iter(first), None)
        if isinstance(inner, dict | list | tuple) and any(map(is_box_header, (name, *_keys(inner)))):
            raise DataError(
                f'{source}: boxes in column "{shorten(name)}" are read with pyarrow; '
                'install it: pip install "insight-widgets[parquet]"'
            )


def _keys(cell: Any) -> list[str]:
    return [str(key) for key in cell] if isinstance(cell, dict) else []
