"""Rows of a table that come in batches, counted so that no image is torn where a batch ends."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from insight_widgets.naming import split_name
from insight_widgets.problems import ProblemLog
from insight_widgets.stats.check import check
from insight_widgets.stats.counting import Counter
from insight_widgets.stats.runs import met_again
from insight_widgets.streams.content import NO_CONTENT
from insight_widgets.streams.contract import Keys, PartResult, Seam, SplitResult
from insight_widgets.streams.image_column import ImageColumn
from insight_widgets.streams.partial_sum import MOST_LISTS, added
from insight_widgets.streams.row_readers import split_of
from insight_widgets.streams.table_images import content_of_rows, sized
from insight_widgets.streams.table_plan import TableFacts
from insight_widgets.tables import Table
from insight_widgets.tables.arrow import ArrowColumn, arrow_column

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from insight_widgets.columns import Split
    from insight_widgets.stats.geometry import BoxGeometry
    from insight_widgets.streams.partial_sum import Listed
    from insight_widgets.streams.table_plan import TablePlan
    from insight_widgets.tables.column import Column

BATCH = 2**16
"""Rows that are looked at in one go."""


class Rows(NamedTuple):
    """Some rows of a table.

    Attributes
    ----------
    columns : pyarrow.Table
        The columns of the plan.
    record : ndarray of int64, shape (n,)
        Number of each row in its table.
    source : str
        What the table is called.
    """

    columns: Any
    record: np.ndarray[tuple[int], np.dtype[np.int64]]
    source: str

    def part(self, start: int, end: int) -> Rows:
        """Return the rows from one up to another one."""
        return Rows(self.columns.slice(start, end - start), self.record[start:end], self.source)

    def alone(self) -> Rows:
        """Return a copy that does not keep the rows around it in memory."""
        import pyarrow as pa

        kept = self.columns.take(pa.array(np.arange(len(self.record))))
        columns = {name: decoded(kept.column(name)) for name in kept.column_names}
        return Rows(pa.table(columns), self.record.copy(), self.source)

    def and_then(self, others: Rows) -> Rows:
        """Return these rows and others behind them."""
        import pyarrow as pa

        both = [self.columns, others.columns]
        if self.columns.schema == others.columns.schema:
            joined = pa.concat_tables(both)
        else:  # numbers of several kinds, in parts of several files
            joined = pa.concat_tables(both, promote_options="permissive")
        columns = joined.unify_dictionaries().combine_chunks()
        return Rows(columns, np.concatenate([self.record, others.record]), self.source)

    def images(self, plan: TablePlan) -> ImageColumn:
        """Return the column that names the images."""
        return ImageColumn.of(whole_column(self.columns.column(plan.roles.image)))


def decoded(column: Any) -> Any:
    """Return a column without the dictionary that it may have, which may be much larger than its rows."""
    import pyarrow as pa

    return column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column


def whole_column(column: Any) -> Any:
    """Return a column of Arrow in one piece."""
    import pyarrow as pa

    if not isinstance(column, pa.ChunkedArray):
        return column
    if column.num_chunks == 1:
        return column.chunk(0)
    whole = column.unify_dictionaries().combine_chunks()
    return pa.array([], column.type) if isinstance(whole, pa.ChunkedArray) else whole


@dataclass(slots=True)
class RowCounter:
    """Counts the rows of a split that come one batch after another.

    The images of the very first and the very last rows are not counted but kept, as they may go on before and
    behind.
    """

    plan: TablePlan
    split: str
    facts: TableFacts = field(default_factory=TableFacts)
    _first: Rows | None = None
    _last: Rows | None = None
    _log: ProblemLog = field(default_factory=ProblemLog)
    _classes: tuple[str, ...] = ()
    _counter: Counter | None = None
    _aside: list[Listed] = field(default_factory=list)
    _hashes: list[Any] = field(default_factory=list)
    _outermost: list[Any] = field(default_factory=list)
    _named: bool = False
    _content: list[Any] = field(default_factory=list)

    def add(self, rows: Rows) -> None:
        """Take the next rows."""
        if self._last is not None:
            rows = self._last.and_then(rows)
        images = rows.images(self.plan)
        end = images.last_image()
        start = 0
        if self._first is None and end > 0:
            start = images.behind_first()
            self._first = rows.part(0, start).alone()
        self._last = rows.part(end, len(images))
        if start < end:
            self.count(rows.part(start, end), images.part(start, end))

    def count(self, rows: Rows, images: ImageColumn) -> None:
        """Count rows of whole images, which a column of theirs names."""
        found = checked_rows(rows, images, self.plan, self.split)
        self.facts |= found.facts
        self.plan = self.plan.knowing(found.facts.names)  # one class list serves the more rows
        self._log.extend(found.problems)
        self._hashes.append(images.image_hashes)
        if found.content is not None:
            self._content.append(found.content)
        if self.plan.apart:
            self._outermost.append(images.outermost())
        keys = self.plan.keys
        self._named = self._named or (not images.numbered if keys is None else keys)
        if self._counter is None or found.classes != self._classes:
            self._set_aside()
            self._classes, self._counter = found.classes, Counter(self.plan.task, len(found.classes))
        self._counter.add(found.split, found.geometry)

    def _seam(self, rows: Rows | None) -> Seam | None:
        """Return the rows of one image as a seam."""
        return None if rows is None else Seam(rows, int(rows.images(self.plan).hashes[0]))

    def _set_aside(self) -> None:
        """Put what was counted by a class list aside: the rows to come have more classes."""
        if self._counter is not None:
            self._aside.append((self._classes, self._counter.result()))
        if len(self._aside) > MOST_LISTS:
            self._aside[:] = [added(self._aside, self.plan)]
        self._counter = None

    def result(self) -> SplitResult:
        """Return what was counted."""
        self._set_aside()
        classes, counts = added(self._aside, self.plan)
        tail = None if self._last is None else self._last.alone()
        first, last = (self._first, tail) if self._first is not None else (tail, None)
        seams = self._seam(first), self._seam(last)
        hashes = np.concatenate([np.zeros(0, dtype=np.uint64), *self._hashes])
        if self.plan.apart:
            on_seams = np.array([seam.key for seam in seams if seam is not None], dtype=np.uint64)
            self.facts |= TableFacts(torn=bool(len(met_again(np.concatenate([hashes, on_seams])))))
            hashes = np.unique(np.concatenate([hashes[:0], *self._outermost]))
        return SplitResult(
            classes,
            counts,
            self._log.problems(),
            Keys(hashes, self._named),
            first=seams[0],
            last=seams[1],
            content=np.concatenate([NO_CONTENT, *self._content]) if self.plan.content else None,
        )


def count_batches(batches: Iterable[Rows], plan: TablePlan, split: str) -> PartResult:
    """Return what rows hold; those of a table with a column of splits go where that says."""
    counters: dict[str, RowCounter] = {}
    records = 0
    for batch in batches:
        records += len(batch.record)
        for name, rows in by_split(batch, plan, split):
            counters.setdefault(name, RowCounter(plan, name)).add(rows)
    results = {name: counter.result() for name, counter in counters.items()}
    facts = TableFacts()
    for counter in counters.values():
        facts |= counter.facts
    return PartResult(results, facts, records)


def count_whole(rows: Rows, plan: TablePlan, split: str) -> PartResult:
    """Return what rows of whole images hold."""
    counter = RowCounter(plan, split)
    counter.count(rows, rows.images(plan))
    return PartResult({split: counter.result()}, counter.facts, len(rows.record))


def by_split(batch: Rows, plan: TablePlan, split: str) -> Iterator[tuple[str, Rows]]:
    """Yield the rows of every split."""
    if plan.roles.split is None:
        yield split, batch
        return
    import pyarrow as pa

    words = ArrowColumn(lambda: batch.columns.column(plan.roles.split), len(batch.record)).coded
    names = [split_name(word) if word else split for word in words.texts]
    for name in dict.fromkeys(names):
        chosen = np.array([one == name for one in names], dtype=np.bool_)
        rows = np.flatnonzero(chosen[words.codes])
        if len(rows) == len(batch.record):
            yield name, batch
        elif len(rows):
            yield name, Rows(batch.columns.take(pa.array(rows)), batch.record[rows], batch.source)


@dataclass(frozen=True, slots=True)
class CheckedRows:
    """What `checked_rows` returns."""

    classes: tuple[str, ...]
    split: Split
    geometry: BoxGeometry | None
    problems: tuple[Any, ...]
    facts: TableFacts
    content: Any = None


def checked_rows(rows: Rows, images: ImageColumn, plan: TablePlan, name: str) -> CheckedRows:
    """Return the rows of whole images that count; a column of theirs names the images."""
    columns: list[Column] = [arrow_column(column) for column in rows.columns.columns]
    columns[plan.roles.image] = images
    table = Table(plan.names, tuple(columns), rows.record, rows.source, plan.record_name)
    split, classes, facts = split_of(table, plan, name)
    split = sized(split, plan, name)
    checked = check(split, plan.task, classes.names)
    content = content_of_rows(split, images, plan, name) if plan.content else None
    kept, geometry, problems = checked.split, checked.geometry, checked.problems
    return CheckedRows(classes.names, kept, geometry, problems, facts, content)
