"""Counts kept beside the data, under a key of what was read and how."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

from insight_widgets.errors import DataError
from insight_widgets.progress import say
from insight_widgets.reach import place_of, within_reach
from insight_widgets.streams.fingerprint import fingerprint
from insight_widgets.streams.locations import has_wildcards, is_address
from insight_widgets.streams.storage import reserve, restore, store
from insight_widgets.texts.progress import not_kept, other_counts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from insight_widgets.streams.contract import Source
    from insight_widgets.streams.tally import Tally

_NAME = ".insight-widgets-counts"
_INCOMPLETE = {"part-left", "part-unreadable"}


def cache_file(given: object, cache: bool | str | os.PathLike[str]) -> Path | None:  # noqa: FBT001  (a place, or yes)
    """Return where counts are kept.

    Parameters
    ----------
    given : path, address, pattern, or mapping of split name to these
    cache : bool or path
        Whether they lie beside the data, or where they do.

    Raises
    ------
    DataError
        There is no place beside the data.
    """
    if cache is False:
        return None
    if cache is not True:
        return place_of(cache)
    text = os.fspath(given) if isinstance(given, str | os.PathLike) else ""
    if not text or is_address(text) or has_wildcards(text):
        raise DataError("cache=True keeps counts beside one file or folder; say where with cache=PATH")
    path = within_reach(text)
    return path / _NAME if path.is_dir() else path.with_name(f".{path.name}{_NAME}")


def cached(source: Source, file: Path | None, count: Callable[[], Tally], *told: object) -> Tally:
    """Return the counts that are kept, if they are those of the data; else count, and keep them.

    What else decides what is counted is `told`. What was stopped, or not read as a whole, is not kept.
    """
    if file is None:
        return count()
    key = fingerprint(source, *told)
    held = restore(file)
    if isinstance(held, dict) and held.get("key") == key:
        tally: Tally = held["tally"]
        return replace(tally, title=source.title)
    if file.exists():
        say(other_counts(file))
    reserve(file, "cache")
    tally = count()
    codes = {problem.code for found in tally.problems.values() for problem in found}
    if not codes & _INCOMPLETE:
        _keep(file, key, tally)
    return tally


def _keep(file: Path, key: str, tally: Tally) -> None:
    try:
        store(file, {"key": key, "tally": tally})
    except OSError as error:
        say(not_kept(file, error.strerror or error))
