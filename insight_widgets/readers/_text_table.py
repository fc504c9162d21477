"""Text as a table: the separator is found, rows that are broken are told and passed over."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.errors import ReadError, shorten
from insight_widgets.image_files import is_image_name
from insight_widgets.problems import ProblemLog
from insight_widgets.readers._text_file import read_text
from insight_widgets.tables import Table
from insight_widgets.tables.cells import NO, YES, is_number
from insight_widgets.tables.header import is_known

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SEPARATORS = "\t,;| "
_SAMPLE = 50
_MOST_LINES_A_ROW = 10
"""A cell in quotes may hold line breaks; a quote that is never closed must not eat the file."""

_BOX_HEADER = ("image", "xmin", "ymin", "xmax", "ymax", "label")


@dataclass(slots=True)
class _Rows:
    """Rows of cells, and the line on which each starts."""

    cells: list[list[str]] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)


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
    table = parse_table(read_text(path, log), path, log, classes)
    if not len(table):
        reason = table.problems[0].examples[0] if table.problems else "there is a header and nothing below it"
        raise ReadError(f"{path}: no row that can be read; {reason}")
    return table


def parse_table(text: str, path: Path, log: ProblemLog, classes: Sequence[str] | None = None) -> Table:
    """Return the table in a text; `path` says where it is from.

    Raises
    ------
    ReadError
        There is no table in it.
    """
    lines = re.split(r"\r\n|\r|\n", text)
    rows = _rows(lines, _separator(lines), path.name, log)
    if not rows.cells:
        raise ReadError(f"{path}: no row of cells in this file; a table with a header is wanted")
    names = _made_header(rows.cells[0], path, classes)
    if names is None:
        names = _trimmed(rows.cells[0])
        rows = _Rows(rows.cells[1:], rows.lines[1:])
    return _table(names, rows, path.name, log)


def _table(names: Sequence[str], rows: _Rows, source: str, log: ProblemLog) -> Table:
    """Return rows as columns; those with more cells than the header are told and left out."""
    kept = _Rows()
    for cells, line in zip(rows.cells, rows.lines, strict=True):
        if len(cells) > len(names) and any(cells[len(names) :]):
            log.add(
                "row-unreadable", f"{source}: line {line}: {len(names)} cells are wanted, got {len(cells)}"
            )
        else:
            kept.cells.append(cells[: len(names)])
            kept.lines.append(line)
    columns = list(zip_longest(*kept.cells, fillvalue=""))
    columns += [("",) * len(kept.cells)] * (len(names) - len(columns))
    width = np.array([len(cells) for cells in kept.cells], dtype=np.int64)
    record = np.array(kept.lines, dtype=np.int64)
    return Table(tuple(names), tuple(columns), record, source, "line", log.problems(), width)


def _rows(lines: Sequence[str], separator: str, source: str, log: ProblemLog) -> _Rows:
    rows, place = _Rows(), 0
    while place < len(lines):
        cells, used = _row(lines, place, separator)
        if cells is None:
            words = f'a quote that is not closed: "{shorten(lines[place])}"'
            log.add("row-unreadable", f"{source}: line {place + 1}: {words}")
        elif any(cells):
            rows.cells.append(cells)
            rows.lines.append(place + 1)
        place += used
    return rows


def _row(lines: Sequence[str], place: int, separator: str) -> tuple[list[str] | None, int]:
    """Return the cells of the row that starts at a line, and how many lines it takes."""
    if '"' not in lines[place]:
        cells = lines[place].split(None if separator == " " else separator)
        return [cell.strip() for cell in cells], 1
    for used in range(1, _MOST_LINES_A_ROW + 1):
        text = "\n".join(lines[place : place + used])
        try:
            cells = next(csv.reader([text], delimiter=separator, skipinitialspace=True, strict=True), [])
        except csv.Error:
            continue
        return [cell.strip() for cell in cells], used
    return None, 1


def _separator(lines: Sequence[str]) -> str:
    """Return the separator that parts most of the first rows into as many cells as the header."""
    sample = [line for line in lines[: 2 * _SAMPLE] if line.strip()][:_SAMPLE]
    return max(SEPARATORS, key=lambda separator: _fit(sample, separator))


def _fit(sample: Sequence[str], separator: str) -> tuple[float, bool]:
    try:
        rows = [_trimmed(row) for row in csv.reader(sample, delimiter=separator, skipinitialspace=True)]
    except csv.Error:
        return 0, False
    if not rows or len(rows[0]) < 2:  # noqa: PLR2004  (one cell is not parted)
        return 0, False
    alike = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
    return alike, any(map(is_image_name, rows[-1]))


def _trimmed(cells: Sequence[str]) -> list[str]:
    """Return cells without the blank ones at the end."""
    kept = [cell.strip() for cell in cells]
    while kept and not kept[-1]:
        kept.pop()
    return kept


def _made_header(first: Sequence[str], path: Path, classes: Sequence[str] | None) -> Sequence[str] | None:
    """Return a header for a table whose first row is none, or None if it is one."""
    answers = first[1:]
    if not is_image_name(first[0]) and not _are_repeated_answers(answers):
        return None
    if any(map(is_known, first)):
        return None
    if len(answers) > 1 and all(cell.lower() in YES | NO for cell in answers):
        return ("image", *_class_names(len(answers), path, classes))
    if len(answers) == 1:
        return ("image", "file" if is_image_name(answers[0]) else "class")
    if len(first) == len(_BOX_HEADER) and all(not cell or is_number(cell) for cell in answers[:4]):
        return _BOX_HEADER
    raise ReadError(
        f"{path}: no header, and rows of {len(first)} cells; a first line that names the columns is wanted, "
        "for example image,label"
    )


def _are_repeated_answers(cells: Sequence[str]) -> bool:
    """Whether cells are answers of yes and no, too many to be names of columns."""
    return len(cells) > len(set(cells)) and all(cell.lower() in YES | NO for cell in cells)


def _class_names(count: int, path: Path, classes: Sequence[str] | None) -> Sequence[str]:
    if classes is None:
        return [str(number) for number in range(count)]
    if len(classes) != count:
        raise ReadError(
            f"{path}: {count} columns of labels without a header; the class list has {len(classes)} names"
        )
    return classes
