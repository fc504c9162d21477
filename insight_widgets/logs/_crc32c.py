"""CRC-32C (Castagnoli) of many byte strings of one length at once, masked as TFRecord files have it.

The polynomial is that of RFC 3720; the mask is the rotation and constant of the TFRecord format.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_POLYNOMIAL = 0x82F63B78
_MASK = 0xA282EAD8


@cache
def _table() -> NDArray[np.uint32]:
    """Return the remainders of all bytes."""
    values = np.arange(256, dtype=np.uint32)
    for _ in range(8):
        values = np.where(values & 1, (values >> 1) ^ np.uint32(_POLYNOMIAL), values >> 1).astype(np.uint32)
    return values


def masked_crc32c(strings: NDArray[np.uint8]) -> NDArray[np.uint32]:
    """Return the masked checksums of byte strings.

    Parameters
    ----------
    strings : ndarray of uint8, shape (n, length)

    Returns
    -------
    ndarray of uint32, shape (n,)
    """
    table = _table()
    crc = np.full(len(strings), 0xFFFFFFFF, dtype=np.uint32)
    for column in strings.T:
        crc = table[(crc ^ column) & 0xFF] ^ (crc >> 8)
    crc = ~crc
    return (((crc >> 15) | (crc << 17)) + np.uint32(_MASK)).astype(np.uint32)
