"""The set of `large_table` as a CSV file: written once, kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.large_table import large_table

if TYPE_CHECKING:
    from pathlib import Path


def large_csv(boxes: int, classes: int = 80) -> Path:
    """Return a CSV file of so many boxes, grouped by image."""
    from pyarrow import csv, parquet

    source = large_table(boxes, classes)
    file = source.with_suffix(".csv")
    if file.exists():
        return file
    print(f"writing {file.name}, once ...", flush=True)
    unfinished = file.with_suffix(".part")
    with parquet.ParquetFile(source) as table, csv.CSVWriter(unfinished, table.schema_arrow) as writer:
        for batch in table.iter_batches():
            writer.write_batch(batch)
    unfinished.rename(file)
    return file
