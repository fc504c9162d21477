"""Parquet files as one table; no column is read before it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import ReadError
from insight_widgets.streams.converted import Converted, converted
from insight_widgets.streams.table_files import facts_of
from insight_widgets.streams.table_layout import layout_of
from insight_widgets.tables import Table
from insight_widgets.tables.arrow import ArrowColumn, arrow_column
from insight_widgets.tables.column import CellColumn
from insight_widgets.tables.header import listed
from insight_widgets.tables.nested import kind_of, member
from insight_widgets.texts.files import other_kind
from insight_widgets.texts.where import and_more

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from insight_widgets.streams.table_files import FileFacts
    from insight_widgets.tables.layout import Layout


MOST_ROWS = 2**28
"""More rows are refused: what a file says of itself must not fill the memory."""


def read_tables(files: Sequence[Path], others: Sequence[Path] = ()) -> Table:
    """Return the table in one file, or in several that each hold some of its rows.

    Parameters
    ----------
    files : sequence of Path
    others : sequence of Path
        Files of other splits, which tell whether texts are boxes where these do not.

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
    layout = layout_of((str(file), _facts(file)) for file in (*files, *others))
    if layout.is_folded:
        return _unfolded(files, layout, source)
    read = [ArrowColumn(_loader(files, inner, count), count) for _, inner in layout.read]
    numbered = [CellColumn(range(count)) for _ in layout.numbered]
    return Table(layout.names, (*read, *numbered), np.arange(count), source)


def _facts(file: Path) -> FileFacts:
    try:
        return facts_of(str(file))
    except ReadError as error:
        raise ReadError(f"{file}: {error}") from None


def _unfolded(files: Sequence[Path], layout: Layout, source: str) -> Table:
    """Return a table of the plain columns of files whose cells hold more than that."""
    table = _joined(files, layout.inner())
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


def _joined(files: Sequence[Path], columns: Sequence[str]) -> Any:
    """Return some columns of all files; numbers may be whole in one file and not in another.

    Raises
    ------
    ReadError
        A column is of another kind than in the first file.
    """
    import pyarrow as pa
    from pyarrow import parquet

    tables = [parquet.ParquetFile(file).read(columns=columns) for file in files]
    for file, table in zip(files, tables, strict=True):
        for field in table.schema:
            wanted = tables[0].schema.field(field.name).type
            if "" not in (kinds := {kind_of(wanted), kind_of(field.type)}) and len(kinds) > 1:
                raise ReadError(f"{file}: {other_kind(field.name, kind_of(wanted), kind_of(field.type))}")
    return pa.concat_tables(tables, promote_options="permissive")


def _loader(files: Sequence[Path], inner: str, count: int) -> Callable[[], Any]:
    def load() -> Any:
        column = member(_joined(files, [inner]), inner)
        if len(column) != count:
            raise ReadError(f'{files[0].name}: {count:,} rows are told; column "{inner}" has {len(column):,}')
        return column

    return load
