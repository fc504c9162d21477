"""One event of TensorBoard: the fields of its protocol buffer that tell scalars, and where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_FLOAT, _DOUBLE, _LONG = Struct("<f"), Struct("<d"), Struct("<q")
_EVENT_STEP, _EVENT_SUMMARY = 2, 5
_SUMMARY_VALUE = 1
_TAG, _SIMPLE_VALUE, _TENSOR, _METADATA = 1, 2, 8, 9
_DTYPE, _CONTENT = 1, 4
_PLUGIN_DATA, _PLUGIN_NAME = 1, 1
_KINDS = {1: "<f4", 2: "<f8", 3: "<i4", 9: "<i8", 19: "<f2"}
"""Kinds of tensors that may be scalars, by their number in TensorFlow's DataType."""

_LISTS = {5: (1, "<f4"), 6: (2, "<f8")}
"""Fields of a tensor that hold its values as numbers of one kind: field to (kind, format)."""

_HALVES, _HALF = 13, 19


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a message: its number, its kind, and where its content stands."""

    number: int
    kind: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Scalar:
    """A scalar of an event.

    Attributes
    ----------
    tag : str
    value : float
    place : tuple of (start, end)
        Where in the event its bytes stand.
    kind : str
        Numpy's name of how they are written.
    """

    tag: str
    value: float
    place: tuple[int, int]
    kind: str


@dataclass(frozen=True, slots=True)
class Event:
    """The scalars of an event.

    Attributes
    ----------
    step : int
    step_place : tuple of (start, end)
        Where in the event the step stands; empty where none is written (step 0).
    scalars : tuple of Scalar
    """

    step: int
    step_place: tuple[int, int]
    scalars: tuple[Scalar, ...]


class BrokenMessageError(Exception):
    """A message ends within a field."""


def event_of(data: bytes) -> Event:
    """Return the scalars of an event; other summaries are passed over by their lengths.

    Raises
    ------
    BrokenMessageError
        The bytes are no event.
    """
    step, place = 0, (0, 0)
    scalars: list[Scalar] = []
    for field in _fields(data, 0, len(data)):
        if field.number == _EVENT_STEP and field.kind == _VARINT:
            step, place = _signed(_varint(data, field.start, field.end)[0]), (field.start, field.end)
        elif field.number == _EVENT_SUMMARY and field.kind == _BYTES:
            for value in _fields(data, field.start, field.end):
                if value.number == _SUMMARY_VALUE and (scalar := _scalar(data, value)):
                    scalars.append(scalar)
    return Event(step, place, tuple(scalars))


def _scalar(data: bytes, message: Field) -> Scalar | None:
    """Return the scalar that a value of a summary is, or None."""
    tag, found = "", None
    for field in _fields(data, message.start, message.end):
        if field.number == _TAG and field.kind == _BYTES:
            tag = data[field.start : field.end].decode("utf-8", errors="replace")
        elif field.number == _SIMPLE_VALUE and field.kind == _FIXED32:
            found = field.start, field.end, "<f4"
        elif field.number == _TENSOR and field.kind == _BYTES:
            found = _tensor(data, field)
        elif field.number == _METADATA and _plugin(data, field) not in ("", "scalars"):
            return None
    if found is None:
        return None
    start, end, kind = found
    return Scalar(tag, float(np.frombuffer(data, kind, 1, start)[0]), (start, end), kind)


def _tensor(data: bytes, message: Field) -> tuple[int, int, str] | None:
    """Return where the one value of a tensor stands and how it is written, or None if it is no scalar."""
    dtype, place = 0, None
    for field in _fields(data, message.start, message.end):
        if field.number == _DTYPE and field.kind == _VARINT:
            dtype = _varint(data, field.start, field.end)[0]
        elif field.number == _CONTENT and field.kind == _BYTES:
            place = field.start, field.end, _KINDS.get(dtype, "")
        elif field.number in _LISTS and _LISTS[field.number][0] == dtype:
            place = field.start, field.end, _LISTS[field.number][1]
        elif field.number == _HALVES and dtype == _HALF:
            return _half(data, field)
    if place is None or not place[2] or place[1] - place[0] != np.dtype(place[2]).itemsize:
        return None
    return place


def _half(data: bytes, field: Field) -> tuple[int, int, str] | None:
    return None


def _plugin(data: bytes, metadata: Field) -> str:
    """Return the plugin that a summary is written for."""
    for field in _fields(data, metadata.start, metadata.end):
        if field.number == _PLUGIN_DATA and field.kind == _BYTES:
            for inner in _fields(data, field.start, field.end):
                if inner.number == _PLUGIN_NAME and inner.kind == _BYTES:
                    return data[inner.start : inner.end].decode("utf-8", errors="replace")
    return ""
