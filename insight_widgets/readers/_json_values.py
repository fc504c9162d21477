"""What can be made of JSON values that are not of the type that is wanted."""

from __future__ import annotations

from typing import Any

_NAN = float("nan")


def as_number(value: Any) -> float | None:
    """Return a number, also of text; None where it is none."""
    try:
        return None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError, OverflowError):
        return None


def as_text(value: Any) -> str | None:
    """Return text that can be written out, with marks in place of halves of characters."""
    return None if value is None else str(value).encode("utf-8", "replace").decode()


def as_point(value: Any) -> tuple[float, float]:
    """Return x and y, NaN for what is no number."""
    if not isinstance(value, list) or len(value) < 2:  # noqa: PLR2004  (x and y)
        return _NAN, _NAN
    x, y = (as_number(number) for number in value[:2])
    return _NAN if x is None else x, _NAN if y is None else y
