"""Writing what is exported."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.errors import InsightError

if TYPE_CHECKING:
    from insight_widgets.loading import PathLike


def write_text(path: PathLike, text: str) -> Path:
    """Write a text file in UTF-8 and return its path.

    Raises
    ------
    InsightError
        The file cannot be written.
    """
    target = Path(path).expanduser()
    try:
        # a name on disk may hold bytes that are no character: they become references, not an error
        target.write_text(text, encoding="utf-8", errors="xmlcharrefreplace")
    except OSError as error:
        raise InsightError(f"{target}: cannot be written ({error.strerror})") from error
    return target
