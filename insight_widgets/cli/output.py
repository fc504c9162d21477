"""What a command writes: to a file, or to standard output where the file is called ``-``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from insight_widgets.export.files import refuse_those_there, write_new
from insight_widgets.reach import place_of

if TYPE_CHECKING:
    import argparse

STANDARD_OUTPUT = "-"

_OUTPUTS = ("json", "html", "markdown", "csv", "junit", "pdf")
"""Options that name a file."""


def write(target: str, text: str, *, overwrite: bool) -> None:
    """Write lines of text; over a file that is there only if that is asked for."""
    if target == STANDARD_OUTPUT:
        print(text)
        return
    write_new(target, text + "\n", overwrite=overwrite)


def write_json(target: str, value: Any, *, overwrite: bool) -> None:
    """Write a value as JSON."""
    write(target, json.dumps(value, allow_nan=False, indent=1), overwrite=overwrite)


def check_outputs(options: argparse.Namespace) -> bool:
    """Refuse what cannot be written before data are read; return whether something goes to standard output.

    Raises
    ------
    InsightError
        A file is there already, and not to be replaced.
    """
    asked = {f"--{name}": getattr(options, name, None) for name in _OUTPUTS}
    printed = [name for name, target in asked.items() if target == STANDARD_OUTPUT]
    if len(printed) > 1:
        options.usage_error(f"{printed[0]} and {printed[1]} cannot both go to standard output")
    if not options.overwrite:
        files = [place_of(target) for target in asked.values() if target not in {None, STANDARD_OUTPUT}]
        refuse_those_there([file for file in files if not file.is_dir()])
    return bool(printed)
