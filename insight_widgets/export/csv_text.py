"""Rows as CSV (RFC 4180), safe to be opened by a spreadsheet."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

MARK = "\ufeff"
"""Begins a file that spreadsheets shall read as UTF-8."""

_FORMULA = re.compile(r"[=+@\t\r]|-(?![\d.])")


def csv_text(rows: Iterable[Sequence[Any]]) -> str:
    """Return rows as lines of CSV; what is None is empty.

    A text that a spreadsheet would take for a formula is made text by an apostrophe.

    Examples
    --------
    >>> csv_text([["class", "count"], ["=1+1", 3], ["a, b", None], ["-0.5", True]]).splitlines()
    ['class,count', "'=1+1,3", '"a, b",', '-0.5,true']
    """
    text = StringIO()
    csv.writer(text, lineterminator="\n").writerows([list(map(_cell, row)) for row in rows])
    return text.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value
