"""Small text files that a user points at: lists of classes or images, descriptions of a data set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.errors import ReadError

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 2**28
"""Bytes of the largest lists."""


def text_of(path: Path, what: str, *, most: int = LARGEST) -> str:
    """Return the text of a file.

    Parameters
    ----------
    path : Path
    what : str
        What the file is, for messages (``"the class list"``).
    most : int
        Bytes; a larger file is refused.

    Raises
    ------
    ReadError
        It cannot be read, is too large, or no UTF-8; the message says where.
    """
    try:
        size = path.stat().st_size
        if size > most:
            raise ReadError(f"{path}: {what} is wanted; a file of {size:,} bytes is none")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(f"{path}: not UTF-8 text at byte {error.start}; save {what} as UTF-8") from None
    except OSError as error:
        raise ReadError(f"{path}: {what} cannot be read: {error.strerror or error}") from None
