"""One event of TensorBoard: the fields of its protocol buffer that tell scalars, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

Place = tuple[int, int]
"""First byte and the byte behind the last."""

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_WALL_TIME, _STEP, _SUMMARY = 1, 2, 5
_VALUE = 1
_TAG, _SIMPLE_VALUE, _TENSOR, _METADATA = 1, 2, 8, 9
_DTYPE, _CONTENT, _HALF_VALUES = 1, 4, 13
_PLUGIN_DATA, _PLUGIN_NAME = 1, 1
_HALF = 19
_KINDS = {1: "<f4", 2: "<f8", 3: "<i4", 9: "<i8", _HALF: "<f2"}
"""Kinds of tensors that may be scalars, by their number in TensorFlow's DataType."""

_NUMBERS = {(5, 1): "<f4", (6, 2): "<f8"}
"""How a field of a tensor holds its numbers, by field and kind of the tensor."""

_WRITTEN_AS_VARINT = "half"
_LONGEST_VARINT = 10


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar of an event.

    Attributes
    ----------
    tag, value : Place
        Where they stand in the event.
    kind : str
        Numpy's name of how the value is written, or ``"half"`` for the bits of one as a varint.
    """

    tag: Place
    value: Place
    kind: str

    def name(self, data: memoryview) -> str:
        """Return the tag."""
        return text_of_tag(data[slice(*self.tag)].tobytes())

    def number(self, data: memoryview) -> float:
        """Return the value."""
        if self.kind == _WRITTEN_AS_VARINT:
            return float(np.uint16(_varint(data, *self.value)[0] & 0xFFFF).view(np.float16))
        return float(np.frombuffer(data[slice(*self.value)], self.kind)[0])


@dataclass(frozen=True, slots=True)
class Event:
    """Where time, step and scalars of an event stand; the step is absent (an empty place) where it is 0."""

    time: Place
    step: Place
    scalars: tuple[Scalar, ...]

    def step_number(self, data: memoryview) -> int:
        """Return the step, which may be negative."""
        number = _varint(data, *self.step)[0] if self.step != (0, 0) else 0
        return number - 2**64 if number >= 2**63 else number


class BrokenEventError(Exception):
    """The bytes are no event."""


def text_of_tag(tag: bytes) -> str:
    """Return a tag as text."""
    return tag.decode("utf-8", errors="replace")


def event_of(data: memoryview) -> Event:
    """Return where the scalars of an event stand; images and the like are passed over by their lengths.

    Raises
    ------
    BrokenEventError
        A field reaches beyond its message.
    """
    time, step = (0, 0), (0, 0)
    scalars: list[Scalar] = []
    for number, kind, place in _fields(data, (0, len(data))):
        if (number, kind) == (_WALL_TIME, _FIXED64):
            time = place
        elif (number, kind) == (_STEP, _VARINT):
            step = place
        elif (number, kind) == (_SUMMARY, _BYTES):
            scalars += _scalars(data, place)
    return Event(time, step, tuple(scalars))


def _scalars(data: memoryview, summary: Place) -> Iterator[Scalar]:
    for number, kind, place in _fields(data, summary):
        if (number, kind) == (_VALUE, _BYTES) and (scalar := _scalar(data, place)):
            yield scalar


def _scalar(data: memoryview, message: Place) -> Scalar | None:
    """Return the scalar that a value of a summary is, or None."""
    tag: Place | None = None
    found: tuple[Place, str] | None = None
    for number, kind, place in _fields(data, message):
        if (number, kind) == (_TAG, _BYTES):
            tag = place
        elif (number, kind) == (_SIMPLE_VALUE, _FIXED32):
            found = place, "<f4"
        elif (number, kind) == (_TENSOR, _BYTES):
            found = _tensor(data, place)
        elif (number, kind) == (_METADATA, _BYTES) and _plugin(data, place) not in ("", "scalars"):
            return None
    return Scalar(tag, *found) if tag and found else None


def _tensor(data: memoryview, message: Place) -> tuple[Place, str] | None:
    """Return where the one value of a tensor stands and how it is written, or None if it is no scalar."""
    dtype, found = 0, None
    for number, kind, place in _fields(data, message):
        if (number, kind) == (_DTYPE, _VARINT):
            dtype = _varint(data, *place)[0]
        elif number == _CONTENT and dtype in _KINDS:
            found = place, _KINDS[dtype]
        elif (number, dtype) in _NUMBERS:
            found = place, _NUMBERS[number, dtype]
        elif (number, dtype) == (_HALF_VALUES, _HALF):
            return (place, _WRITTEN_AS_VARINT) if _varint(data, *place)[1] == place[1] else None
    if found is None or found[0][1] - found[0][0] != np.dtype(found[1]).itemsize:
        return None
    return found


def _plugin(data: memoryview, metadata: Place) -> str:
    """Return the name of the plugin that a summary is written for."""
    for number, kind, place in _fields(data, metadata):
        if (number, kind) == (_PLUGIN_DATA, _BYTES):
            for inner, inner_kind, name in _fields(data, place):
                if (inner, inner_kind) == (_PLUGIN_NAME, _BYTES):
                    return text_of_tag(data[slice(*name)].tobytes())
    return ""


def _fields(data: memoryview, message: Place) -> Iterator[tuple[int, int, Place]]:
    """Pass number, kind and place of the fields of a message."""
    start, end = message
    while start < end:
        key, start = _varint(data, start, end)
        kind = key & 7
        if kind == _VARINT:
            stop = _varint(data, start, end)[1]
        elif kind == _BYTES:
            length, start = _varint(data, start, end)
            stop = start + length
        elif kind in (_FIXED32, _FIXED64):
            stop = start + (4 if kind == _FIXED32 else 8)
        else:
            raise BrokenEventError
        if stop > end:
            raise BrokenEventError
        yield key >> 3, kind, (start, stop)
        start = stop


def _varint(data: memoryview, start: int, end: int) -> tuple[int, int]:
    """Return a number of seven bits a byte, and the place behind it."""
    number = 0
    for count, byte in enumerate(data[start : min(end, start + _LONGEST_VARINT)]):
        number |= (byte & 0x7F) << (7 * count)
        if byte < 0x80:  # noqa: PLR2004  (the highest bit says that another byte follows)
            return number, start + count + 1
    raise BrokenEventError
