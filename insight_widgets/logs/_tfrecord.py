"""Frames of a TFRecord file: length, checksum of the length, data, checksum of the data."""

from __future__ import annotations

from dataclasses import dataclass
from struct import Struct
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.logs._crc32c import masked_crc32c

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

HEADER, FOOTER = 12, 4
LONGEST_CHECKED = 2**10
"""Bytes of the longest data whose checksum is computed; scalars are far shorter, images are passed over."""

_LENGTH = Struct("<Q")


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """The frames of a file from some offset on.

    Attributes
    ----------
    starts, lengths : ndarray of int64, shape (n,)
        Where the data of each whole frame begin, and of how many bytes they are.
    end : int
        Offset behind the last whole frame.
    broken : int or None
        Offset of the first frame whose length is damaged; nothing behind it can be read.
    """

    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    end: int
    broken: int | None = None


def frames_of(data: NDArray[np.uint8], offset: int = 0) -> Frames:
    """Return the frames of a file's bytes, from the frame on that begins at `offset`."""
    pairs = np.array(list(_frames(memoryview(data), offset)), dtype=np.int64).reshape(-1, 2)
    starts, lengths = pairs[:, 0], pairs[:, 1]
    headers = data[starts[:, np.newaxis] + np.arange(-HEADER, 0)]
    sound = masked_crc32c(headers[:, :8]) == headers[:, 8:].copy().view("<u4").ravel()
    count = len(sound) if sound.all() else int(np.argmin(sound))
    starts, lengths, tail = starts[:count], lengths[:count], lengths[count:]
    whole = len(starts) and int(starts[-1] + lengths[-1]) + FOOTER > len(data)
    if whole:
        starts, lengths = starts[:-1], lengths[:-1]
    end = int(starts[-1] + lengths[-1]) + FOOTER if len(starts) else offset
    return Frames(starts, lengths, end, end if len(tail) else None)


def _frames(data: memoryview, offset: int) -> Iterator[tuple[int, int]]:
    """Pass start and length of the data of each frame, the last of which may be cut."""
    size = len(data)
    while offset + HEADER <= size:
        (length,) = _LENGTH.unpack_from(data, offset)
        if length > size:
            yield offset + HEADER, 0 if length >= 2**63 else length
            return
        yield offset + HEADER, length
        offset += HEADER + length + FOOTER


def damaged(data: NDArray[np.uint8], starts: NDArray[np.int64], length: int) -> NDArray[np.bool_]:
    """Return which of some frames of one length do not have the checksum that is written behind them."""
    if length > LONGEST_CHECKED:
        return np.zeros(len(starts), dtype=bool)
    rows = data[starts[:, np.newaxis] + np.arange(length + FOOTER)]
    written = rows[:, length:].copy().view("<u4").ravel()
    differ: NDArray[np.bool_] = masked_crc32c(rows[:, :length]) != written
    return differ
