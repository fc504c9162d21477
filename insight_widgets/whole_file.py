"""Small files read whole, very many of them."""

from __future__ import annotations

import os

_PIECE = 2**14
"""Bytes; most label files are smaller."""

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0)


def read_whole(file: str) -> bytes:
    """Return the bytes of a file.

    The system is asked three times, to open, to read and to close, where `open` asks it more than twice as
    often: of small files that is half the time.

    Raises
    ------
    OSError
        The file cannot be read.
    """
    descriptor = os.open(file, _FLAGS)
    try:
        pieces = [os.read(descriptor, _PIECE)]
        while len(pieces[-1]) == _PIECE:
            pieces.append(os.read(descriptor, _PIECE))
    finally:
        os.close(descriptor)
    return b"".join(pieces)
