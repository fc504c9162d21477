"""When a file, or anything in a folder, was last changed: asked again and again, so it must be quick."""

from __future__ import annotations

import os
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MOST_ENTRIES = 20_000
"""Entries of a folder that are looked at; in larger ones changes further down may go unnoticed."""


def state_of(path: Path) -> str:
    """Return a short text that is another one after a file, or a file in a folder, was changed.

    Names, sizes and times of change make it; no file is opened.
    """
    digest = sha256()
    for name, status in _statuses(path):
        digest.update(f"{name}\0{status.st_size}\0{status.st_mtime_ns}\n".encode(errors="surrogateescape"))
    return digest.hexdigest()[:16]


def _statuses(path: Path) -> Iterator[tuple[str, os.stat_result]]:
    yield "", path.stat()
    folders, left = [str(path)] if path.is_dir() else [], MOST_ENTRIES
    while folders and left > 0:
        for entry in _entries(folders.pop(0))[:left]:
            left -= 1
            yield entry.path, entry.stat(follow_symlinks=False)
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entries, key=lambda entry: entry.name)
    except OSError:  # gone meanwhile, or without the right to read it
        return []
