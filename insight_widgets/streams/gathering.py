"""Tables in which the rows of an image lie far apart, sorted into files in which they lie together.

Arrow writes every batch, by its images, to some files in a temporary folder, which are then read one after
another. That takes about as much room on the disk as the columns that are read, and one more pass over them;
memory stays flat.
"""

from __future__ import annotations

from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.progress import say
from insight_widgets.streams.table_rows import decoded
from insight_widgets.texts.progress import sorted_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from insight_widgets.streams.bucket_source import BucketSource
    from insight_widgets.streams.table_plan import TablePlan
    from insight_widgets.streams.table_rows import Rows
    from insight_widgets.streams.table_source import TableSource

BUCKET_ROWS = 2**18
"""Rows of an image file, on average; the file is counted in one go."""

_MOST_BUCKETS = 512
"""Files that are open at once."""

RECORD, SPLIT = "#row", "#split"
"""Columns beside those of the table, whose headers hold no such sign."""


@contextmanager
def gathered(source: TableSource, plan: TablePlan) -> Iterator[BucketSource]:
    """Return a source in which the rows of every image lie together, as long as the context lasts."""
    from insight_widgets.streams.bucket_source import BucketSource

    rows = sum(part.rows for part in source.parts)
    buckets = min(max(rows // BUCKET_ROWS, 1), _MOST_BUCKETS)
    say(sorted_first(source.title, rows, buckets))
    with TemporaryDirectory(prefix="insight-widgets-") as folder:
        _write(source, plan, folder, buckets)
        yield BucketSource.of(source, folder)


def _write(source: TableSource, plan: TablePlan, folder: str, buckets: int) -> None:
    """Write the rows of every image to one of some files."""
    import pyarrow as pa

    writers: dict[int, Any] = {}
    schema: Any = None
    try:
        for part in source.parts:
            for name, rows in part.rows_by_split(plan):
                for bucket, table in _parted(rows, name, plan, buckets):
                    schema = schema or table.schema
                    if bucket not in writers:
                        writers[bucket] = pa.ipc.new_file(f"{folder}/{bucket:04}.arrow", schema)
                    writers[bucket].write_table(table.cast(schema))
    finally:
        for writer in writers.values():
            writer.close()


def _parted(rows: Rows, split: str, plan: TablePlan, buckets: int) -> Iterator[tuple[int, Any]]:
    """Yield the rows that go to each file."""
    import pyarrow as pa

    images = rows.images(plan)
    of_run = (images.hashes % np.uint64(buckets)).astype(np.int64)
    bucket = np.repeat(of_run, np.diff(images.starts, append=len(images)))
    order = np.argsort(bucket, kind="stable")
    table = pa.table({name: decoded(rows.columns.column(name)) for name in plan.names})
    table = table.append_column(RECORD, pa.array(rows.record)).append_column(
        SPLIT, pa.array([split] * len(bucket))
    )
    table = table.take(pa.array(order))
    borders = np.searchsorted(bucket[order], np.arange(buckets + 1))
    for number in range(buckets):
        start, end = int(borders[number]), int(borders[number + 1])
        if start < end:
            yield number, table.slice(start, end - start)
