"""Class lists: in files (one name a line, or JSON), or as the caller gives them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import DataError, ReadError, shorten

if TYPE_CHECKING:
    from pathlib import Path


def read_class_list(path: Path) -> tuple[str, ...]:
    """Return the class names that a file lists.

    Parameters
    ----------
    path : Path
        Text of one name a line, or (suffix ``.json``) a list of names, or an object from place to name
        or from name to place.

    Raises
    ------
    ReadError
        The file cannot be read, or is no class list; the message says where and what was wanted.
    """
    written = _text(path)
    names = _from_json(path, written) if path.suffix.lower() == ".json" else _from_lines(path, written)
    if not names:
        raise ReadError(f"{path}: no class name here; one name a line, or a JSON list of names, is wanted")
    return names


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


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{path}: not UTF-8 text at byte {error.start}; save the class list as UTF-8"
        ) from None
    except OSError as error:
        raise ReadError(f"{path}: the class list cannot be read: {error.strerror or error}") from None


def _from_lines(path: Path, written: str) -> tuple[str, ...]:
    names = [line.strip() for line in written.rstrip().split("\n")]
    if names == [""]:
        return ()
    if "" in names:
        raise ReadError(f"{path}: line {names.index('') + 1} is empty; one class name a line is wanted")
    return tuple(names)


def _from_json(path: Path, written: str) -> tuple[str, ...]:
    try:
        value = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{path}: broken JSON: {error}") from None
    names = _in_order(value) if isinstance(value, dict) else value
    if not isinstance(names, list) or not all(isinstance(name, str) and name.strip() for name in names):
        raise ReadError(f'{path}: a JSON list of class names is wanted, such as ["cat", "dog"]')
    return tuple(name.strip() for name in names)


def _in_order(value: dict[str, Any]) -> list[Any] | None:
    """Return the names of an object from place to name, or from name to place, else None."""
    if all(isinstance(place, int) for place in value.values()):
        value = {str(place): name for name, place in value.items()}
    places = [str(place) for place in range(len(value))]
    return [value[place] for place in places] if set(places) == set(value) else None
