"""Paths that a reader gives: what they mean, and whether anybody can say what is there."""

from __future__ import annotations

import os
from pathlib import Path

from insight_widgets.errors import InsightError, ReadError, shorten

PathLike = str | os.PathLike[str]


def within_reach(given: PathLike) -> Path:
    """Return a path whose ``~`` is resolved; that nothing is there is told by who reads it.

    Raises
    ------
    ReadError
        Nobody can say whether there is anything: rights are missing, links lead in a circle, it is no path.
    """
    path = Path(given)
    try:
        path = path.expanduser()
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        pass
    except (OSError, ValueError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ReadError(f"{shorten(path, 300)}: cannot be read: {reason}") from None
    return path


def place_of(path: PathLike) -> Path:
    """Return the path that is meant, ``~`` replaced by the home folder.

    Raises
    ------
    InsightError
        There is no such path on any machine, or no such home.
    """
    try:
        target = Path(path).expanduser()
    except RuntimeError as error:
        raise InsightError(f"{shorten(path)}: is no path: {shorten(error)}") from None
    if "\0" in str(target):
        raise InsightError(f"{shorten(path)}: is no path: a NUL character is in it")
    return target
