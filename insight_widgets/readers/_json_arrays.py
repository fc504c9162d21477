"""How the records of a JSON array are decoded: quickly where they fit a struct, else one by one."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import msgspec

if TYPE_CHECKING:
    from collections.abc import Callable

Record = TypeVar("Record", bound=msgspec.Struct)


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
        self._array = msgspec.json.Decoder(list[record])  # type: ignore[valid-type]
        self._record = msgspec.json.Decoder(record)
        self._mend = mend

    def array(self, text: memoryview) -> list[Record | None] | None:
        """Return the records of a JSON array; None if it is none, or has a record that does not fit."""
        try:
            return self._array.decode(text)
        except (ValueError, RecursionError):
            return None

    def record(self, text: bytes) -> Record | None:
        """Return one record, mended where it does not fit; None for what is no record.

        Raises
        ------
        json.JSONDecodeError
            It is no JSON, even where NaN and Infinity are numbers.
        """
        try:
            return self._record.decode(text)
        except (ValueError, RecursionError):
            pass
        try:
            return self._mend(json.loads(text.decode("utf-8", "replace")))
        except json.JSONDecodeError:
            raise
        except (ValueError, RecursionError):  # a number of thousands of digits, thousands of brackets
            return None
