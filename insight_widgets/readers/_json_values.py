"""What can be made of JSON values that are not of the type that is wanted."""

from __future__ import annotations

from typing import Any


def as_number(value: Any) -> float | None:
    """Return a number, also of text; None where it is none."""
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None


def as_text(value: Any) -> str | None:
    """Return text that can be written out, with marks in place of halves of characters."""
    return None if value is None else str(value).encode("utf-8", "replace").decode()
