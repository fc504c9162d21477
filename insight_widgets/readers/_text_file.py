"""Text of a table file: packed or not, whatever its encoding; binary files are refused."""

from __future__ import annotations

import codecs
import gzip
import zlib
from io import BufferedIOBase, BytesIO
from typing import TYPE_CHECKING

from insight_widgets.errors import ReadError
from insight_widgets.texts.files import not_utf8

if TYPE_CHECKING:
    from pathlib import Path

    from insight_widgets.problems import ProblemLog

MOST_UNPACKED = 2**31
"""Bytes a packed table may hold: a small file must not fill the memory."""

_HEAD = 2**16
_BLOCK = 2**20


def read_text(path: Path, log: ProblemLog) -> str:
    """Return the text of a file, see `read_utf8`.

    Raises
    ------
    ReadError
        The file is missing, empty, damaged or binary.
    """
    return read_utf8(path, log).decode()


def read_utf8(path: Path, log: ProblemLog) -> bytes:
    """Return the text of a file as UTF-8, without a mark.

    Text that is not UTF-8 (or UTF-16 with a mark) is read as Latin-1, and that is told in `log`.

    Raises
    ------
    ReadError
        The file is missing, empty, damaged or binary.
    """
    data = _bytes(path, MOST_UNPACKED)
    if len(data) > MOST_UNPACKED:
        raise ReadError(f"{path}: more than {MOST_UNPACKED:,} bytes when unpacked; unpack it yourself")
    if not data or data.isspace():
        raise ReadError(f"{path}: the file is empty; a table with a header is wanted")
    if is_binary(data):
        raise ReadError(f"{path}: a binary file, not a table; text with one row a line is wanted")
    return data if data.isascii() else _as_utf8(path, data, log)


def read_head(path: Path) -> str:
    """Return the first whole lines of a file, or nothing where it is no text."""
    try:
        data = _bytes(path, _HEAD)
    except ReadError:
        return ""
    if is_binary(data):
        return ""
    whole = data if len(data) <= _HEAD else data[: data.rfind(b"\n") + 1]
    return whole.decode(marked_encoding(whole) or "utf-8-sig", errors="replace")


def _bytes(path: Path, most: int) -> bytes:
    """Return the bytes of a file, unpacked; one more than `most` at the most."""
    try:
        if path.suffix.lower() == ".gz":
            with gzip.open(path) as stream:
                return _unpacked(stream, most)
        with path.open("rb") as stream:
            return stream.read(most + 1 if most == _HEAD else -1)
    except (OSError, EOFError, zlib.error) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadError(f"{path}: cannot be read: {reason}") from None


def _unpacked(stream: BufferedIOBase, most: int) -> bytes:
    """Return up to one byte more than `most`, with no more memory than is needed for what is there."""
    data = BytesIO()
    while data.tell() <= most and (block := stream.read(min(_BLOCK, most + 1 - data.tell()))):
        data.write(block)
    return data.getvalue()


def marked_encoding(data: bytes) -> str | None:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return None


def is_binary(data: bytes) -> bool:
    return b"\0" in data[:_HEAD] and marked_encoding(data) is None


def _as_utf8(path: Path, data: bytes, log: ProblemLog) -> bytes:
    marked = marked_encoding(data)
    try:
        text = data.decode(marked or "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        log.add("text-encoding", not_utf8(path.name, line))
        return data.decode("latin-1").encode()
    return text.encode() if marked else data.removeprefix(codecs.BOM_UTF8)
