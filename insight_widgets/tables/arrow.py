"""Columns of Arrow, taken as they lie in memory: cells become objects only where they are distinct."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.tables.cells import number
from insight_widgets.tables.column import Coded, Column, encode

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


class ArrowColumn(Column):
    """A column of Arrow.

    Parameters
    ----------
    load : callable
        Returns the column, a `pyarrow.ChunkedArray`; called when the column is first asked for.
    length : int
        Its number of cells, n.
    """

    def __init__(self, load: Callable[[], Any], length: int) -> None:
        self._load = load
        self._length = length

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, row: int) -> Any:
        return self._array[row].as_py()

    @cached_property
    def coded(self) -> Coded:
        """The column by its distinct cells."""
        import pyarrow as pa

        array = self._array
        if pa.types.is_null(array.type):
            return Coded(np.zeros(len(self), dtype=np.int64), [None] if len(self) else [])
        if pa.types.is_nested(array.type):
            return encode(array.to_pylist())
        if not pa.types.is_dictionary(array.type):
            array = array.dictionary_encode()
        whole = array.unify_dictionaries().combine_chunks()
        if isinstance(whole, pa.ChunkedArray):  # so where there is no chunk
            return Coded(np.zeros(0, dtype=np.int64), [])
        values = whole.dictionary.to_pylist()
        codes = buffer_of(whole.indices.fill_null(len(values)) if whole.null_count else whole.indices)
        codes = codes.astype(np.int64)
        return Coded(codes, [*values, None]).of_used()

    @cached_property
    def numbers(self) -> NDArray[np.float64]:
        """The column as numbers, shape (n,)."""
        import pyarrow as pa

        kind = self._array.type
        if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind):
            return numbers_of(self._array)
        if pa.types.is_string(kind):
            return _numbers_of_texts(self._array)
        told = np.array([number(value) for value in self.coded.values], dtype=np.float64)
        return told[self.coded.codes]

    @cached_property
    def _array(self) -> Any:
        return self._load()


def _numbers_of_texts(array: Any) -> NDArray[np.float64]:
    """Return texts as numbers, shape (n,): read from their bytes, and what is not plain, one by one."""
    from insight_widgets.readers._text_numbers import decimals

    whole = array.combine_chunks() if hasattr(array, "chunks") else array
    if hasattr(whole, "chunks"):  # so where there is no chunk
        return np.zeros(0)
    held = whole.buffers()
    ends = np.frombuffer(held[1], dtype=np.int32, count=len(whole) + 1, offset=4 * whole.offset)
    data = np.zeros(1, dtype=np.uint8) if not held[2] else np.frombuffer(held[2], dtype=np.uint8)
    found, sure = decimals(data, ends[:-1].astype(np.int64), np.diff(ends).astype(np.int64))
    for row in np.flatnonzero(~sure).tolist():
        found[row] = number(whole[row].as_py())
    return found


def arrow_column(array: Any) -> ArrowColumn:
    """Return a column that is there already."""
    return ArrowColumn(lambda: array, len(array))


def numbers_of(array: Any) -> NDArray[np.float64]:
    """Return numbers of Arrow, of one piece or several, shape (n,); NaN for blanks.

    They are taken from its memory: Arrow's own way to numpy imports pandas.
    """
    found = [_numbers_of_piece(piece) for piece in getattr(array, "chunks", [array])]
    return found[0] if len(found) == 1 else np.concatenate([np.zeros(0), *found])


def _numbers_of_piece(array: Any) -> NDArray[np.float64]:
    import pyarrow as pa
    from pyarrow import compute

    if pa.types.is_boolean(array.type) or pa.types.is_float16(array.type):
        array = array.cast(pa.float32())
    if array.null_count:
        return numbers_of(compute.fill_null(array.cast(pa.float64(), safe=False), float("nan")))
    return buffer_of(array).astype(np.float64)


def buffer_of(array: Any) -> NDArray[Any]:
    """Return numbers of Arrow without blanks as they lie in memory, shape (n,)."""
    import pyarrow as pa

    unsigned, size = pa.types.is_unsigned_integer(array.type), array.type.bit_width // 8
    kind = f"{'f' if pa.types.is_floating(array.type) else 'u' if unsigned else 'i'}{size}"
    data = array.buffers()[1]
    if data is None:
        return np.zeros(0, dtype=kind)
    return np.frombuffer(data, dtype=kind, count=len(array), offset=array.offset * size)
