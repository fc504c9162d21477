"""A count with its unit."""

from __future__ import annotations

SINGULAR = {
    "groups": "group",
    "images": "image",
    "labels": "label",
    "boxes": "box",
    "masks": "mask",
    "classes": "class",
}


def counted(count: int, unit: str) -> str:
    """Return a count with its unit.

    Examples
    --------
    >>> counted(1, "boxes"), counted(1234, "boxes")
    ('1 box', '1,234 boxes')
    """
    return f"{count:,} {SINGULAR.get(unit, unit) if count == 1 else unit}"
