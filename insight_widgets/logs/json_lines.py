"""A JSON object a line: MMDetection and MMEngine, Detectron2's metrics.json, and loggers like them."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import ReadError, shorten
from insight_widgets.logs._files import head_text, text_lines
from insight_widgets.logs._records import Records
from insight_widgets.logs.run import is_number
from insight_widgets.texts.logs import lines_without_object
from insight_widgets.texts.where import record_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import TextIO

    from insight_widgets.logs._table import Table

FORMAT = "json-lines"
SUMMARY = "a JSON object a line of MMDetection, MMEngine or Detectron2"
RANK = 20

LONGEST = 2**24
"""Characters of a line; longer ones are no record."""


def detect(path: Path) -> bool:
    """Whether one of the first lines of a file is a JSON object with a number in it."""
    lines = head_text(path).splitlines()
    return any(map(_is_record, islice(lines, 20))) or _begins_long(lines)


def read(path: Path) -> Table:
    """Return the records of a log with a JSON object a line; broken lines are counted.

    Records of ``"mode": "val"`` are validation's, and so are records of MMEngine that have a step alone, of a
    log whose other records have ``iter`` too.

    Raises
    ------
    ReadError
        There is no record in it.
    """
    records, broken, first = Records(), 0, ""
    custom = _Custom()
    with text_lines(path) as stream:
        for number, line in _lines(stream):
            record = _object(line)
            if record is None:
                broken += 1
                first = first or f"{record_text('line', number)}: {shorten(line, 60)!r}"
            elif "env_info" not in record:
                prefix = custom.take(record)
                records.add(record, number, prefix)
    if not len(records):
        raise ReadError(f"{path}: a JSON object a line is wanted; {first or 'there is no record'}")
    table = records.table("line")
    if broken:
        table.notes.append(lines_without_object(broken, first))
    return table


class _Custom:
    """How the log at hand tells records of validation from others."""

    def __init__(self) -> None:
        self._counts = self._by_epoch = False

    def take(self, record: dict[str, Any]) -> str:
        """Return what is put before the names of a record, and mend its steps."""
        mode = record.pop("mode", None)
        if mode in ("train", "val", "test"):
            if mode != "train":
                record.pop("iter", None)
                record.pop("lr", None)
            return f"{mode}/"
        self._counts |= "iter" in record
        self._by_epoch |= "iter" in record and "epoch" in record
        if not self._counts or "iter" in record or "step" not in record:
            return ""
        if self._by_epoch:
            record["epoch"] = record.pop("step")
        return "val/"


def _lines(stream: TextIO) -> Iterator[tuple[int, str]]:
    """Pass the lines that are not blank, with their numbers."""
    number = 0
    while line := stream.readline(LONGEST):
        number += 1
        if not line.isspace():
            yield number, line


def _object(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line) if line.lstrip()[:1] == "{" else None
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _is_record(line: str) -> bool:
    record = _object(line) or {}
    return "env_info" in record or ("log_history" not in record and any(map(is_number, record.values())))


def _begins_long(lines: list[str]) -> bool:
    """Whether a first line that is longer than what was looked at begins like an object, as env_info does."""
    return len(lines) == 1 and lines[0].startswith('{"env_info"')
