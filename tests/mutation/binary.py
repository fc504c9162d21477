"""Ways to damage files of any kind, and those that are no text: images, packed tables."""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from random import Random

_PNG = b"\x89PNG\r\n\x1a\n"
_HEADER = 64
_WORDS = (
    b"\0\0\0\0",
    b"\xff\xff\xff\xff",
    b"\x7f\xff\xff\xff",
    b"\0\0\xff\xff",
    b"\xff\xff\0\0",
    b"\0\0\0\1",
)
_SIDES = (0, 1, 7, 60_000, 2**31 - 1, 2**32 - 1)


def truncate(data: bytes, rng: Random) -> bytes:
    """Keep the start only."""
    return data[: rng.randrange(len(data) + 1)]


def flip_bits(data: bytes, rng: Random) -> bytes:
    """Flip some bits."""
    changed = bytearray(data)
    for _ in range(rng.choice([1, 2, 8, 64]) if changed else 0):
        changed[rng.randrange(len(changed))] ^= 1 << rng.randrange(8)
    return bytes(changed)


def insert_bytes(data: bytes, rng: Random) -> bytes:
    """Insert bytes at random."""
    place = rng.randrange(len(data) + 1)
    return data[:place] + rng.randbytes(rng.choice([1, 3, 100])) + data[place:]


def delete_bytes(data: bytes, rng: Random) -> bytes:
    """Delete some bytes."""
    place = rng.randrange(len(data) + 1)
    return data[:place] + data[place + rng.choice([1, 4, 40]) :]


def change_header(data: bytes, rng: Random) -> bytes:
    """Write another number into the header, or at the end, where packed files have their lengths."""
    place = rng.choice([rng.randrange(_HEADER), max(len(data) - rng.randrange(_HEADER), 0)])
    return data[:place] + rng.choice(_WORDS) + data[place + 4 :]


def change_size(data: bytes, rng: Random) -> bytes:
    """Let a PNG claim another size, with the right checksum; other files get another header."""
    if not data.startswith(_PNG):
        return change_header(data, rng)
    head = b"IHDR" + struct.pack(">II", rng.choice(_SIDES), rng.choice(_SIDES)) + data[24:29]
    return data[:12] + head + struct.pack(">I", zlib.crc32(head)) + data[33:]


def append_bytes(data: bytes, rng: Random) -> bytes:
    """Append the file itself, zeros or anything."""
    return data + rng.choice([data, b"\0" * 1000, rng.randbytes(50)])


ANY = (truncate, flip_bits, insert_bytes, delete_bytes)
PACKED = (*ANY, change_header, change_size, append_bytes)
