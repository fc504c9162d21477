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
    """The whole frames of a file from some offset on, up to the first that is cut or damaged.

    Attributes
    ----------
    starts, lengths : ndarray of int64, shape (n,)
        Where the data of each frame begin, and of how many bytes they are.
    end : int
        Offset behind the last frame.
    """

    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]
    end: int


def frames_of(data: NDArray[np.uint8], offset: int = 0) -> Frames:
    """Return the frames of a file's bytes, from the frame on that begins at `offset`."""
    pairs = np.array(list(_frames(data.data, offset)), dtype=np.int64).reshape(-1, 2)
    headers = data[pairs[:, :1] + np.arange(-HEADER, 0)]
    sound = masked_crc32c(headers[:, :8]) == headers[:, 8:].copy().view("<u4").ravel()
    starts, lengths = pairs[: len(sound) if sound.all() else int(np.argmin(sound))].T
    return Frames(starts, lengths, int(starts[-1] + lengths[-1]) + FOOTER if len(starts) else offset)


def _frames(data: memoryview, offset: int) -> Iterator[tuple[int, int]]:
    """Pass start and length of the data of each whole frame."""
    size = len(data)
    while offset + HEADER + FOOTER <= size:
        (length,) = _LENGTH.unpack_from(data, offset)
        start = offset + HEADER
        offset = start + length + FOOTER
        if offset > size:
            return
        yield start, length


def damaged(data: NDArray[np.uint8], starts: NDArray[np.int64], length: int) -> NDArray[np.bool_]:
    """Return which of some frames of one length do not have the checksum that is written behind them."""
    if length > LONGEST_CHECKED:
        return np.zeros(len(starts), dtype=bool)
    rows = data[starts[:, np.newaxis] + np.arange(length + FOOTER)]
    written = rows[:, length:].copy().view("<u4").ravel()
    differ: NDArray[np.bool_] = masked_crc32c(rows[:, :length]) != written
    return differ
