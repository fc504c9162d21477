"""Class lists: in files (one name a line, JSON, or with colours), or as the caller gives them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from insight_widgets.colour_table import parse_colour_table
from insight_widgets.errors import DataError, ReadError, shorten
from insight_widgets.text_file import text_of

if TYPE_CHECKING:
    from pathlib import Path

    from insight_widgets.colour_table import Colour


@dataclass(frozen=True, slots=True)
class ClassList:
    """What a class list tells.

    Attributes
    ----------
    names : tuple of str
        The classes; in masks line i is value i.
    colours : tuple of (int, int, int) or None
        Red, green and blue (0 to 255) of each class, where the list tells them.
    """

    names: tuple[str, ...]
    colours: tuple[Colour, ...] | None = None


def read_class_list(path: Path) -> tuple[str, ...]:
    """Return the class names that a file lists, see `read_class_file`."""
    return read_class_file(path).names


def read_class_file(path: Path) -> ClassList:
    """Return the classes that a file lists, with their colours where it tells them.

    Parameters
    ----------
    path : Path
        Text of one name a line, or (suffix ``.json``) a list of names, or an object from place to name
        or from name to place; or a table of names and colours, see `parse_colour_table`.

    Raises
    ------
    ReadError
        The file cannot be read, or is no class list; the message says where and what was wanted.
    """
    written = text_of(path, "the class list")
    found = _from_json(path, written) if path.suffix.lower() == ".json" else _from_text(path, written)
    if not found.names:
        raise ReadError(f"{path}: no class name here; one name a line, or a JSON list of names, is wanted")
    return found


def checked_classes(classes: Any) -> tuple[str, ...] | None:
    """Return a class list that the caller gave as a tuple.

    Raises
    ------
    DataError
        It is no sequence of names.
    """
    if classes is None:
        return None
    if isinstance(classes, str) or not isinstance(classes, Iterable):
        raise DataError(f'classes: a list of names is wanted, such as ["cat", "dog"]; got {classes!r}')
    names = tuple(classes)
    for name in names:
        if not isinstance(name, str):
            raise DataError(f"classes: names are strings; got {shorten(name)!r} ({type(name).__name__})")
    return names


def _from_text(path: Path, written: str) -> ClassList:
    coloured = parse_colour_table(path, written)
    if coloured is not None:
        return ClassList(*coloured)
    names = [line.strip() for line in written.rstrip().split("\n")]
    if names == [""]:
        return ClassList(())
    if "" in names:
        raise ReadError(f"{path}: line {names.index('') + 1} is empty; one class name a line is wanted")
    return ClassList(tuple(names))


def _from_json(path: Path, written: str) -> ClassList:
    try:
        value = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{path}: broken JSON: {error}") from None
    names = _in_order(value) if isinstance(value, dict) else value
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise ReadError(f'{path}: a JSON list of class names is wanted, such as ["cat", "dog"]')
    return ClassList(tuple(name.strip() for name in names))


def _in_order(value: dict[str, Any]) -> list[Any] | None:
    """Return the names of an object from place to name, or from name to place, else None."""
    if all(isinstance(place, int) for place in value.values()):
        value = {str(place): name for name, place in value.items()}
    places = [str(place) for place in range(len(value))]
    return [value[place] for place in places] if set(places) == set(value) else None
