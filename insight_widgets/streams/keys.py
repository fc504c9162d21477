"""Very many hashes of images: in memory as long as they are few, else in a file that is deleted by itself."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

import numpy as np

from insight_widgets.stats.runs import met_again

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    Hashes = NDArray[np.uint64]

IN_MEMORY = 2**21
"""Hashes that are kept in memory, and that are compared in one go."""

_BYTES = 8
_MOST_PASSES = 2**10


class KeyStore:
    """The hashes of the images of a split, by the place of their part.

    Looking for equal ones takes one pass over all for every two million of them, each of which looks at the
    hashes that begin with the same bits: memory stays flat, and no pairs are compared.
    """

    def __init__(self) -> None:
        self._held: list[tuple[int, Hashes]] = []
        self._file: IO[bytes] | None = None
        self._written: list[tuple[int, int, int]] = []  # place, first hash, hashes
        self._count = 0
        self._in_memory = 0

    def __len__(self) -> int:
        return self._count

    def add(self, place: int, hashes: Hashes) -> None:
        """Take the hashes of some images."""
        if not len(hashes):
            return
        self._held.append((place, hashes))
        self._count += len(hashes)
        self._in_memory += len(hashes)
        if self._in_memory > IN_MEMORY:
            self._spill()

    def repeated(self) -> Hashes:
        """Return the hashes that stand more than once, ascending."""
        found = (np.unique(met_again(hashes)) for hashes in self._by_first_bits())
        return np.concatenate([np.zeros(0, dtype=np.uint64), *found])

    def shared_with(self, other: KeyStore) -> Hashes:
        """Return the hashes that another store holds, too, ascending."""
        passes = _passes(max(len(self), len(other)))
        found = [
            np.intersect1d(self.beginning(first, passes), other.beginning(first, passes))
            for first in range(2**passes)
        ]
        return np.concatenate(found)

    def found(self, wanted: Hashes) -> Iterator[tuple[int, Hashes]]:
        """Yield those of some hashes (ascending) that a part holds, by the place of the part, in order."""
        for place, hashes in self.chunks():
            held = hashes[_among(hashes, wanted)]
            if len(held):
                yield place, held

    def beginning(self, first: int, bits: int) -> Hashes:
        """Return all hashes that begin with some bits."""
        if not bits:
            return np.concatenate([np.zeros(0, dtype=np.uint64), *(hashes for _, hashes in self.chunks())])
        shift = np.uint64(64 - bits)
        parts = [hashes[(hashes >> shift) == np.uint64(first)] for _, hashes in self.chunks()]
        return np.concatenate([np.zeros(0, dtype=np.uint64), *parts])

    def chunks(self) -> Iterator[tuple[int, Hashes]]:
        """Yield the hashes of every part, by its place, in order."""
        held = [(place, -1, number) for number, (place, _) in enumerate(self._held)]
        for place, start, number in sorted([*self._written, *held]):
            yield place, self._held[number][1] if start < 0 else self._read(start, number)

    def _by_first_bits(self) -> Iterator[Hashes]:
        passes = _passes(len(self))
        return (self.beginning(first, passes) for first in range(2**passes))

    def _spill(self) -> None:
        if self._file is None:
            self._file = TemporaryFile(prefix="insight-widgets-")  # noqa: SIM115  (closed with the store)
        self._file.seek(0, 2)
        for place, hashes in self._held:
            self._written.append((place, self._file.tell() // _BYTES, len(hashes)))
            self._file.write(hashes.tobytes())
        self._held, self._in_memory = [], 0

    def _read(self, start: int, count: int) -> Hashes:
        assert self._file is not None  # noqa: S101  (only what was written is read)
        self._file.seek(start * _BYTES)
        return np.frombuffer(self._file.read(count * _BYTES), dtype=np.uint64)


def _passes(count: int) -> int:
    """Return by how many first bits hashes are parted, so that few enough are looked at in one go."""
    return int(min(max(count // IN_MEMORY, 1), _MOST_PASSES) - 1).bit_length()


def _among(hashes: Hashes, wanted: Hashes) -> NDArray[np.bool_]:
    if not len(wanted):
        return np.zeros(len(hashes), dtype=np.bool_)
    places = np.searchsorted(wanted, hashes).clip(max=len(wanted) - 1)
    found: NDArray[np.bool_] = wanted[places] == hashes
    return found
