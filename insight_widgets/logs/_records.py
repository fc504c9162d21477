"""Records that are mappings of names to values: rows of JSON."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import shorten
from insight_widgets.logs._table import Column, Table
from insight_widgets.logs.names import is_clock
from insight_widgets.logs.run import is_number
from insight_widgets.texts.logs import values_without_number

if TYPE_CHECKING:
    from collections.abc import Mapping

_WRITTEN = frozenset(("nan", "inf", "-inf", "+inf", "infinity", "-infinity"))
"""Texts that stand for numbers which JSON does not have."""


class Records:
    """Collects records; values that are no numbers are left out, and told where others of the name are."""

    def __init__(self) -> None:
        self._columns: dict[str, tuple[array[int], array[float]]] = {}
        self._names: dict[tuple[str, str], str] = {}
        self._words: dict[str, _Words] = {}
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, record: Mapping[str, Any], where: int, prefix: str = "") -> None:
        """Take a record more.

        Parameters
        ----------
        record : mapping
            Names and values; of mappings in it the names are joined by a slash.
        where : int
            Its number in the log, for messages.
        prefix : str
            What is put before its names (a split), but for steps and times.
        """
        self._take(record, where, prefix)
        self._count += 1

    def table(self, place: str = "record") -> Table:
        """Return the records; `place` is what is numbered in the log."""
        columns = {
            name: Column(np.array(rows, dtype=np.int64), np.array(values))
            for name, (rows, values) in self._columns.items()
        }
        notes = [words.note(name, place) for name, words in self._words.items() if name in columns]
        return Table(columns, self._count, {}, notes)

    def _take(self, record: Mapping[str, Any], where: int, prefix: str) -> None:
        for key, value in record.items():
            kind = type(value)
            if kind is float or kind is int:
                self._put(prefix, key, value)
            elif value is not None and value != "":
                self._take_other(prefix, key, value, where)

    def _take_other(self, prefix: str, key: str, value: Any, where: int) -> None:
        if isinstance(value, dict):
            self._take(value, where, f"{self._name(prefix, key)}/")
        elif is_number(value) or (isinstance(value, str) and value.strip().lower() in _WRITTEN):
            self._put(prefix, key, float(value))
        else:
            words = self._words.setdefault(self._name(prefix, key), _Words(shorten(value, 40), where))
            words.count += 1

    def _put(self, prefix: str, key: str, value: float) -> None:
        name = self._names.get((prefix, key)) or self._name(prefix, key)
        if name not in self._columns:
            self._columns[name] = array("q"), array("d")
        rows, values = self._columns[name]
        rows.append(self._count)
        try:
            values.append(value)
        except OverflowError:  # an integer beyond all floats
            values.append(np.inf if value > 0 else -np.inf)

    def _name(self, prefix: str, key: str) -> str:
        name = key if prefix and is_clock(key) else f"{prefix}{key}"
        self._names[prefix, key] = name
        return name


@dataclass(slots=True)
class _Words:
    """Values of a name that are no numbers: the first of them, its place, and how many there are."""

    first: str
    where: int
    count: int = 0

    def note(self, name: str, place: str) -> str:
        """Say that they were passed over."""
        return values_without_number(name, self.count, self.first, f"{place} {self.where}")
