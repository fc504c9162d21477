"""The built front end, as it lies in the package."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files

from insight_widgets.errors import InsightError


@cache
def static_text(name: str) -> str:
    """Return the text of a built file, for example ``"report.js"``.

    Raises
    ------
    InsightError
        The front end has not been built (a checkout, never an installed wheel).
    """
    file = files("insight_widgets") / "static" / name
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InsightError(
            f"the front end is not built ({name} is missing); in a checkout run: make build"
        ) from None


@cache
def digest(name: str) -> str:
    """Return the SHA-256 of a built file, in hexadecimal."""
    return sha256(static_text(name).encode()).hexdigest()
