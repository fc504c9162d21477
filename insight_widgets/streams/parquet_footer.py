"""The smallest and largest cells of the columns of a Parquet file, by its footer.

pyarrow tells them too, but ends the process where a footer is damaged in some ways: it throws what Python
cannot catch. A footer is a structure of Thrift's compact protocol; the fields are numbered in parquet.thrift.
"""

from __future__ import annotations

import struct
from contextlib import nullcontext
from dataclasses import dataclass
from io import SEEK_END
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, ClassVar

if TYPE_CHECKING:
    from collections.abc import Callable

_STOP, _TRUE, _FALSE, _BYTE, _DOUBLE, _BINARY, _STRUCT = 0, 1, 2, 3, 7, 8, 12
_INTEGERS = (4, 5, 6)
_LISTS = (9, 10)
_MANY = 15
_END = struct.Struct("<I4s")
_DEEPEST = 20
_WIDEST = 70
"""Bits of a number: seven a byte, of which 64 are used."""

_ROW_GROUPS, _COLUMNS, _CHUNK = 4, 1, 3
_TYPE, _PATH, _STATISTICS = 1, 3, 12
_NULL_COUNT, _LARGEST, _SMALLEST = 3, 5, 6
_NUMBERS = {0: "<?", 1: "<i", 2: "<q", 4: "<f", 5: "<d"}
_BYTES = 6

Ranges = dict[str, tuple[Any, Any]]


@dataclass(frozen=True, slots=True)
class GroupRanges:
    """What a footer says of the cells of a row group.

    Attributes
    ----------
    ranges : dict of str to tuple
        Smallest and largest cell of the columns that tell it, by column.
    blank : frozenset of str
        Those of these columns in which a cell may be blank, too.
    """

    ranges: Ranges
    blank: frozenset[str]


def group_ranges(source: str | BinaryIO, count: int) -> list[GroupRanges]:
    """Return what the footer of a file says of every row group; nothing where it is damaged or encrypted.

    Parameters
    ----------
    source : str or binary file
    count : int
        Of row groups.
    """
    try:
        with Path(source).open("rb") if isinstance(source, str) else nullcontext(source) as file:
            footer = _Compact(_footer(file)).structure()
        found = [_of_group(group) for group in footer[_ROW_GROUPS]]
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError, struct.error):
        found = []
    return found if len(found) == count else [GroupRanges({}, frozenset())] * count


def _footer(file: BinaryIO) -> bytes:
    """Return the footer of a file: its length and a mark stand behind it."""
    end = file.seek(0, SEEK_END) - _END.size
    file.seek(max(end, 0))
    length, mark = _END.unpack(file.read(_END.size))
    file.seek(max(end - length, 0))
    return file.read(length) if mark == b"PAR1" else b""


def _of_group(group: dict[int, Any]) -> GroupRanges:
    ranges: Ranges = {}
    blank = set[str]()
    for column in group[_COLUMNS]:
        chunk = column[_CHUNK]
        told = chunk.get(_STATISTICS, {})
        if _SMALLEST not in told or _LARGEST not in told:
            continue
        path = b".".join(chunk[_PATH]).decode()
        ranges[path] = _cell(chunk[_TYPE], told[_SMALLEST]), _cell(chunk[_TYPE], told[_LARGEST])
        if told.get(_NULL_COUNT, 1):
            blank.add(path)
    return GroupRanges(ranges, frozenset(blank))


def _cell(kind: int, written: bytes) -> Any:
    if kind in _NUMBERS:
        return struct.unpack(_NUMBERS[kind], written)[0]
    return written.decode() if kind == _BYTES else None


class _Compact:
    """Reads a structure of Thrift's compact protocol as a dict by field number."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at, self._depth = data, 0, 0

    def structure(self) -> dict[int, Any]:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise ValueError("a structure lies too deep")
        found: dict[int, Any] = {}
        number = 0
        while (head := self._byte()) != _STOP:
            number = number + (head >> 4) if head >> 4 else self._integer()
            found[number] = self._value(head & _MANY, in_list=False)
        self._depth -= 1
        return found

    def _value(self, kind: int, *, in_list: bool) -> Any:
        if kind in (_TRUE, _FALSE):
            return (self._byte() if in_list else kind) == _TRUE
        return self._READERS[kind](self)

    def _list(self) -> list[Any]:
        head = self._byte()
        count = self._unsigned() if head >> 4 == _MANY else head >> 4
        return [self._value(head & _MANY, in_list=True) for _ in range(count)]

    def _taken(self, count: int) -> bytes:
        self._at += count
        if self._at > len(self._data):
            raise IndexError("the footer ends here")
        return self._data[self._at - count : self._at]

    def _byte(self) -> int:
        self._at += 1
        return self._data[self._at - 1]

    def _integer(self) -> int:
        value = self._unsigned()
        return (value >> 1) ^ -(value & 1)

    def _unsigned(self) -> int:
        value = shift = 0
        while shift < _WIDEST:
            byte = self._byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:  # noqa: PLR2004  (the last byte of a number)
                return value
        raise ValueError("a number is too long")

    _READERS: ClassVar[dict[int, Callable[[_Compact], Any]]] = {
        **dict.fromkeys(_INTEGERS, _integer),
        **dict.fromkeys(_LISTS, _list),
        _BYTE: _byte,
        _STRUCT: structure,
        _DOUBLE: lambda self: self._taken(8),
        _BINARY: lambda self: self._taken(self._unsigned()),
    }
