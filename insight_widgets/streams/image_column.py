"""The column of image names of an Arrow table: rows of one image mostly stand together."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from insight_widgets.stats.runs import met_again, run_starts
from insight_widgets.streams.hashing import hash_bytes, hash_numbers, hash_texts
from insight_widgets.tables.arrow import buffer_of
from insight_widgets.tables.cells import number, text
from insight_widgets.tables.column import Coded, Column
from insight_widgets.tables.names import LazyNames

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

BLANK = np.uint64(0)
"""Hash of a cell that names no image."""


class ImageColumn(Column):
    """Names of images, found by the runs of equal cells.

    Parameters
    ----------
    array : pyarrow.Array
        Whole numbers or a dictionary, n cells.
    starts : ndarray of int64, shape (runs,)
        First row of every run of equal cells.
    of_runs : pyarrow.Array
        The cells of these rows, runs.
    hashes : ndarray of uint64, shape (runs,)
        Of the name as it reads, `BLANK` where there is none.
    """

    def __init__(
        self, array: Any, starts: NDArray[np.int64], of_runs: Any, hashes: NDArray[np.uint64]
    ) -> None:
        self._array, self._of_runs = array, of_runs
        self.starts, self.hashes = starts, hashes

    @classmethod
    def of(cls, array: Any) -> ImageColumn:
        """Return the column of n whole numbers or texts in one piece; texts best as a dictionary."""
        import pyarrow as pa

        kind = array.type
        if not (pa.types.is_integer(kind) or pa.types.is_dictionary(kind)):
            array = array.dictionary_encode()
        starts = run_starts(_codes(array))
        of_runs = array.take(pa.array(starts))
        return cls(array, starts, of_runs, _hashes(of_runs))

    def part(self, start: int, end: int) -> ImageColumn:
        """Return the rows from where a run starts up to where another one does."""
        runs = slice(*np.searchsorted(self.starts, [start, end]).tolist())
        array, starts = self._array.slice(start, end - start), self.starts[runs] - start
        return ImageColumn(array, starts, self._of_runs[runs], self.hashes[runs])

    def __len__(self) -> int:
        return len(self._array)

    def __getitem__(self, row: int) -> Any:
        return self._array[row].as_py()

    @cached_property
    def numbers(self) -> NDArray[np.float64]:
        """The column as numbers, shape (n,)."""
        return np.array([number(name) for name in self.coded.values])[self.coded.codes]

    @cached_property
    def blank(self) -> NDArray[np.bool_]:
        """Which cells say nothing, shape (n,)."""
        empty = self.hashes == BLANK
        if not empty.any():
            return np.zeros(len(self), dtype=np.bool_)
        return np.repeat(empty, np.diff(self.starts, append=len(self)))

    @cached_property
    def coded(self) -> Coded:
        """The column by its distinct names."""
        length = np.diff(self.starts, append=len(self))
        runs = np.arange(len(self.starts))
        if self._torn:
            _, first, inverse = np.unique(self.hashes, return_index=True, return_inverse=True)
            order = np.argsort(first)
            rank = np.empty_like(order)
            rank[order] = np.arange(len(order))
            return Coded(np.repeat(rank[inverse], length), self._names(first[order]), stripped=True)
        return Coded(np.repeat(runs, length), self._names(runs), stripped=True)

    @cached_property
    def image_hashes(self) -> NDArray[np.uint64]:
        """The hash of every image that is named, each once, in order."""
        named: NDArray[np.uint64] = self.hashes[self.hashes != BLANK]
        if not self._torn:
            return named
        first = np.sort(np.unique(named, return_index=True)[1])
        return np.take(named, first)

    def outermost(self) -> NDArray[np.uint64]:
        """Return the hashes of the images of the smallest and the largest number; of whole numbers only."""
        from pyarrow import compute

        ends = compute.min_max(self._of_runs).as_py()
        return hash_numbers(np.array([end for end in ends.values() if end is not None], dtype=np.int64))

    @cached_property
    def numbered(self) -> bool:
        """Whether all names are whole numbers, which do not tell an image from one of another set."""
        import pyarrow as pa
        from pyarrow import compute

        if not pa.types.is_dictionary(self._of_runs.type):
            return not len(self) or bool(compute.all(compute.greater_equal(self._of_runs, 0)).as_py())
        words = self._of_runs.dictionary
        texts = [text(name) for name in words[:1].to_pylist()]
        if any(name and not name.isdecimal() for name in texts):
            return False
        if not (pa.types.is_string(words.type) or pa.types.is_large_string(words.type)):
            return all(name.isdecimal() for name in self.coded.values if name)
        names = compute.utf8_trim_whitespace(compute.fill_null(self._of_runs.cast(words.type), ""))
        told = compute.or_(compute.utf8_is_decimal(names), compute.equal(names, ""))
        return bool(compute.all(told, min_count=0).as_py())

    def last_image(self) -> int:
        """Return the first row of the image of the last rows."""
        return int(self.starts[np.flatnonzero(self.hashes != self.hashes[-1])[-1:] + 1].max(initial=0))

    def behind_first(self) -> int:
        """Return the row behind the image of the first rows."""
        others = self.starts[self.hashes != self.hashes[0]]
        return int(others[0]) if len(others) else len(self)

    @cached_property
    def _torn(self) -> bool:
        """Whether the rows of an image stand in several places."""
        return bool(len(met_again(self.hashes)))

    def _names(self, runs: NDArray[np.int64]) -> Sequence[str]:
        array = self._of_runs
        names = LazyNames(len(runs), lambda place: text(array[int(runs[place])].as_py()))
        return cast("Sequence[str]", names)


def _codes(array: Any) -> NDArray[np.int64]:
    """Return a number for every cell, equal where neighbours are equal."""
    import pyarrow as pa
    from pyarrow import compute

    if pa.types.is_dictionary(array.type):
        array = array.indices
    if array.null_count:
        array = compute.fill_null(array.cast(pa.int64()), -1)
    return buffer_of(array).astype(np.int64)


def _hashes(array: Any) -> NDArray[np.uint64]:
    import pyarrow as pa

    if not pa.types.is_dictionary(array.type):
        return _with_blanks(_of_numbers(array), array)
    used = array
    words = used.dictionary
    if pa.types.is_integer(words.type):
        hashed = _with_blanks(_of_numbers(words), words)
    elif pa.types.is_string(words.type) or pa.types.is_large_string(words.type):
        hashed = _of_texts(words)
    else:
        names = [text(word) for word in words.to_pylist()]
        hashed = np.where([bool(name) for name in names], hash_texts(names), BLANK)
    codes = _codes(used)
    return np.where(codes >= 0, hashed[codes], BLANK) if len(hashed) else np.full(len(codes), BLANK)


def _of_numbers(array: Any) -> NDArray[np.uint64]:
    import pyarrow as pa
    from pyarrow import compute

    if array.null_count:
        array = compute.fill_null(array.cast(pa.int64()), 0)
    return hash_numbers(buffer_of(array))


def _with_blanks(hashed: NDArray[np.uint64], array: Any) -> NDArray[np.uint64]:
    if not array.null_count:
        return hashed
    blank = np.array(array.is_null().to_pylist(), dtype=np.bool_)
    return np.where(blank, BLANK, hashed)


def _of_texts(words: Any) -> NDArray[np.uint64]:
    import pyarrow as pa
    from pyarrow import compute

    trimmed = compute.utf8_trim_whitespace(compute.fill_null(words, ""))
    trimmed = trimmed.cast(pa.large_string())
    if not len(trimmed):
        return np.zeros(0, dtype=np.uint64)
    _, ends, data = trimmed.buffers()
    offsets = np.frombuffer(ends, dtype=np.int64, count=len(trimmed) + 1, offset=8 * trimmed.offset)
    held = np.zeros(0, dtype=np.uint8) if data is None else np.frombuffer(data, dtype=np.uint8)
    return np.where(np.diff(offsets) > 0, hash_bytes(held, offsets), BLANK)
