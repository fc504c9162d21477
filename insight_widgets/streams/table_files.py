"""Parquet and Arrow files: what they say of themselves, and their rows, a batch at a time."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import ReadError, shorten
from insight_widgets.streams.locations import is_address, opened
from insight_widgets.streams.parquet_footer import group_ranges
from insight_widgets.tables.nested import head_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PARQUET_SUFFIXES = (".parquet", ".pq")
ARROW_SUFFIXES = (".arrow", ".feather", ".ipc")
HEAD_ROWS = 2**16
"""Rows that tell what is in a column."""

_BUFFER = 2**20
"""Bytes of a column that are read at a time; of far away files, whole columns of a part are fetched."""

SUFFIXES = (*PARQUET_SUFFIXES, *ARROW_SUFFIXES)


@dataclass(frozen=True, slots=True)
class Piece:
    """Rows of a file that are read together: a row group, a record batch, or all.

    Attributes
    ----------
    number : int
    rows : int
    ranges : dict of str to tuple
        Smallest and largest cell of the columns that tell it, by column.
    blank : frozenset of str
        Those of these columns in which a cell is blank, too.
    """

    number: int
    rows: int
    ranges: dict[str, tuple[Any, Any]]
    blank: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What a file says of itself.

    Attributes
    ----------
    schema : pyarrow.Schema
    pieces : tuple of Piece
    """

    schema: Any
    pieces: tuple[Piece, ...]


def facts_of(location: str) -> FileFacts:
    """Return what a file says of itself, without its rows; those of streams are counted.

    Raises
    ------
    ReadError
        Two columns have one name.
    """
    facts = _facts_of(location)
    repeated = [name for name, times in Counter(facts.schema.names).items() if times > 1]
    if repeated:
        raise ReadError(f'every column needs its own name; "{shorten(repeated[0])}" stands twice')
    return facts


def _facts_of(location: str) -> FileFacts:
    if location.lower().endswith(PARQUET_SUFFIXES):
        return _parquet_facts(location)
    with _arrow(location) as reader:
        if hasattr(reader, "num_record_batches"):
            sizes = [reader.get_batch(place).num_rows for place in range(reader.num_record_batches)]
            return FileFacts(reader.schema, tuple(Piece(at, rows, {}) for at, rows in enumerate(sizes)))
        return FileFacts(reader.schema, (Piece(0, sum(batch.num_rows for batch in reader), {}),))


def first_rows(location: str, facts: FileFacts, columns: Sequence[str]) -> Any:
    """Return the first rows of a file, at most `HEAD_ROWS`, as a table of Arrow.

    Parameters
    ----------
    columns : sequence of str
        As those of `batches_of`.
    """
    import pyarrow as pa

    behind = accumulate(piece.rows for piece in facts.pieces)
    enough = next((place for place, rows in enumerate(behind, 1) if rows >= HEAD_ROWS), None)
    pieces = [piece.number for piece in facts.pieces[:enough]]
    found: list[Any] = []
    for batch in batches_of(location, pieces, columns, HEAD_ROWS):
        found.append(batch)
        if sum(one.num_rows for one in found) >= HEAD_ROWS:
            break
    whole = pa.concat_tables(found) if found else facts.schema.empty_table()
    return whole.slice(0, HEAD_ROWS)


def batches_of(
    location: str, pieces: Sequence[int], columns: Sequence[str], size: int, texts: Sequence[str] = ()
) -> Iterator[Any]:
    """Yield the rows of some pieces of a file as tables of Arrow of at most so many rows.

    Parameters
    ----------
    columns : sequence of str
        Names of columns; of members of structures with a dot.
    texts : sequence of str
        Columns of texts that repeat, which are better left as dictionaries.
    """
    import pyarrow as pa

    if location.lower().endswith(PARQUET_SUFFIXES):
        with _source(location) as source, _parquet(source, texts, far=is_address(location)) as file:
            for batch in file.iter_batches(
                size, row_groups=list(pieces), columns=list(columns), use_threads=False
            ):
                yield pa.Table.from_batches([batch])
        return
    with _arrow(location) as reader:
        heads = list(dict.fromkeys(head_of(name, reader.schema.names) for name in columns))
        every = hasattr(reader, "num_record_batches")
        found = map(reader.get_batch, pieces) if every else iter(reader)
        for batch in found:
            table = pa.Table.from_batches([batch]).select(heads)
            for start in range(0, table.num_rows, size):
                yield table.slice(start, size)


def _parquet(source: Any, texts: Sequence[str], *, far: bool) -> Any:
    from pyarrow import parquet

    try:
        return parquet.ParquetFile(source, read_dictionary=texts, buffer_size=_BUFFER, pre_buffer=far)
    except KeyError:  # a column of texts is one of lists in this file
        return parquet.ParquetFile(source, buffer_size=_BUFFER, pre_buffer=far)


@contextmanager
def _source(location: str) -> Iterator[Any]:
    """Open a file; one of this machine is opened by Arrow itself."""
    if not is_address(location):
        yield location
        return
    with opened(location) as file:
        yield file


def _parquet_facts(location: str) -> FileFacts:
    from pyarrow import parquet

    with _source(location) as source, parquet.ParquetFile(source) as file:
        metadata = file.metadata
        rows = (metadata.row_group(number).num_rows for number in range(metadata.num_row_groups))
        told = enumerate(zip(rows, group_ranges(source, metadata.num_row_groups), strict=True))
        pieces = tuple(Piece(number, count, of.ranges, of.blank) for number, (count, of) in told)
        return FileFacts(file.schema_arrow, pieces)


@contextmanager
def _arrow(location: str) -> Iterator[Any]:
    """Open an Arrow file or stream; one of this machine is mapped into memory."""
    import pyarrow as pa

    with pa.memory_map(location) if not is_address(location) else opened(location) as source:
        try:
            yield pa.ipc.open_file(source)
        except pa.ArrowInvalid:
            source.seek(0)
            yield pa.ipc.open_stream(source)
