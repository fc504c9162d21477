"""VIA files: projects and exports in JSON, and exports in CSV."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from insight_widgets.errors import ReadError, shorten
from insight_widgets.readers._json_brackets import first_members
from insight_widgets.readers._json_record import broken, read_json_text
from insight_widgets.readers._json_values import as_text
from insight_widgets.readers._text_file import read_text
from insight_widgets.readers._via_records import Region, ViaFile, ViaImage, region, via_file
from insight_widgets.texts import records
from insight_widgets.texts.files import broken_cells
from insight_widgets.texts.where import record_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from insight_widgets.problems import ProblemLog
    from insight_widgets.readers._image_tree import FoundFile

_COLUMNS = ("filename", "region_id", "region_shape_attributes", "region_attributes")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_IMAGE_KEYS = (b'"regions"', b'"file_attributes"', b'"fileref"')


def is_via(head: bytes) -> bool:
    """Whether the start of a file is that of a project, or of an export in JSON or CSV."""
    if b"region_shape_attributes" in head.split(b"\n", 1)[0]:
        return True
    kinds = first_members(head)
    if any(key.startswith("_via_") for key in kinds):
        return True
    images = set(kinds.values()) <= {"{"}  # by their names; those with backslashes are not found
    return images and b'"filename"' in head and any(key in head for key in _IMAGE_KEYS)


def is_csv(name: str) -> bool:
    """Whether a file of this name is an export in CSV."""
    return name.lower().endswith(".csv")


def read_via(file: FoundFile, log: ProblemLog) -> ViaFile | None:
    """Return what a file holds; None where nothing in it can be read, which is told."""
    path = Path(file.path)
    if is_csv(file.name):
        return _read_csv(path, file.name, log)
    data = read_json_text(path, file.name, log)
    if data is None:
        return None
    try:
        found = via_file(_parsed(data))
    except json.JSONDecodeError as error:
        log.add("record-unreadable", f"{shorten(file.name)}: {broken(data, error)}")
        return None
    if found is None:
        log.add("record-unreadable", records.images_by_name(file.name))
    return found


def _parsed(data: bytes) -> Any:
    """Return the value of JSON text; None for what is JSON and yet cannot be taken.

    Raises
    ------
    json.JSONDecodeError
        It is no JSON, even where NaN and Infinity are numbers.
    """
    try:
        return msgspec.json.decode(data)
    except (ValueError, RecursionError):
        pass
    try:
        return json.loads(data)
    except json.JSONDecodeError:
        raise
    except (ValueError, RecursionError):  # a number of thousands of digits, thousands of brackets
        return None


def _read_csv(path: Path, name: str, log: ProblemLog) -> ViaFile | None:
    try:
        lines = _LINE_BREAK.split(read_text(path, log))
    except ReadError as error:
        log.add("record-unreadable", str(error))
        return None
    header = [cell.strip().removeprefix("#") for cell in _cells(lines[0]) or ()]
    if not set(_COLUMNS) <= set(header):
        log.add(
            "record-unreadable",
            records.columns_wanted(f"{shorten(name)}: {record_text('line', 1)}", _COLUMNS),
        )
        return None
    images: dict[str, dict[str, Region | None]] = {}
    for number, cells in _rows(lines[1:], name, log):
        row = dict(zip(header, cells, strict=False))
        regions = images.setdefault(as_text(row["filename"]) or "", {})
        _add_row(regions, row, f"{shorten(name)}: {record_text('line', number)}", log)
    return ViaFile([ViaImage(image, regions) for image, regions in images.items()])


def _rows(lines: list[str], name: str, log: ProblemLog) -> Iterator[tuple[int, list[str]]]:
    """Pass the cells of each line, and its number."""
    for number, line in enumerate(lines, start=2):
        cells = _cells(line)
        if cells is None:
            log.add("row-unreadable", records.closed_quotes(name, number))
        elif cells and cells[0].strip():
            yield number, cells
        elif any(cells):
            log.add("row-unreadable", records.image_name_wanted(name, number))


def _cells(line: str) -> list[str] | None:
    """Return the cells of a line; None where a quote is not closed, or a cell is far too long."""
    try:
        return next(csv.reader([line], strict=True), [])
    except csv.Error:
        return None


def _add_row(regions: dict[str, Region | None], row: dict[str, str], where: str, log: ProblemLog) -> None:
    """Add the region of a row; the row of an image without regions has an empty shape."""
    try:
        shape, attributes = (_parsed(row.get(column, "{}").encode()) for column in _COLUMNS[2:])
    except json.JSONDecodeError as error:
        log.add("row-unreadable", broken_cells(where, error.msg))
        return
    if shape != {}:
        key = row.get("region_id", "")
        regions[key if key not in regions else f"{key} ({where})"] = region(shape, attributes)
