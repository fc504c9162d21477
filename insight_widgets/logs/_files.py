"""Opening log files: what they begin with, their text, and what is refused."""

from __future__ import annotations

import codecs
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from insight_widgets.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HEAD = 2**16
"""Bytes that a format is found by."""

_POINTER = b"version https://git-lfs"


def head_of(path: Path) -> bytes:
    """Return the first bytes of a log.

    Raises
    ------
    ReadError
        It cannot be read, is empty, or is a pointer to a file that Git LFS has not fetched.
    """
    try:
        with path.open("rb") as stream:
            head = stream.read(HEAD)
    except OSError as error:
        raise ReadError(f"{path}: cannot be read as a log: {error.strerror or error}") from None
    if not head.strip():
        raise ReadError(f"{path}: the file is empty; a log with a record at least is wanted")
    if head.startswith(_POINTER):
        raise ReadError(f"{path}: a Git LFS pointer, not the log itself; fetch it with git lfs pull")
    return head


def head_text(path: Path) -> str:
    """Return the first characters of a text file, or nothing if it is no text."""
    head = head_of(path)
    if b"\0" in head and not _is_utf16(head):
        return ""
    return codecs.getincrementaldecoder(_encoding(head))(errors="replace").decode(head)


@contextmanager
def text_lines(path: Path) -> Iterator[TextIO]:
    """Open a log as text; lines end with a line feed, or with carriage returns where there is none.

    Raises
    ------
    ReadError
        It cannot be read or is no text, also while it is being read.
    """
    try:
        head = head_of(path)
        with path.open(
            encoding=_encoding(head), newline="\r" if b"\r" in head and b"\n" not in head else "\n"
        ) as stream:
            yield stream
    except UnicodeDecodeError:
        raise ReadError(f"{path}: line {_bad_line(path)}: not UTF-8 text; save the log as UTF-8") from None
    except OSError as error:
        raise ReadError(f"{path}: cannot be read as a log: {error.strerror or error}") from None


def _bad_line(path: Path) -> int:
    """Return the number of the first line that is not UTF-8."""
    with path.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                line.decode()
            except UnicodeDecodeError:
                return number
    return 1


def _encoding(head: bytes) -> str:
    return "utf-16" if _is_utf16(head) else "utf-8-sig"


def _is_utf16(head: bytes) -> bool:
    return head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
