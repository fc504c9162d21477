"""Masks as Roboflow exports them: ``*_mask.png`` beside the images, with ``_classes.csv`` in each split."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.errors import ReadError
from insight_widgets.naming import ALL, is_background, known_split
from insight_widgets.readers._image_tree import holds
from insight_widgets.readers._mask_codes import MaskCode
from insight_widgets.text_file import text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

CLASSES = "_classes.csv"
ENDING = "_mask.png"
_DIGITS = 5
"""Of the largest value of a mask."""


def exported(folders: Iterable[Path]) -> Iterator[tuple[str, Path, MaskCode]]:
    """Pass those of some folders that hold such masks, each with its split and what its values are.

    Raises
    ------
    ReadError
        A class list is none.
    """
    for folder in folders:
        if (folder / CLASSES).is_file() and holds(folder, _is_mask, depth=0):
            names = _names(folder / CLASSES)
            void = frozenset(value for value, name in names.items() if is_background(name))
            yield known_split(folder.name) or ALL, folder, MaskCode(ENDING, names, {}, void)


def _is_mask(name: str) -> bool:
    return name.endswith(ENDING)


def _names(file: Path) -> dict[int, str]:
    """Return the classes by value: under a header, a value and a name a line."""
    names = {}
    for line, row in enumerate(text_of(file, "the class list").split("\n")[1:], start=2):
        value, _, name = (part.strip() for part in row.partition(","))
        if not row.strip():
            continue
        if not (value.isascii() and value.isdecimal() and len(value) <= _DIGITS and name):
            raise ReadError(f'{file}: line {line}: a value and a class name are wanted, such as "1, road"')
        names[int(value)] = name.strip('"')
    if not names:
        raise ReadError(f"{file}: no class here; a value and a class name a line are wanted")
    return names
