"""What is said of tables so large that counting them in parts takes far less memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.progress import say
from insight_widgets.texts.progress import better_in_parts

if TYPE_CHECKING:
    from pathlib import Path

LARGE = 2**28
"""Bytes; some thirty million boxes in Parquet, seven million in CSV."""

_SUFFIXES = frozenset({".parquet", ".csv", ".tsv"})


def tell_if_large(path: Path) -> None:
    """Tell how a large table, or a folder with such tables, is counted in little memory."""
    try:
        size = _size(path)
    except OSError:
        return  # told by who reads it
    if size >= LARGE:
        say(better_in_parts(path.name, size))


def _size(path: Path) -> int:
    files = path.iterdir() if path.is_dir() else [path]
    return sum(file.stat().st_size for file in files if file.suffix.lower() in _SUFFIXES)
