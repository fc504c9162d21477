"""What is said of a better split that is proposed."""

from __future__ import annotations

from insight_widgets.counted import counted

IMAGES_WITH_CLASS, IMAGES_WITH_AREA = "images with class", "images with area"
"""Kinds of rows of the table."""

Worst = tuple[str, float]
"""The class that is furthest from its share, and its share."""

BEFORE, AFTER = "Before", "After"


def made(moved: int, images: int, fraction: float, worst: Worst | None) -> str:
    """Return how many images become validation, where there was none."""
    become = "becomes" if moved == 1 else "become"
    return f"{_of(moved, images)} {become} validation. {_furthest(worst, fraction)}."


def stays(fraction: float, worst: Worst | None, *, kept: bool) -> str:
    """Return why no image moves: all shares are kept, or there is no better split."""
    why = "every share is kept already" if kept else "no better split was found"
    return f"Nothing moves: {why}. {_furthest(worst, fraction)}."


def dealt_anew(moved: int, images: int, fraction: float, before: Worst | None, after: Worst | None) -> str:
    """Return how many images change sides, and the class furthest from its share before and then."""
    verb = "changes sides" if moved == 1 else "change sides"
    then = "no class has two labels" if after is None else f"{after[1]:.0%} ({after[0]})"
    return f"{_of(moved, images)} {verb}. {_furthest(before, fraction)}; then {then}."


def _of(moved: int, images: int) -> str:
    return f"{counted(moved, 'images')} of {images:,}"


def _furthest(worst: Worst | None, fraction: float) -> str:
    if worst is None:
        return "No class has two labels"
    return f"Furthest from its {fraction:.0%} of validation is {worst[0]} with {worst[1]:.0%}"
