"""Files of rows that were sorted by image: every part holds all rows of its images."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.streams.contract import PartResult
from insight_widgets.streams.gathering import RECORD, SPLIT, bucket_of
from insight_widgets.streams.part_problems import ToldBefore
from insight_widgets.streams.table_plan import TableFacts
from insight_widgets.streams.table_rows import Rows, count_whole, whole_column
from insight_widgets.tables.arrow import buffer_of
from insight_widgets.tables.cells import text
from insight_widgets.texts.where import and_more

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Self

    from numpy.typing import NDArray

    from insight_widgets.streams.contract import Shared
    from insight_widgets.streams.row_source import RowSource
    from insight_widgets.streams.table_plan import TablePlan


@dataclass(frozen=True, slots=True)
class BucketPart:
    """All rows of some images.

    Attributes
    ----------
    files : tuple of str
        With columns of other types each.
    sources : mapping of str to str
        What the table of a split is called.
    split : None
        There may be several in a part.
    """

    files: tuple[str, ...]
    sources: dict[str, str]
    split: None = None

    @property
    def name(self) -> str:
        """What the part is called in messages."""
        return self.files[0]

    def count(self, plan: TablePlan) -> PartResult:
        """Read and count the part."""
        found = {name: count_whole(rows, plan, name) for name, rows in self.rows_by_split(plan)}
        facts = TableFacts()
        for one in found.values():
            facts |= one.facts
        splits = {name: one.splits[name] for name, one in found.items()}
        return PartResult(splits, facts, sum(one.records for one in found.values()))

    def rows_by_split(self, plan: TablePlan) -> Iterator[tuple[str, Rows]]:
        """Yield the rows of every split."""
        from pyarrow import compute

        table = self._table()
        for name in table.column(SPLIT).unique().to_pylist():
            rows = table.filter(compute.equal(table.column(SPLIT), name)).combine_chunks()
            record = buffer_of(whole_column(rows.column(RECORD)))
            yield name, Rows(rows.select(list(plan.names)), record, self.sources.get(name, ""))

    def _table(self) -> Any:
        """Return all rows; those of several files in the order in which they were."""
        import pyarrow as pa

        tables = []
        for file in self.files:
            with pa.memory_map(file) as source:
                tables.append(pa.ipc.open_file(source).read_all())
        if len(tables) == 1:
            return tables[0]
        return pa.concat_tables(tables, promote_options="permissive").sort_by(RECORD)


@dataclass(frozen=True)
class BucketSource:
    """Rows of tables, sorted by image.

    Attributes
    ----------
    table : RowSource
        Where they come from.
    parts : tuple of BucketPart
    told : ToldBefore
        What was found while they were sorted.
    """

    table: RowSource
    parts: tuple[BucketPart, ...]
    told: ToldBefore = field(default_factory=ToldBefore)
    grouped: bool = True

    @classmethod
    def of(cls, table: RowSource, folder: str, told: ToldBefore) -> Self:
        """Return the source of the files in a folder."""
        sources = {split: _called(table, split) for split in table.files}
        default = next(iter(sources.values()))
        named = {name: sources.get(name, default) for name in (*sources, "train", "val", "test", "all")}
        files = sorted(map(str, Path(folder).iterdir()))
        buckets = (tuple(of) for _, of in groupby(files, bucket_of))
        return cls(table, tuple(BucketPart(of, named) for of in buckets), told)

    @property
    def title(self) -> str:
        """What the report is headed with."""
        return self.table.title

    @property
    def key_name(self) -> str:
        """What makes an image the same as one of another split."""
        return self.table.key_name

    def files_read(self) -> list[str]:
        """Return the files that the rows come from."""
        return self.table.files_read()

    def read_as(self) -> object:
        """Return what else decides what is read."""
        return ["sorted by image", self.table.read_as(), len(self.parts)]

    def for_workers(self, workers: int) -> BucketSource:  # noqa: ARG002  (files are as they are)
        """Return the source itself."""
        return self

    def titled(self, title: str) -> BucketSource:
        """Return the same source under another title."""
        return replace(self, table=self.table.titled(title))

    def first_plan(self) -> TablePlan:
        """Return the plan that the first rows suggest."""
        return self.table.first_plan()

    def count_rows(self, split: str, seams: Sequence[Any], plan: TablePlan) -> PartResult:
        """Count images whose rows were in several parts; there are none here."""
        return self.table.count_rows(split, seams, plan)

    def image_names(self, split: str, place: int, hashes: NDArray[np.uint64], plan: TablePlan) -> list[str]:
        """Return the names of images of a part by their hashes."""
        for name, rows in self.parts[place].rows_by_split(plan):
            if name == split:
                images = rows.images(plan)
                starts = images.starts[np.isin(images.hashes, hashes)]
                return list(dict.fromkeys(text(images[int(row)]) for row in starts))
        return []

    def image_at(self, split: str, place: int, _row: int, key: np.uint64, plan: TablePlan) -> str:
        """Return the name of an image of a part by its key."""
        return self.image_names(split, place, np.array([key], dtype=np.uint64), plan)[0]

    @contextmanager
    def gathered(
        self, _plan: TablePlan, _shared: Shared, _failed: Mapping[int, str]
    ) -> Iterator[BucketSource]:
        """Return the source itself."""
        yield self


def _called(table: RowSource, split: str) -> str:
    """Return what the table of a split is called: the rows of several files are mixed."""
    names = list(dict.fromkeys(part.source for part in table.parts if part.split == split))
    return and_more(names[0], len(names) - 1)
