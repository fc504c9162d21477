"""Arrow columns of a Hugging Face data set as labels and boxes; no loop over boxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.naming import natural_order
from insight_widgets.tables.cells import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

_FEW_PLACES = 2


@dataclass(frozen=True, slots=True)
class Records:
    """Labels or boxes.

    Attributes
    ----------
    image : ndarray of int64, shape (n,)
        Row of the image.
    number : ndarray of int64, shape (n,)
        Class number; -1 for none.
    names : tuple of str
        What the numbers are places in.
    """

    image: NDArray[np.int64]
    number: NDArray[np.int64]
    names: tuple[str, ...]


def label_records(column: Any, names: Sequence[str] | None) -> Records:
    """Return the labels of a column of one label an image; null and -1 are no label."""
    number, names = _numbered(_whole(column), names)
    row = np.flatnonzero(number >= 0)
    return Records(row, number[row], names)


def list_records(column: Any, names: Sequence[str] | None) -> Records:
    """Return the labels of a column of lists, of class numbers or names, or of a 0 or 1 for each class."""
    lists = _whole(column)
    image, values = list_rows(lists), lists.flatten()
    width = _flag_width(lists, values, names)
    if width:
        flags = _floats(values) == 1
        listed = tuple(names or map(str, range(width)))
        return Records(image[flags], (np.arange(len(flags)) % width)[flags], listed)
    number, names = _numbered(values, names)
    kept = number >= 0
    return Records(image[kept], number[kept], names)


def object_column(table: Any, path: tuple[str, ...]) -> Any:
    """Return what all objects have at a path (column, or column and member), a list for each image."""
    import pyarrow as pa
    import pyarrow.compute as pc

    column = _whole(table.column(path[0]))
    if len(path) == 1:
        return column
    if not pa.types.is_struct(column.type):  # a list of objects rather than an object of lists
        members = pc.struct_field(column.flatten(), path[1])
        return pa.LargeListArray.from_arrays(_offsets(column), members)
    return pc.struct_field(column, path[1])


def box_records(labels: Any, names: Sequence[str] | None) -> Records:
    """Return image and class of all objects, given a column of lists; objects without a class stay."""
    number, names = _numbered(labels.flatten(), names)
    return Records(list_rows(labels), number, names)


def box_values(column: Any) -> NDArray[np.float64]:
    """Return the four numbers of all boxes, shape (n, 4); NaN where there are not four."""
    import pyarrow.compute as pc

    boxes = column.flatten()
    lengths = pc.fill_null(pc.list_value_length(boxes), 0).to_numpy(zero_copy_only=False)
    four = lengths == 4  # noqa: PLR2004
    values = np.full((len(boxes), 4), np.nan)
    numbers = _floats(boxes.flatten())
    values[four] = numbers[np.repeat(four, lengths)].reshape(-1, 4)
    return values


def flags(column: Any) -> NDArray[np.bool_]:
    """Return which objects are marked, given a column of lists; null is no."""
    values = _floats(column.flatten())
    marked: NDArray[np.bool_] = np.nan_to_num(values) != 0
    return marked


def list_rows(lists: Any) -> NDArray[np.int64]:
    """Return the row of every element of a column of lists."""
    return np.repeat(np.arange(len(lists)), _lengths(lists))


def sides(table: Any, names: Sequence[str]) -> NDArray[np.int32]:
    """Return width and height of the images, shape (2, n); 0 where they are not told."""
    columns = [np.nan_to_num(_floats(_whole(table.column(name)))) for name in names]
    return np.array(columns).clip(0, np.iinfo(np.int32).max).astype(np.int32)


def _whole(column: Any) -> Any:
    """Return a column in one piece."""
    import pyarrow as pa

    pieces = column.combine_chunks()
    return pa.concat_arrays(pieces.chunks) if isinstance(pieces, pa.ChunkedArray) else pieces


def _lengths(lists: Any) -> NDArray[np.int64]:
    import pyarrow.compute as pc

    lengths = pc.fill_null(pc.list_value_length(lists), 0)
    return np.asarray(lengths.to_numpy(zero_copy_only=False), dtype=np.int64)


def _offsets(lists: Any) -> Any:
    import pyarrow as pa

    return pa.array(np.concatenate([[0], np.cumsum(_lengths(lists))]).astype(np.int64))


def _floats(values: Any) -> NDArray[np.float64]:
    """Return numbers, NaN for null."""
    import pyarrow as pa

    return np.asarray(values.cast(pa.float64()).to_numpy(zero_copy_only=False), dtype=np.float64)


def _numbered(values: Any, names: Sequence[str] | None) -> tuple[NDArray[np.int64], tuple[str, ...]]:
    """Return class numbers, -1 for none, and what they are places in: the list, or the values found."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if names is not None and pa.types.is_integer(values.type):
        numbers = pc.fill_null(values.cast(pa.int64()), -1)
        return numbers.to_numpy(zero_copy_only=False), tuple(names)
    coded = values.dictionary_encode()
    written = [text(value) for value in coded.dictionary.to_pylist()]
    listed = tuple(names) if names is not None else natural_order(name for name in written if name)
    places = {name: place for place, name in enumerate(listed)}
    lookup = np.array([*(places.get(name, -1) for name in written), -1], dtype=np.int64)
    return lookup[pc.fill_null(coded.indices, len(written)).to_numpy(zero_copy_only=False)], listed


def _flag_width(lists: Any, values: Any, names: Sequence[str] | None) -> int:
    """Return the length of the lists if each has a 0 or 1 for every class, else 0."""
    import pyarrow as pa

    lengths = _lengths(lists)
    width = int(lengths[0]) if len(lengths) else 0
    if names is not None or width < _FEW_PLACES or (lengths != width).any():
        return 0
    if pa.types.is_boolean(values.type):
        return width
    if not (pa.types.is_floating(values.type) or (pa.types.is_integer(values.type) and width > _FEW_PLACES)):
        return 0
    return width if np.isin(_floats(values), (0, 1)).all() else 0
