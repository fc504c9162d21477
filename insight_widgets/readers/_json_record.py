"""JSON files that hold one record each: decoded, or told why they cannot be."""

from __future__ import annotations

import codecs
import json
from typing import TYPE_CHECKING

from insight_widgets.errors import shorten
from insight_widgets.readers._image_tree import is_file
from insight_widgets.texts import files as words

if TYPE_CHECKING:
    from pathlib import Path

    from insight_widgets.problems import ProblemLog
    from insight_widgets.readers._json_arrays import Layout, Record

_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_record(file: Path, name: str, layout: Layout[Record], log: ProblemLog, wanted: str) -> Record | None:
    """Return what a file holds; None where nothing can be made of it, which is told.

    Parameters
    ----------
    file : Path
    name : str
        What messages call the file.
    layout : Layout
        How it is decoded.
    log : ProblemLog
        Told of files that are no record (``record-unreadable``) and of other encodings.
    wanted : str
        What the file should hold, for messages.
    """
    data = read_json_text(file, name, log)
    if data is None:
        return None
    try:
        record = layout.record(data)
    except json.JSONDecodeError as error:
        log.add("record-unreadable", f"{shorten(name)}: {broken(data, error)}")
        return None
    if record is None:
        log.add("record-unreadable", words.wanted(name, wanted))
    return record


def read_json_text(file: Path, name: str, log: ProblemLog) -> bytes | None:
    """Return the text of a JSON file as UTF-8 without a mark; None where it cannot be read, which is told."""
    try:
        return _as_utf8(file.read_bytes() if is_file(file) else b"", name, log)
    except OSError as error:
        log.add("record-unreadable", words.unreadable(name, error.strerror or error))
        return None


def broken(data: bytes, error: json.JSONDecodeError) -> str:
    """Return where and why JSON text cannot be read."""
    if not data.strip():
        return words.EMPTY
    return words.broken_json(error.lineno, error.colno, error.msg)


def _as_utf8(data: bytes, name: str, log: ProblemLog) -> bytes:
    """Return JSON text as UTF-8 without a mark; what is neither UTF-8 nor UTF-16 is read as Latin-1."""
    if data.startswith(_UTF16):
        return data.decode("utf-16", "replace").encode()
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        log.add("text-encoding", words.not_utf8(shorten(name), line))
        return data.decode("latin-1").encode()
    return data
