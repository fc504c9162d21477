"""What a command writes: to a file, or to standard output where the file is called ``-``."""

from __future__ import annotations

import json
from typing import Any

from insight_widgets.export.files import write_text

STANDARD_OUTPUT = "-"


def write(target: str, text: str) -> None:
    """Write lines of text."""
    if target == STANDARD_OUTPUT:
        print(text)
        return
    write_text(target, text + "\n")


def write_json(target: str, value: Any) -> None:
    """Write a value as JSON."""
    write(target, json.dumps(value, allow_nan=False, indent=1))
