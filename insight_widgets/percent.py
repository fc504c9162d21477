"""Percents as text, rounded half up from whole counts, so that no binary fraction decides."""

from __future__ import annotations

NOTHING = "\N{EN DASH}"
"""Stands where there is nothing to take a percent of."""


def percent_text(count: int, total: int) -> str:
    """Return a whole percent.

    Examples
    --------
    >>> percent_text(2, 7), percent_text(1, 200), percent_text(1, 1000)
    ('29%', '1%', '<1%')
    """
    return _text(count, total, whole=True)


def fine_percent_text(count: int, total: int) -> str:
    """Return a percent with one decimal below ten, where a whole one says too little.

    Examples
    --------
    >>> fine_percent_text(2, 7), fine_percent_text(1, 24), fine_percent_text(1, 10_000)
    ('29%', '4.2%', '<0.1%')
    """
    return _text(count, total, whole=half_up(count, total, 1000) >= 100)  # noqa: PLR2004  (ten percent)


def half_up(count: int, total: int, unit: int = 100) -> int:
    """Return ``floor(unit * count / total + 1/2)``; 0 where the total is 0."""
    return (2 * unit * count + total) // (2 * total) if total else 0


def _text(count: int, total: int, *, whole: bool) -> str:
    if not total:
        return NOTHING
    rounded = half_up(count, total, 100 if whole else 1000)
    if count and not rounded:
        return "<1%" if whole else "<0.1%"
    return f"{rounded}%" if whole else f"{rounded / 10:g}%"
