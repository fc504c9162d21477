"""Arrays of JSON records decoded strictly, and leniently where a record does not fit."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

Record = TypeVar("Record", bound=msgspec.Struct)

_TRAILING = re.compile(r"trailing characters \(byte (\d+)\)")
_RAW = msgspec.json.Decoder(msgspec.Raw)


class Layout(Generic[Record]):
    """How the records of an array are decoded.

    Parameters
    ----------
    record : type
        A msgspec struct; fields that it does not name are skipped without being built.
    mend : callable
        Makes a record of the parsed JSON of one that does not fit the struct, or returns None
        where nothing can be made of it.
    """

    def __init__(self, record: type[Record], mend: Callable[[Any], Record | None]) -> None:
        self.decoder = msgspec.json.Decoder(list[record])  # type: ignore[valid-type]
        self.mend = mend


def decode_array(
    window: bytearray, border: int, layout: Layout[Record]
) -> tuple[list[Record | None], int | None] | None:
    """Decode the array ``window[:border] + "]"``.

    Returns
    -------
    records, stop
        `stop` is where in the window the array ended, if it did so by itself.
    None
        If this is no whole array.
    """
    kept = window[border]
    window[border] = ord("]")
    try:
        with memoryview(window) as view:
            return _decode_array(view[: border + 1], layout)
    finally:
        window[border] = kept


def _decode_array(text: memoryview, layout: Layout[Record]) -> tuple[list[Record | None], int | None] | None:
    try:
        return layout.decoder.decode(text), None
    except msgspec.ValidationError:
        return _mended(text, layout)
    except msgspec.DecodeError as error:
        found = _TRAILING.search(str(error))
        if found:
            return _until(text, _close(text, int(found[1])), layout)
        return _mended(text, layout) if "invalid character" in str(error) else None


def _close(text: memoryview | bytes, trailing: int) -> int:
    """Return the end of the value before trailing characters, blanks between them left out.

    msgspec counts the first of them too.
    """
    return len(bytes(text[: trailing - 1]).rstrip())


def _until(
    text: memoryview, stop: int, layout: Layout[Record]
) -> tuple[list[Record | None], int | None] | None:
    decoded = _decode_array(text[:stop], layout)
    return None if decoded is None else (decoded[0], stop)


def _mended(text: memoryview, layout: Layout[Record]) -> tuple[list[Record | None], int | None] | None:
    """Decode leniently: NaN and Infinity are numbers, and a bad record costs only itself."""
    whole = bytes(text).decode("utf-8", "replace")
    try:
        parsed, end = json.JSONDecoder().raw_decode(whole)
    except (json.JSONDecodeError, RecursionError):
        return None
    stop = len(whole[:end].encode()) if whole[end:].strip() else None
    return [layout.mend(record) for record in parsed], stop


def value_end(value: bytes) -> int | None:
    """Return where a JSON value at the start of `value` ends; None if it does not end in it."""
    try:
        _RAW.decode(value)
    except msgspec.DecodeError as error:
        found = _TRAILING.search(str(error))
        if found:
            return _close(value, int(found[1]))
        return _python_value_end(value)
    return None  # nothing behind it: it may go on


def _python_value_end(value: bytes) -> int | None:
    text = value.decode("utf-8", "replace")
    try:
        _, end = json.JSONDecoder().raw_decode(text)
    except (json.JSONDecodeError, RecursionError):
        return None
    return len(text[:end].encode()) if text[end:].strip() else None
