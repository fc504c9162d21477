"""Counts and what belongs to them as a file that holds no code: numbers as arrays, all else as JSON."""

from __future__ import annotations

import json
import os
import zipfile
from contextlib import suppress
from dataclasses import fields, is_dataclass
from errno import EISDIR
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import ReadError
from insight_widgets.problems import Problem
from insight_widgets.stats.counts import BoxCounts, Counts, MaskCounts
from insight_widgets.stats.sparse import SparseCounts
from insight_widgets.stats.spread import Spread
from insight_widgets.streams.contract import Keys, Seam, SplitResult
from insight_widgets.streams.table_plan import TableFacts
from insight_widgets.streams.tally import Tally
from insight_widgets.tables.box_form import CornerSigns

if TYPE_CHECKING:
    from pathlib import Path

_KINDS: dict[str, type] = {
    kind.__name__: kind
    for kind in (
        *(Counts, BoxCounts, MaskCounts, SparseCounts, Spread),
        *(Problem, Keys, Seam, SplitResult, TableFacts, CornerSigns, Tally),
    )
}
_TREE = "tree"


def store(path: Path, value: Any) -> None:
    """Write a value; the file is there as a whole or not at all.

    Parameters
    ----------
    path : Path
    value : Any
        Numbers, texts, None, lists, tuples, sets and dicts of them, arrays, Arrow tables, and counts.
    """
    arrays: dict[str, Any] = {}
    tree = json.dumps(_written(value, arrays))
    arrays[_TREE] = np.frombuffer(tree.encode(), dtype=np.uint8)
    unfinished = _unfinished(path)
    try:
        with unfinished.open("wb") as stream:
            np.savez(stream, **arrays)
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        raise


def reserve(path: Path, option: str) -> None:
    """Make sure that a file can be stored there, before long work begins.

    Raises
    ------
    ReadError
        It cannot; `option` is what says another place.
    """
    try:
        if path.is_dir():
            raise IsADirectoryError(EISDIR, "it is a folder")
        _unfinished(path).touch()
        _unfinished(path).unlink()
    except OSError as error:
        raise ReadError(
            f"{path}: counts cannot be kept here: {error.strerror}; say where with {option}=PATH"
        ) from None


def _unfinished(path: Path) -> Path:
    return path.with_name(f"{path.name}.{os.getpid()}.part")


def restore(path: Path) -> Any:
    """Return a value that was stored; None where there is none, or the file is damaged or of another kind."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return _read(json.loads(bytes(arrays[_TREE])), arrays)
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, EOFError):
        return None


def _written(value: Any, arrays: dict[str, Any]) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, np.ndarray):
        name = f"a{len(arrays)}"
        arrays[name] = value
        return {"array": name}
    if isinstance(value, list | tuple | set | frozenset):
        kind = type(value).__name__ if not hasattr(value, "_fields") else "rows"
        entries = sorted(value) if isinstance(value, set | frozenset) else value
        return {kind: [_written(one, arrays) for one in entries]}
    if isinstance(value, dict):
        return {"dict": [[_written(key, arrays), _written(one, arrays)] for key, one in value.items()]}
    if is_dataclass(value):
        told = [_written(getattr(value, field.name), arrays) for field in fields(value)]
        return {"value": [type(value).__name__, *told]}
    return {"table": _written(_table_bytes(value), arrays)}


def _read(tree: Any, arrays: Any) -> Any:
    if not isinstance(tree, dict):
        return tree
    ((kind, held),) = tree.items()
    match kind:
        case "array":
            return arrays[held]
        case "table":
            return _table(_read(held, arrays))
        case "dict":
            return {_read(key, arrays): _read(one, arrays) for key, one in held}
        case "value":
            return _KINDS[held[0]](*(_read(one, arrays) for one in held[1:]))
        case _:
            return _sequence(kind, [_read(one, arrays) for one in held])


def _sequence(kind: str, entries: list[Any]) -> Any:
    if kind == "rows":
        from insight_widgets.streams.table_rows import Rows

        return Rows(*entries)
    return {"list": list, "tuple": tuple, "set": set, "frozenset": frozenset}[kind](entries)


def _table_bytes(table: Any) -> Any:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return np.frombuffer(sink.getvalue(), dtype=np.uint8)


def _table(stored: Any) -> Any:
    import pyarrow as pa

    return pa.ipc.open_stream(pa.py_buffer(stored.tobytes())).read_all().combine_chunks()
