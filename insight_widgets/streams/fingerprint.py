"""What tells whether counts are still those of the data: sizes and times of files, and how they are read."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from insight_widgets import __version__
from insight_widgets.stats.box_axes import TABLE_AXES
from insight_widgets.streams.locations import mark_of

if TYPE_CHECKING:
    from insight_widgets.streams.contract import Source


def fingerprint(source: Source, *more: Any) -> str:
    """Return a text that is another one whenever a file, an option or this package is another one."""
    files = list(dict.fromkeys(source.files_read()))
    marks = [[file, _mark(file)] for file in files]
    told = json.dumps([__version__, TABLE_AXES, marks, source.read_as(), list(map(repr, more))], default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def _mark(file: str) -> list[Any]:
    try:
        return mark_of(file)
    except OSError:
        return []
