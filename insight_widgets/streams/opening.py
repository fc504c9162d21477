"""From what a user points at to a source of parts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import DataError, ReadError
from insight_widgets.naming import ALL, known_split, split_in_stem, split_name
from insight_widgets.streams.locations import files_at, has_wildcards, is_address
from insight_widgets.streams.table_files import SUFFIXES

if TYPE_CHECKING:
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.streams.contract import Source

_NEEDS_ARROW = 'tables are read with pyarrow; install it: pip install "insight-widgets[parquet]"'


def open_source(given: Any, format_name: str | None, options: ReadOptions) -> Source:
    """Return the parts of what is given.

    Parameters
    ----------
    given : path, address, pattern, or mapping of split name to these
    format_name : str or None
    options : ReadOptions

    Raises
    ------
    DataError
        Something is no path.
    ReadError
        There is nothing, or nothing that can be read in parts.
    """
    if isinstance(given, Mapping):
        by_split = {split_name(name): _text(one) for name, one in given.items()}
        if not by_split:
            raise DataError("a mapping of split names to paths is wanted; got an empty one")
        files = {name: files_at(one, SUFFIXES) for name, one in by_split.items()}
        return _tables(next(iter(by_split.values())), files, options, split_column=False)
    text = _text(given)
    if format_name in {None, "parquet"} and _holds_tables(text):
        files = _by_split(text, files_at(text, SUFFIXES))
        return _tables(text, files, options, split_column=len(files) == 1)
    raise ReadError(
        f"{text}: what can be counted in parts are tables in Parquet or Arrow files; "
        "leave engine= out to read it whole, or convert it: insight-widgets convert"
    )


def _text(given: Any) -> str:
    if not isinstance(given, str | os.PathLike):
        raise DataError(
            f"engine= counts files part by part; got {type(given).__name__}: "
            "give a path, or leave engine= out"
        )
    return os.fspath(given)


def _holds_tables(text: str) -> bool:
    if text.lower().endswith(SUFFIXES) or has_wildcards(text) or is_address(text):
        return True
    path = Path(text).expanduser()
    if not path.exists():
        raise ReadError(f"{text}: no such file or folder")
    return path.is_dir() and any(file.suffix.lower() in SUFFIXES for file in path.rglob("*"))


def _tables(text: str, files: Mapping[str, list[str]], options: ReadOptions, *, split_column: bool) -> Source:
    try:
        import pyarrow  # noqa: F401, ICN001
    except ImportError:
        raise ReadError(f"{text}: {_NEEDS_ARROW}") from None
    from insight_widgets.streams.table_source import TableSource

    return TableSource(_title(text), files, options, split_column)


def _title(text: str) -> str:
    if has_wildcards(text) or is_address(text):
        return text.rstrip("/").rpartition("/")[2]
    path = Path(text).expanduser().resolve()
    return path.name if path.is_dir() else path.stem


def _by_split(text: str, files: list[str]) -> dict[str, list[str]]:
    """Return files by the split that their name or folder tells; where one is told, others are left out."""
    found: dict[str, list[str]] = {}
    for file in files:
        found.setdefault(_split_of(text, file), []).append(file)
    named = {name: of for name, of in found.items() if name != ALL}
    return named or found


def _split_of(text: str, file: str) -> str:
    """Return the split of a file: what its name tells, else a folder, also one as ``split=train``."""
    below = file.removeprefix(text).strip("/").split("/")
    *folders, name = below if below != [""] else [file.rpartition("/")[2]]
    told = split_in_stem(name.rpartition(".")[0])
    for folder in reversed(folders):
        key, equals, value = folder.partition("=")
        told = told or (split_name(value) if equals and key == "split" else known_split(folder))
    return told or ALL
