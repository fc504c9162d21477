"""Tables of text: Keras' CSVLogger, Lightning, Ultralytics, YOLOv5, fastai, and exports of trackers."""

from __future__ import annotations

import csv
from bisect import bisect_right
from itertools import islice
from typing import TYPE_CHECKING

from insight_widgets.errors import ReadError, shorten
from insight_widgets.logs._columns import TableBuilder
from insight_widgets.logs._files import head_text, text_lines
from insight_widgets.texts import logs as words
from insight_widgets.texts.where import record_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from insight_widgets.logs._table import Table

FORMAT = "csv"
SUMMARY = "a table with a header (CSV, TSV) of Keras, Lightning, Ultralytics, YOLOv5, fastai or a tracker"
RANK = 10

_SEPARATORS = ",\t;|"
_REMARKS = ("%%", "#")
_PIECE = 2**15
"""Rows that are turned into numbers at once."""


def detect(path: Path) -> bool:
    """Whether a file is text that begins with the header of a table."""
    first = next(iter(_Lines(head_text(path).splitlines())), "")
    return any(separator in first for separator in _SEPARATORS) and not first.lstrip().startswith(
        ("{", "[", "<")
    )


def read(path: Path) -> Table:
    """Return the records of a table.

    Raises
    ------
    ReadError
        It has no header or no record, or a line cannot be parted into cells.
    """
    with text_lines(path) as stream:
        lines = _Lines(stream)
        first = next(iter(lines), "")
        rows = _Rows(path, first, lines)
        builder = TableBuilder(rows.header)
        try:
            while piece := list(islice(rows, _PIECE)):
                builder.add(zip(*piece, strict=True), len(piece))
        except csv.Error as error:
            raise ReadError(f"{path}: line {lines.number}: cells of a table are wanted; {error}") from None
    if not len(builder):
        raise ReadError(
            f"{path}: a header and a record at least are wanted; got {len(rows.header)} names alone"
        )
    table = builder.table(lambda row: record_text("line", rows.line(row)))
    table.notes.extend([*lines.notes(), *rows.notes()])
    return table


class _Lines:
    """The lines of a table, without blank ones and remarks.

    Parameters
    ----------
    lines : iterable of str
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._remarks = 0
        self._remark = ""
        self.number = 0
        self.passed = 0

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.number += 1
            if line.startswith(_REMARKS):
                self._remarks += 1
                self._remark = self._remark or f'{record_text("line", self.number)}: "{shorten(line, 60)}"'
            if line.isspace() or not line or line.startswith(_REMARKS):
                self.passed += 1
            else:
                yield line.rstrip("\r\n").replace("\r", " ")  # a stray one would end the reader of rows

    def notes(self) -> list[str]:
        """Say which lines were passed over."""
        return [words.remarks(self._remarks, self._remark)] if self._remarks else []


class _Rows:
    """The rows of a table, each as wide as its header.

    Parameters
    ----------
    path : Path
        The file, for messages.
    first : str
        The line of the header.
    lines : _Lines
        The lines behind it.
    """

    def __init__(self, path: Path, first: str, lines: _Lines) -> None:
        separator = max(_SEPARATORS, key=first.count)
        self.header = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
        self._path, self._lines = path, lines
        self._rows = csv.reader(iter(lines), delimiter=separator)
        self._short = self._long = 0
        self._gaps: list[int] = []
        if not any(separator in first for separator in _SEPARATORS):
            raise ReadError(f"{path}: a table with a header is wanted; got {shorten(first)!r}")
        if all(_is_number(name) for name in self.header):
            raise ReadError(
                f"{path}: line {lines.number}: names of columns are wanted first; got {shorten(first)!r}"
            )

    def __iter__(self) -> Iterator[list[str]]:
        width, name = len(self.header), self.header[0]
        count = passed = 0
        for row in self._rows:
            if self._lines.passed > passed:
                self._gaps += [count] * (self._lines.passed - passed)
                passed = self._lines.passed
            if row[0].strip() == name and self._is_header(row):
                self._gaps.append(count)
                continue
            count += 1
            yield row if len(row) == width else self._fitted(row, width)

    def line(self, row: int) -> int:
        """Return the number of the line of a row."""
        return row + 2 + bisect_right(self._gaps, row)

    def notes(self) -> list[str]:
        """Say what was repaired."""
        short = [words.short_lines(self._short)] if self._short else []
        return short + ([words.long_lines(self._long)] if self._long else [])

    def _is_header(self, row: list[str]) -> bool:
        """Whether a row repeats the header; one that begins like it and differs is an error."""
        if [cell.strip() for cell in row] == self.header:
            return True
        if not row[0].strip() or _is_number(row[0]):
            return False
        raise ReadError(
            f"{self._path}: line {self._lines.number}: a second header that differs from the first; "
            f"write each run to a file of its own"
        )

    def _fitted(self, row: list[str], width: int) -> list[str]:
        if len(row) < width:
            self._short += 1
            return row + [""] * (width - len(row))
        self._long += any(cell.strip() for cell in row[width:])
        return row[:width]


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
