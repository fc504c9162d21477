"""What is said of images that are there twice: in two splits, or in one."""

from __future__ import annotations

from insight_widgets.errors import shorten


def leak(name: str, key_name: str) -> str:
    """Return that train has an image of the same name or key."""
    return f'image "{shorten(name)}" is also in train (same {key_name})'


def leak_by_content(name: str, original: str, bits: int | None) -> str:
    """Return which image of train shows the same; in how many bits their hashes differ, None for one file."""
    how = "same content" if bits is None else f"near copy, distance {bits}"
    return f'image "{shorten(name)}" is also in train, as "{shorten(original)}" ({how})'


def same_file(name: str, first: str) -> str:
    """Return which image before it is the same file."""
    return f'image "{shorten(name)}" is the same file as "{shorten(first)}"'


def compared(distance: int) -> str:
    """Return what counts as a near copy."""
    return f"near copies differ in at most {distance} of 64 bits"


def in_earlier_file(source: str, name: str) -> str:
    """Return that a file before has an image, too."""
    return f'{source}: image "{shorten(name)}" is in an earlier file, too'


def missing_class(name: str, others: int, other: str) -> str:
    """Return that a class has labels in the other split only."""
    return f'class "{shorten(name)}": no label here, {others:,} in {other}'


def held_out(share: float, seed: int) -> str:
    """Return how a split was parted."""
    return f"{share:g} of the images of every class, seed {seed}"
