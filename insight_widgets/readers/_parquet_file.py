"""Parquet files as one table; no column is read before it is needed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import ReadError
from insight_widgets.streams.converted import Converted, converted
from insight_widgets.streams.layout import Layout
from insight_widgets.tables import Table
from insight_widgets.tables.arrow import ArrowColumn, arrow_column
from insight_widgets.tables.column import CellColumn
from insight_widgets.tables.header import listed
from insight_widgets.texts.where import and_more

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from insight_widgets.tables.column import Column

MOST_ROWS = 2**28
"""More rows are refused: what a file says of itself must not fill the memory."""


@dataclass(frozen=True, slots=True)
class ClassColumn:
    """A column of places in a class list that the file brings along, as the library datasets writes it.

    Attributes
    ----------
    column : str
    classes : tuple of str
    """

    column: str
    classes: tuple[str, ...]


def read_tables(files: Sequence[Path]) -> Table:
    """Return the table in one file, or in several that each hold some of its rows.

    Raises
    ------
    ReadError
        A file holds other columns than the first one, or too many rows.
    """
    from pyarrow import parquet

    source = and_more(files[0].name, len(files) - 1)
    schema = parquet.read_schema(files[0])
    for file in files[1:]:
        names = parquet.read_schema(file).names
        if names != schema.names:
            raise ReadError(f"{file}: the columns of {files[0].name} are wanted; got {listed(names)}")
    count = sum(parquet.read_metadata(file).num_rows for file in files)
    if count > MOST_ROWS:
        raise ReadError(
            f'{files[0]}: {count:,} rows are more than {MOST_ROWS:,}; refused: engine="local" counts them'
        )
    if Layout.of(schema).objects:
        return _one_a_box(files, source)
    columns = tuple(_column(files, schema.field(place), count) for place in range(len(schema.names)))
    return Table(tuple(schema.names), columns, np.arange(count), source)


def _one_a_box(files: Sequence[Path], source: str) -> Table:
    """Return a table with a row for every box of files whose rows are images with lists of boxes."""
    import pyarrow as pa
    from pyarrow import parquet

    schema = parquet.read_schema(files[0])
    layout = Layout.of(schema)
    table = pa.concat_tables([parquet.ParquetFile(file).read(columns=layout.inner()) for file in files])
    layout = layout.with_names(table) if layout.pictures() else layout
    plain, record = layout.plain(table, 0)
    return Table(tuple(plain.column_names), tuple(map(arrow_column, plain.columns)), record, source)


def converted_file(file: Path) -> Converted | None:
    """Return what a file says of itself that we have written; None of others, and if nothing can be read."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:  # told when the rows are read
        return None
    try:
        return converted(parquet.read_schema(file))
    except (pa.ArrowException, OSError, ValueError):
        return None


def class_column(file: Path) -> ClassColumn | None:
    """Return the only column of a file of which it tells the class list, or None."""
    from pyarrow import parquet

    return class_column_of(parquet.read_schema(file))


def class_column_of(schema: Any) -> ClassColumn | None:
    """Return the only column of which a schema tells the class list, or None."""
    metadata = schema.metadata or {}
    try:
        features = json.loads(metadata.get(b"huggingface", b"{}"))["info"]["features"]
        named = {column: _class_names(feature) for column, feature in features.items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    found = [ClassColumn(column, tuple(names)) for column, names in named.items() if names]
    return found[0] if len(found) == 1 else None


def _class_names(feature: Any) -> list[str]:
    """Return the class names of a feature, or of what a list of them holds."""
    while isinstance(feature, dict) and "feature" in feature:
        feature = feature["feature"]
    names = feature.get("names") if isinstance(feature, dict) else None
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        return []
    return names if len(set(names)) == len(names) else []


def _column(files: Sequence[Path], field: Any, count: int) -> Column:
    """Return a column: of pictures their names, or the numbers of their rows where they have none."""
    import pyarrow as pa

    if pa.types.is_struct(field.type) and field.type.get_field_index("path") >= 0:
        column = ArrowColumn(_loader(files, f"{field.name}.path", count, inner="path"), count)
        return column if column.words() else CellColumn(range(count))
    if pa.types.is_binary(field.type) or pa.types.is_large_binary(field.type):
        return CellColumn(range(count))
    return ArrowColumn(_loader(files, field.name, count), count)


def _loader(files: Sequence[Path], name: str, count: int, inner: str | None = None) -> Callable[[], Any]:
    def load() -> Any:
        import pyarrow as pa
        from pyarrow import compute, parquet

        tables = [parquet.ParquetFile(file).read(columns=[name]) for file in files]
        column = pa.concat_tables(tables).column(0)
        if len(column) != count:
            raise ReadError(f'{files[0].name}: {count:,} rows are told; column "{name}" has {len(column):,}')
        return column if inner is None else compute.struct_field(column, inner)

    return load
