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
from insight_widgets.streams.part_problems import StepLogs, ToldBefore
from insight_widgets.streams.table_rows import decoded
from insight_widgets.texts.progress import sorted_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from insight_widgets.streams.bucket_source import BucketSource
    from insight_widgets.streams.row_source import RowSource
    from insight_widgets.streams.table_plan import TablePlan
    from insight_widgets.streams.table_rows import Rows

BUCKET_ROWS = 2**18
"""Rows of an image file, on average; the file is counted in one go."""

_MOST_BUCKETS = 512
"""Files that are open at once."""

RECORD, SPLIT = "#row", "#split"
"""Columns beside those of the table, whose headers hold no such sign."""


def bucket_file(bucket: int, schema: int) -> str:
    """Return what a file of rows is called."""
    return f"{bucket:04}-{schema}.arrow"


def bucket_of(file: str) -> str:
    """Return which files hold rows of the same images, by the name of one."""
    return file.rpartition("-")[0]


@contextmanager
def gathered(source: RowSource, plan: TablePlan, failed: Mapping[int, str]) -> Iterator[BucketSource]:
    """Return a source in which the rows of every image lie together, as long as the context lasts.

    Parts that cannot be read are left out, and told.
    """
    from insight_widgets.streams.bucket_source import BucketSource

    rows = source.rows
    buckets = min(max(rows // BUCKET_ROWS, 1), _MOST_BUCKETS)
    say(sorted_first(source.title, rows, buckets))
    with TemporaryDirectory(prefix="insight-widgets-") as folder:
        told = _write(source, plan, folder, buckets, failed)
        yield BucketSource.of(source, folder, told)


def _write(
    source: RowSource, plan: TablePlan, folder: str, buckets: int, failed: Mapping[int, str]
) -> ToldBefore:
    """Write the rows of every image to one of some files; return what was found meanwhile.

    Tables whose columns are of other types, as whole numbers and fractions are, go to files of their own.
    """
    import pyarrow as pa

    told = ToldBefore()
    writers: dict[tuple[int, int], Any] = {}
    schemas: list[Any] = []
    try:
        for place, part in enumerate(source.parts):
            if place in failed:
                told.add_failed(place, part, failed[place])
                continue
            logs = StepLogs()
            for name, rows in part.rows_by_split(plan, logs):
                for bucket, table in _parted(rows, name, plan, buckets):
                    if table.schema not in schemas:
                        schemas.append(table.schema)
                    file = bucket, schemas.index(table.schema)
                    if file not in writers:
                        writers[file] = pa.ipc.new_file(f"{folder}/{bucket_file(*file)}", table.schema)
                    writers[file].write_table(table)
            told.add(place, plan.split_of(part), logs.steps())
    finally:
        for writer in writers.values():
            writer.close()
    return told


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
