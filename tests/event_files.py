"""Event files of TensorBoard, written byte by byte for tests."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

FLOAT, DOUBLE, HALF, STRING = 1, 2, 19, 7


def crc32c(data: bytes) -> int:
    """Return the plain checksum, bit by bit."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = (crc >> 1) ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def _masked(data: bytes) -> bytes:
    crc = crc32c(data)
    return struct.pack("<I", ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF)


def frame(data: bytes) -> bytes:
    length = struct.pack("<Q", len(data))
    return length + _masked(length) + data + _masked(data)


def varint(number: int) -> bytes:
    number &= 2**64 - 1
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def message(number: int, data: bytes) -> bytes:
    return varint(number << 3 | 2) + varint(len(data)) + data


def event(step: int, *values: bytes) -> bytes:
    time = b"\x09" + struct.pack("<d", 1e9 + step)
    return frame(time + (b"\x10" + varint(step) if step else b"") + message(5, b"".join(values)))


def simple(tag: str, value: float) -> bytes:
    return message(1, message(1, tag.encode()) + b"\x15" + struct.pack("<f", value))


def tensor(tag: str, dtype: int, content: bytes, plugin: str = "scalars") -> bytes:
    """Return a value of the new style; `content` is the tensor's fields behind its kind."""
    metadata = message(9, message(1, message(1, plugin.encode()))) if plugin else b""
    return message(1, message(1, tag.encode()) + metadata + message(8, b"\x08" + varint(dtype) + content))


def image(tag: str, size: int) -> bytes:
    return message(1, message(1, tag.encode()) + message(4, message(4, bytes(size))))


def write(path: Path, *events: bytes) -> Path:
    start = frame(b"\x09" + struct.pack("<d", 1e9) + message(3, b"brain.Event:2"))
    path.write_bytes(start + b"".join(events))
    return path
