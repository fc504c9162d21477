"""Text as a table: the separator is found, rows that are broken are told and passed over."""

from __future__ import annotations

import csv
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING

from insight_widgets.errors import ReadError
from insight_widgets.image_files import is_image_name
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._headerless import has_header, made_header
from insight_widgets.readers._text_file import read_utf8
from insight_widgets.readers._text_grid import find_grid
from insight_widgets.readers._text_rows import Rows
from insight_widgets.tables import Table

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from insight_widgets.readers._text_grid import Grid

SEPARATORS = "\t,;| "
SAMPLE = 100
"""Lines that tell the separator."""


def read_table(path: Path, classes: Sequence[str] | None = None) -> Table:
    """Return the table in a file.

    Parameters
    ----------
    path : Path
        Text with any of the separators comma, semicolon, tab, bar or blanks; may be gzipped.
    classes : sequence of str, optional
        Names of the classes, for columns of 0 and 1 without a header.

    Raises
    ------
    ReadError
        The file cannot be read, or holds no table.
    """
    log = ProblemLog()
    table = parse_table(read_utf8(path, log), path, log, classes)
    if not len(table):
        reason = table.problems[0].examples[0] if table.problems else "there is a header and nothing below it"
        raise ReadError(f"{path}: no row that can be read; {reason}")
    return table


def parse_table(data: bytes, path: Path, log: ProblemLog, classes: Sequence[str] | None = None) -> Table:
    """Return the table in a text; `path` says where it is from.

    Raises
    ------
    ReadError
        There is no table in it.
    """
    if b"\r" in data:
        data = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    if not data or data.isspace():
        raise _nothing(path)
    separator = separator_of(data)
    rows = rows_of(data, separator, path.name, log)
    first = rows.first()
    if not first:
        raise _nothing(path)
    named = has_header(first)
    names: Sequence[str] = trimmed(first) if named else first
    body = rows.body(len(names), header=named, log=log)
    if not named:
        names, choice = made_header(body.columns, path, classes)
        log.add("column-choice", choice, count=bool(choice))
    return Table(tuple(names), body.columns, body.line, path.name, "line", log.problems(), body.width)


def _nothing(path: Path) -> ReadError:
    return ReadError(f"{path}: no row of cells in this file; a table with a header is wanted")


def rows_of(data: bytes, separator: str, source: str, log: ProblemLog) -> Grid | Rows:
    """Return the rows of a text, the quick way where its quotes are regular."""
    grid = None if separator == " " else find_grid(data, separator, source)
    return Rows(data.decode().split("\n"), separator, source, log) if grid is None else grid


def separator_of(data: bytes) -> str:
    """Return the separator that parts most of the first rows into as many cells as the header.

    Parameters
    ----------
    data : bytes
        UTF-8 with a line feed between lines, of which the first hundred are looked at.
    """
    lines = [line.decode() for line in islice(BytesIO(data), SAMPLE)]
    sample = [line.rstrip("\n") for line in lines if line.strip()][: SAMPLE // 2]
    return max(SEPARATORS, key=lambda separator: _fit(sample, separator))


def _fit(sample: Sequence[str], separator: str) -> tuple[float, bool]:
    try:
        written = list(csv.reader(sample, delimiter=separator, skipinitialspace=True))
    except csv.Error:
        return 0, False
    rows = [trimmed(row) for row in written]
    if not rows or len(rows[0]) < 2:  # noqa: PLR2004  (one cell is not parted)
        return 0, False
    cells = [{len(row), len(whole)} for row, whole in zip(rows, written, strict=True)]
    alike = sum(bool(cells[0] & one) for one in cells) / len(cells)
    return alike, any(map(is_image_name, rows[-1]))


def trimmed(cells: Sequence[str]) -> list[str]:
    """Return cells without the blank ones at the end."""
    kept = [cell.strip() for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    return kept
