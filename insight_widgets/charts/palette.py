"""The colours of every chart: few, and each with one meaning.

Hues are of Okabe and Ito (2008, "Color Universal Design"), told apart by colour-blind readers.
Interactive charts take them as CSS variables, which a page sets for its light and dark theme;
where no page does, and in pictures, the value written here holds.
"""

from __future__ import annotations

PALETTE = {
    "train": "#0072b2",
    "val": "#cc79a7",
    "test": "#56b4e9",
    "other": "#8a8a8a",
    "well": "#009e73",
    "mild": "#e69f00",
    "serious": "#d55e00",
    "text": "#767676",  # 4.5:1 on white and 4.2:1 on #111: one grey for pages of either kind
    "muted": "#8f8f8f",
    "grid": "#d9d9d9",
    "whole": "#c4c4c4",
    "negative": "#e3e3e3",
    "on-bar": "#111111",  # 4.5:1 at least on the colour of every verdict
    "heat-0": "#f0f0f0",
    "heat-1": "#bff5e6",
    "heat-2": "#7fdfda",
    "heat-3": "#3bc5d5",
    "heat-4": "#00a7ce",
    "heat-5": "#0786bf",
    "heat-6": "#2e65a4",
    "heat-7": "#38487e",
    "heat-8": "#323152",
}

HEAT = tuple(f"heat-{step}" for step in range(9))
"""None, then few to many: eight steps of even lightness in OKLCH (Ottosson 2020)."""

SPLITS = ("train", "val", "test")


def css(name: str) -> str:
    """Return the CSS value of a colour.

    Examples
    --------
    >>> css("train")
    'var(--iw-train, #0072b2)'
    """
    return f"var(--iw-{name}, {PALETTE[name]})"


def split_colour(split: str) -> str:
    """Return the name of a split's colour: its own, or that of all others."""
    return split if split in SPLITS else "other"
