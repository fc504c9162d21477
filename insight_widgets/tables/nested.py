"""Types of Arrow that hold others, and what lies in them."""

from __future__ import annotations

from typing import Any


def is_list(kind: Any) -> bool:
    """Whether cells are lists."""
    import pyarrow as pa

    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))


def is_numbers(kind: Any) -> bool:
    """Whether cells are lists of numbers."""
    import pyarrow as pa

    if not (is_list(kind) or pa.types.is_fixed_size_list(kind)):
        return False
    return bool(pa.types.is_floating(kind.value_type) or pa.types.is_integer(kind.value_type))


def is_struct(kind: Any) -> bool:
    """Whether cells are structures."""
    import pyarrow as pa

    return bool(pa.types.is_struct(kind))


def is_plain(kind: Any) -> bool:
    """Whether cells are no structures, nor lists of some or of lists."""
    import pyarrow as pa

    if is_list(kind) or pa.types.is_fixed_size_list(kind):
        return not pa.types.is_nested(kind.value_type)
    return not is_struct(kind)


def is_bytes(kind: Any) -> bool:
    """Whether cells are bytes, as those of images are."""
    import pyarrow as pa

    return bool(pa.types.is_binary(kind) or pa.types.is_large_binary(kind))


def has_path(kind: Any) -> bool:
    """Whether cells are structures with a path, as those of images are."""
    return is_struct(kind) and bool(kind.get_field_index("path") >= 0)


def kind_of(kind: Any) -> str:
    """Return of what kind a column is: numbers, texts, nothing but blanks, or something else by its name."""
    import pyarrow as pa

    if pa.types.is_dictionary(kind):
        kind = kind.value_type
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_boolean(kind):
        return "numbers"
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return "texts"
    return "" if pa.types.is_null(kind) else "lists" if is_list(kind) else str(kind)


def head_of(inner: str, names: list[str]) -> str:
    """Return the column that a member is of; names of columns may have dots, too."""
    return inner if inner in names else next(name for name in names if inner.startswith(f"{name}."))


def member(table: Any, inner: str) -> Any:
    """Return a column, or a member of a structure in it; of lists of structures, lists of the member."""
    head = head_of(inner, table.column_names)
    column = table.column(head)
    for name in filter(None, inner.removeprefix(head).split(".")):
        column = _inside(column, name)
    return column


def whole(column: Any) -> Any:
    """Return a column in one piece."""
    joined = column.combine_chunks() if hasattr(column, "chunks") else column
    return joined.chunk(0) if hasattr(joined, "chunks") else joined


def _inside(column: Any, name: str) -> Any:
    import pyarrow as pa
    from pyarrow import compute

    if is_struct(column.type):
        return compute.struct_field(column, name)
    lists = whole(column)
    make = pa.LargeListArray if pa.types.is_large_list(lists.type) else pa.ListArray
    return pa.chunked_array([make.from_arrays(lists.offsets, compute.struct_field(lists.values, name))])
