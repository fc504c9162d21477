"""Tables of any size written as Parquet: counted first, then written a batch at a time; memory stays flat."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

from insight_widgets.columns import Images, Split, image_names, unknown_sizes
from insight_widgets.dataset import split_order
from insight_widgets.errors import DataError, ReadError
from insight_widgets.export.files import refuse_those_there
from insight_widgets.progress import track
from insight_widgets.staging import staged
from insight_widgets.streams.conversion import file_names, rows_table, told_beside
from insight_widgets.streams.converted import METADATA, VERSION
from insight_widgets.streams.row_source import RowSource
from insight_widgets.streams.running import Run, counted_by
from insight_widgets.streams.table_rows import checked_rows
from insight_widgets.texts.progress import WRITING

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Self

    from insight_widgets.streams.stream import Stream
    from insight_widgets.streams.table_plan import TablePlan
    from insight_widgets.streams.table_rows import Rows
    from insight_widgets.streams.tally import Tally

GROUP_ROWS = 2**18
"""Rows of a row group, which are held until it is written."""

_ACROSS = {"leak"}
"""Codes of what is found between files once they are written."""


def convert_in_parts(
    stream: Stream, folder: Path, *, progress: bool = True, overwrite: bool = False
) -> list[Path]:
    """Write a Parquet file for every split of tables that are never in memory as a whole.

    Parameters
    ----------
    stream : Stream
        Of tables; its engine counts them.
    folder : Path
        Made if it is not there.
    progress : bool
        Whether long work shows a progress bar.
    overwrite : bool
        Whether files that are there are replaced.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    ReadError
        Nothing can be read, or the folder cannot be written.
    DataError
        The data are no tables.
    InsightError
        There is one of the files already.
    """
    if not isinstance(stream.source, RowSource):
        raise DataError(f"{stream.title}: tables are converted in parts; leave the engine out for other data")
    if not overwrite:  # before the long work, as far as it is known what will be written
        refuse_those_there(_foreseen(stream.source, folder))
    with counted_by(stream.source, Run(stream.engine)) as (source, counted):
        tally, plan = counted.tally(source, None), counted.total.plan
        parts: list[Any] = [part for place, part in enumerate(source.parts) if place not in counted.failed]
        facts = {
            name: _facts(name, plan, tally, source.key_name, keyed=counted.total.named(name))
            for name in tally.counts
        }
        names = file_names(sorted(tally.counts, key=split_order))
        if not overwrite:
            refuse_those_there([folder / file for file in names.values()])
        try:
            with staged(folder) as within, ExitStack() as files:
                writers = {
                    name: files.enter_context(_Writer(within / file, name, plan, facts[name]))
                    for name, file in names.items()
                }
                for part in track(parts, WRITING, show=progress):
                    for name, rows in part.rows_by_split(plan):
                        writers[name].add(rows, whole=source.grouped)
                for writer in writers.values():
                    writer.end()
        except OSError as error:
            raise ReadError(f"{folder}: cannot be written: {error.strerror or error}") from None
    return [folder / file for file in names.values()]


def _foreseen(source: RowSource, folder: Path) -> list[Path]:
    """Return the files that will be written; of a table that tells the splits itself, all that are there."""
    plan = source.first_plan()
    splits = {plan.split_of(part) for part in source.parts}
    named = {split for split in splits if split is not None}
    if named == splits:
        return [folder / file for file in file_names(sorted(named, key=split_order)).values()]
    return sorted(folder.glob("*.parquet"))


def _facts(name: str, plan: TablePlan, tally: Tally, key_name: str, *, keyed: bool) -> dict[str, Any]:
    """Return what is written beside the rows of a split."""
    return {
        "version": VERSION,
        "task": tally.task,
        "classes": list(tally.classes),
        "split": name,
        "relative": plan.relative and tally.task == "detection",
        "keys": keyed,
        "key_name": key_name,
        "problems": told_beside(one for one in tally.problems[name] if one.code not in _ACROSS),
    }


class _Writer:
    """Writes the rows of a split to a file."""

    def __init__(self, file: Path, name: str, plan: TablePlan, facts: dict[str, Any]) -> None:
        self._file, self._name, self._plan, self._facts = file, name, plan, facts
        self._held: Rows | None = None
        self._tables: list[Any] = []
        self._writer: Any = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._writer is not None:
            self._writer.close()

    def add(self, rows: Rows, *, whole: bool) -> None:
        """Take the next rows; unless all rows of their images are there, the last image may go on."""
        if self._held is not None:
            rows = self._held.and_then(rows.alone())
        end = len(rows.record) if whole else rows.images(self._plan).last_image()
        self._take(rows.part(0, end))
        self._held = None if whole else rows.part(end, len(rows.record)).alone()

    def end(self) -> None:
        """Write what is left."""
        if self._held is not None:
            self._take(self._held)
        if self._writer is None and not self._tables:
            nothing = Images(image_names(()), unknown_sizes(0), unknown_sizes(0))
            self._tables.append(rows_table(Split(nothing), self._plan.task, self._facts["classes"], ()))
        self._write()

    def _take(self, rows: Rows) -> None:
        """Take rows of whole images."""
        if not len(rows.record):
            return
        found = checked_rows(rows, rows.images(self._plan), self._plan, self._name)
        names = list(map(str, found.split.images.name))
        self._tables.append(rows_table(found.split, self._plan.task, found.classes, names))
        if sum(table.num_rows for table in self._tables) >= GROUP_ROWS:
            self._write()

    def _write(self) -> None:
        """Write the rows that were taken as a row group."""
        import pyarrow as pa
        from pyarrow import parquet

        if not self._tables:
            return
        table = pa.concat_tables(self._tables).unify_dictionaries().combine_chunks()
        self._tables = []
        if self._writer is None:
            self._schema = table.schema.with_metadata({METADATA: json.dumps(self._facts)})
            self._writer = parquet.ParquetWriter(self._file, self._schema)
        self._writer.write_table(table.cast(self._schema), row_group_size=table.num_rows or 1)
