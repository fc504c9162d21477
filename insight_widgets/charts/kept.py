"""The specifications of the report's charts, kept beside the code that makes them.

Importing Altair and having it make them takes longer than all else in a report on a small data set, and they
are the same in each. ``python -m insight_widgets.charts`` writes them anew; a test compares.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("specifications.json")


@cache
def kept_specifications() -> dict[str, dict[str, Any]]:
    """Return the specifications by chart."""
    kept: dict[str, dict[str, Any]] = json.loads(FILE.read_text(encoding="utf-8"))
    return kept
