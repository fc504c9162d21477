"""Records that are mappings of names to values: rows of JSON."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import shorten
from insight_widgets.logs._table import Column, Table
from insight_widgets.logs.names import is_clock
from insight_widgets.logs.run import is_number

if TYPE_CHECKING:
    from collections.abc import Mapping

_WRITTEN = frozenset(("nan", "inf", "-inf", "+inf", "infinity", "-infinity"))
"""Texts that stand for numbers which JSON does not have."""


class Records:
    """Collects records; values that are no numbers are left out, and told where others of the name are."""

    def __init__(self) -> None:
        self._rows: dict[str, array[int]] = {}
        self._values: dict[str, array[float]] = {}
        self._words: dict[str, tuple[int, str, str]] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, record: Mapping[str, Any], where: str, prefix: str = "") -> None:
        """Take a record more.

        Parameters
        ----------
        record : mapping
            Names and values; of mappings in it the names are joined by a slash.
        where : str
            Its place, for messages.
        prefix : str
            What is put before its names (a split), but for steps and times.
        """
        self._take(record, where, prefix)
        self._count += 1

    def table(self) -> Table:
        """Return the records."""
        columns = {
            name: Column(np.array(rows, dtype=np.int64), np.array(self._values[name]))
            for name, rows in self._rows.items()
        }
        return Table(columns, self._count, {}, self._notes())

    def _take(self, record: Mapping[str, Any], where: str, prefix: str) -> None:
        for key, value in record.items():
            name = key if prefix and is_clock(key) else f"{prefix}{key}"
            if is_number(value) or (isinstance(value, str) and value.strip().lower() in _WRITTEN):
                self._put(name, value)
            elif isinstance(value, dict):
                self._take(value, where, f"{name}/")
            elif value is not None and value != "":
                count = self._words.get(name, (0,))[0]
                self._words[name] = (count + 1, *(self._words[name][1:] if count else (shorten(value, 40), where)))

    def _put(self, name: str, value: Any) -> None:
        try:
            number = float(value)
        except OverflowError:
            number = np.inf if value > 0 else -np.inf
        if name not in self._rows:
            self._rows[name], self._values[name] = array("q"), array("d")
        self._rows[name].append(self._count)
        self._values[name].append(number)

    def _notes(self) -> list[str]:
        return [
            f'{name}: {count:,} value{"s" * (count > 1)} without a number passed over, such as "{word}" in {where}'
            for name, (count, word, where) in self._words.items()
            if name in self._rows
        ]
