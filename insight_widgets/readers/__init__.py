"""The readers: one file a format, each with a name, `detect` and `read`.

A module of this package is a reader if it has

``FORMAT``
    the name that ``format=`` takes, for example ``"coco"``;
``SUMMARY``
    what the reader takes, in a few words, for messages;
``RANK``
    how sure its marks are: of several readers that take a path the one of the highest rank reads it
    (a folder with a COCO file and class folders is a COCO set; 10 is what any folder may look like);
``detect(path)``
    whether the path looks like the format (cheap: names and a first few bytes; a `ReadError` means no);
``read(path, options)``
    the `Dataset` behind the path, with every split it holds.

A new format is a new file here; nothing else names it, unless it takes single files of the suffixes in
`TAKING_FILES`.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

from insight_widgets.errors import FormatError, ReadError, suggest
from insight_widgets.texts.files import broken_json

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from insight_widgets.dataset import Dataset
    from insight_widgets.read_options import ReadOptions

LARGEST_LOOK = 2**24
"""Bytes of a file that are looked at to say why no reader knows it."""

TAKING_FILES: dict[str, tuple[str, ...]] = {
    ".csv": ("csv_labels", "openimages", "via"),
    ".json": ("cityscapes", "coco", "labelme", "via"),
    ".parquet": ("parquet",),
    ".tsv": ("csv_labels",),
    ".xml": ("cvat", "voc"),
}
"""The only modules that may take a file of a suffix: to import all readers takes longer than most files."""


class Reader(Protocol):
    """The shape of a reader module."""

    FORMAT: str
    SUMMARY: str
    RANK: int

    def detect(self, path: Path) -> bool:
        """Whether `path` looks like this format."""

    def read(self, path: Path, options: ReadOptions) -> Dataset:
        """Return the data set behind `path`."""


@cache
def readers() -> dict[str, Reader]:
    """Return all readers by format name, in alphabetical order."""
    modules = (_module(info.name) for info in iter_modules(__path__))
    return {module.FORMAT: module for module in modules if hasattr(module, "FORMAT")}


def find_reader(path: Path, format_name: str | None = None) -> Reader:
    """Return the reader for `path`.

    Raises
    ------
    ReadError
        The path does not exist.
    FormatError
        `format_name` is not known, or no reader or several readers take the path.
    """
    if format_name is not None:
        return _named(format_name)
    if not path.exists():
        raise ReadError(f"{path}: no such file or folder")
    taking = _taking(path)
    surest = max((reader.RANK for reader in taking), default=0)
    found = [reader for reader in taking if surest == reader.RANK]
    if len(found) == 1:
        return found[0]
    if not found and path.suffix.lower() == ".json":
        _refuse_broken_json(path)
    known = "; ".join(f"{reader.FORMAT}: {reader.SUMMARY}" for reader in readers().values())
    if not found:
        raise FormatError(f"{path}: no known data set format here; formats are {known}")
    names = ", ".join(reader.FORMAT for reader in found)
    raise FormatError(f"{path}: could be {names}; say which with format=")


def is_known(path: Path) -> bool:
    """Whether any reader takes a path that is there."""
    return bool(_taking(path))


def _taking(path: Path) -> list[Reader]:
    return [reader for reader in _asked(path) if _takes(reader, path)]


def _asked(path: Path) -> Iterable[Reader]:
    """Return the readers that may take a path: a folder can be anything, a file tells by its suffix."""
    named = TAKING_FILES.get(path.suffix.lower()) if path.is_file() else None
    return readers().values() if named is None else map(_module, named)


def _module(name: str) -> Reader:
    return cast("Reader", import_module(f"{__name__}.{name}"))


def _takes(reader: Reader, path: Path) -> bool:
    """Whether a reader takes a path; what cannot be listed is nothing to it."""
    try:
        return reader.detect(path)
    except ReadError:
        return False


def _refuse_broken_json(path: Path) -> None:
    """Raise if a file that no reader knows is no JSON at all: that is what its owner has to mend."""
    try:
        json.loads(path.read_bytes()[:LARGEST_LOOK])
    except json.JSONDecodeError as error:
        if error.pos < LARGEST_LOOK - 1:
            told = broken_json(error.lineno, error.colno, error.msg)
            raise ReadError(f"{path}: {told}") from None
    except (OSError, UnicodeDecodeError, RecursionError):
        return


def _named(format_name: str) -> Reader:
    try:
        return readers()[format_name]
    except KeyError:
        hint = suggest(format_name, readers())
        raise FormatError(
            f'format "{format_name}" is not known{hint}; known are {", ".join(readers())}'
        ) from None
