"""What is said of tables so large that counting them in parts takes far less memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.progress import say
from insight_widgets.texts.progress import better_in_parts

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LARGE = 2**28
"""Bytes; some thirty million boxes in Parquet, seven million in CSV."""


def tell_if_large(path: Path, files: Iterable[Path]) -> None:
    """Tell how the tables of a data set are counted in little memory, if they are large."""
    try:
        size = sum(file.stat().st_size for file in files)
    except OSError:
        return  # told by who reads them
    if size >= LARGE:
        say(better_in_parts(path.name, size))
