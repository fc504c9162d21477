"""Boxes that stand in one column, four numbers a cell, as ``"[834.0, 222.0, 56.0, 36.0]"``."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.tables.column import CellColumn
from insight_widgets.tables.header import key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from insight_widgets.tables import Table
    from insight_widgets.tables.column import Column

_HEADERS = ("bbox", "box", "boundingbox", "bndbox", "bboxes", "boxes")
BOX_COLUMNS = ("bbox[0]", "bbox[1]", "bbox[2]", "bbox[3]")
"""What the numbers of such a box are called: no header tells their form."""


BROKEN = np.inf
"""In place of the numbers of what is no box: it is counted as one that is degenerate."""

_NUMBER = r"\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)\s*"
_FOUR = re.compile(rf"[\[(]?{_NUMBER}[,;\s]{_NUMBER}[,;\s]{_NUMBER}[,;\s]{_NUMBER}[\])]?")
_LONGEST = 200


def with_box_columns(table: Table, *, sure: bool = False) -> Table:
    """Return a table whose cells of boxes are four columns.

    The table is returned as it is where no column is called so, or its cells are no four numbers; unless it
    is sure that they are, since other rows have said so.
    """
    place = next((place for place, name in enumerate(table.names) if is_box_header(name)), None)
    if place is None or not (sure or (len(table) and holds_boxes(table.columns[place].coded.texts))):
        return table
    first, *others = (CellColumn(side) for side in numbers_in(table.columns[place]).T.tolist())
    columns = (*table.columns[:place], first, *table.columns[place + 1 :], *others)
    names = (*table.names[:place], BOX_COLUMNS[0], *table.names[place + 1 :], *BOX_COLUMNS[1:])
    width = table.width
    if width is not None:
        width = np.where(width > place, width + len(others), width)
    return replace(table, names=names, columns=columns, width=width)


def is_box_header(name: str) -> bool:
    """Whether a column is called as one whose cells are boxes."""
    return "box" in name.lower() and key(name) in _HEADERS


def holds_boxes(texts: Iterable[str | None]) -> bool:
    """Whether the first text that says something is four numbers."""
    first = next((text for text in texts if text), None)
    return first is not None and _four(first) is not None


def _four(text: str) -> re.Match[str] | None:
    return _FOUR.fullmatch(text) if len(text) <= _LONGEST else None


def numbers_in(column: Column) -> NDArray[np.float64]:
    """Return the numbers of all cells, shape (n, 4): NaN in blank ones, `BROKEN` where there are not four."""
    count = len(BOX_COLUMNS)
    found = [
        match.groups() if (match := _four(text)) else (BROKEN if text else np.nan,) * count
        for text in column.coded.texts
    ]
    return np.array(found, dtype=np.float64).reshape(-1, count)[column.coded.codes]
