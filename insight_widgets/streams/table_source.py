"""Tables in Parquet and Arrow files as parts: some row groups each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import DataError, ReadError, shorten
from insight_widgets.streams.converted import converted
from insight_widgets.streams.late_answers import with_late_answers
from insight_widgets.streams.layout import Layout, kind_of
from insight_widgets.streams.locations import is_address
from insight_widgets.streams.table_files import batches_of, facts_of
from insight_widgets.streams.table_part import TablePart
from insight_widgets.streams.table_plan import TablePlan
from insight_widgets.streams.table_rows import Rows, count_batches, count_whole
from insight_widgets.tables import Table
from insight_widgets.tables.arrow import arrow_column
from insight_widgets.tables.part import Part
from insight_widgets.tables.positives import flag_names
from insight_widgets.tables.roles import find_roles
from insight_widgets.texts.files import lacking_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from insight_widgets.read_options import ReadOptions
    from insight_widgets.streams.bucket_source import BucketSource
    from insight_widgets.streams.contract import PartResult, Shared
    from insight_widgets.streams.table_files import FileFacts, Piece

PART_ROWS = 2**20
"""Rows of a part, where row groups are not larger."""

_HEAD_ROWS = 2**16
_PARTS_A_WORKER = 8
_AT_ONCE = 16
"""Files of which it is asked at once what they say of themselves."""


@dataclass(frozen=True)
class TableSource:
    """Tables by split, each in one file or several.

    Parameters
    ----------
    title : str
    files : mapping of str to sequence of str
        Paths or addresses by split.
    options : ReadOptions
    split_column : bool
        Whether a column may tell the split.
    grouped : bool
        Whether it is known that no image lies in two parts.
    """

    title: str
    files: Mapping[str, Sequence[str]]
    options: ReadOptions
    split_column: bool = True
    part_rows: int | None = None

    @property
    def key_name(self) -> str:
        """What makes an image the same as one of another split, for messages."""
        told = converted(self._first()[1].schema)
        return "file name" if told is None else told.key_name

    @cached_property
    def parts(self) -> tuple[TablePart, ...]:
        """The parts, in order."""
        return tuple(part for split, files in self.files.items() for part in self._parts_of(split, files))

    @cached_property
    def _facts(self) -> dict[str, FileFacts | str]:
        files = list(dict.fromkeys(file for of in self.files.values() for file in of))
        with ThreadPoolExecutor(_AT_ONCE) as pool:  # of far away files, the way is most of the time
            return dict(zip(files, pool.map(_facts_or_reason, files), strict=True))

    @cached_property
    def _layout(self) -> Layout:
        """The layout of the first file that can be read; names of pictures are looked at."""
        file, facts = self._first()
        layout = Layout.of(facts.schema)
        pictures = layout.pictures()
        head = next(batches_of(file, [0], pictures, _HEAD_ROWS), None) if pictures else None
        return layout if head is None else layout.with_names(head)

    def _first(self) -> tuple[str, FileFacts]:
        for file, facts in self._facts.items():
            if not isinstance(facts, str) and any(piece.rows for piece in facts.pieces):
                return file, facts
        for file, facts in self._facts.items():
            if not isinstance(facts, str):
                return file, facts
        file, why = next(iter(self._facts.items()))
        raise ReadError(f"{file}: cannot be read as a table: {why}")

    def _parts_of(self, split: str, files: Sequence[str]) -> Iterator[TablePart]:
        names = [file.rpartition("/")[2] for file in files]
        source = names[0] if len(files) == 1 else f"{names[0]} and {len(files) - 1} more"
        layout, row = self._layout, 0
        for file in files:
            facts = self._facts[file]
            if isinstance(facts, str):
                yield TablePart(file, split, (), row, 0, source, layout, facts)
                continue
            missing = set(layout.inner()) - set(Layout.of(facts.schema).inner())
            if missing:
                why = lacking_columns(names[0], sorted(missing))
                yield TablePart(file, split, (), row, 0, source, layout, why)
                continue
            told = converted(facts.schema)
            problems = () if told is None else told.problems
            for pieces in list(_gathered(facts.pieces, self.part_rows or PART_ROWS)) or [[]]:
                rows = sum(piece.rows for piece in pieces)
                numbers = tuple(piece.number for piece in pieces)
                yield TablePart(file, split, numbers, row, rows, source, layout, problems=problems)
                row += rows
                problems = ()

    def files_read(self) -> list[str]:
        """Return the files."""
        return [file for files in self.files.values() for file in files]

    def read_as(self) -> object:
        """Return what else decides what is read."""
        options = replace(self.options, progress=False)
        return [dict(self.files), repr(options), self.split_column, self.part_rows or PART_ROWS]

    def for_workers(self, workers: int) -> TableSource:
        """Return the same source in about eight parts a worker, none smaller than usual."""
        facts = [one for one in self._facts.values() if not isinstance(one, str)]
        rows = sum(piece.rows for one in facts for piece in one.pieces)
        return replace(self, part_rows=max(rows // (_PARTS_A_WORKER * workers), PART_ROWS))

    def titled(self, title: str) -> TableSource:
        """Return the same source under another title."""
        return replace(self, title=title)

    def first_plan(self) -> TablePlan:
        """Return the plan that the first rows suggest.

        Raises
        ------
        ReadError, DataError
            Nothing can be read, or the columns do not tell images and labels.
        """
        file, facts = self._first()
        options = self._options(facts)
        layout = self._layout
        head = next(
            batches_of(file, [piece.number for piece in facts.pieces[:1]], layout.inner(), _HEAD_ROWS), None
        )
        if head is None:
            head = facts.schema.empty_table()
        plain, record = layout.plain(head, 0)
        columns = tuple(map(arrow_column, plain.columns))
        table = Table(tuple(plain.column_names), columns, record, file.rpartition("/")[2])
        try:
            roles = find_roles(table, given=options.columns, task=options.task, classes=options.classes)
        except DataError as error:
            raise ReadError(f"{file}: {str(error).removeprefix(table.source + ': ')}") from None
        if not self.split_column:
            roles = replace(roles, split=None)
        if roles.labels.flags and "label" not in options.columns:
            facts_of_all = [one for one in self._facts.values() if not isinstance(one, str)]
            roles = with_late_answers(table, roles, self._layout, facts_of_all)
        used = sorted(roles.used())
        place = {old: new for new, old in enumerate(used)}
        moved = roles.moved(place)
        task = options.task or (
            "detection" if roles.box else "segmentation" if roles.pixels is not None else "multiclass"
        )
        folder = None if is_address(file) else str(Path(file).parent)
        written = converted(facts.schema)
        note = moved.labels.note  # of the whole, not of every batch
        moved = replace(moved, labels=replace(moved.labels, note=""))
        names = tuple(table.names[at] for at in used)
        plan = TablePlan(task, names, moved, options, folder=folder, note=note)
        if written is not None:
            plan = replace(plan, relative=written.relative, relative_told=written.relative, keys=written.keys)
        kinds = tuple(kind_of(plain.schema.field(name).type) for name in plan.names)
        plan = replace(plan, apart=self._apart(plan), kinds=kinds)
        flags = flag_names(Part(table, roles, [], record, None)) if roles.labels.flags else ()  # type: ignore[arg-type]
        plan = replace(plan, flags=flags)
        rows = Rows(plain.select(list(plan.names)), record, table.source)
        if not len(record):
            return plan
        found = count_batches([rows], plan, next(iter(self.files)))
        facts_found = found.facts
        for split, of in found.splits.items():
            for seam in (of.first, of.last):
                if seam is not None:
                    facts_found |= count_whole(seam.rows, plan, split).facts
        settled: TablePlan = plan.settled(facts_found)
        from insight_widgets.naming import natural_order

        return replace(settled, known=natural_order(facts_found.names))

    def _options(self, facts: FileFacts) -> ReadOptions:
        """Return the options, with the class list that a file brings along."""
        from insight_widgets.readers._parquet_file import class_column_of

        written = converted(facts.schema)
        if written is not None:
            return written.options(self.options)
        told = class_column_of(facts.schema)
        if told is None:
            return self.options
        columns = {"label": told.column, **self.options.columns}
        if self._layout.objects:
            columns = {"label": "label", **self.options.columns}
        return replace(self.options, classes=self.options.classes or told.classes, columns=columns)

    @property
    def grouped(self) -> bool:
        """Whether it is known that no image lies in two parts: only counting tells."""
        return False

    def _apart(self, plan: TablePlan) -> bool:
        """Whether images are numbers whose ranges ascend from part to part, in every split."""
        name = plan.names[plan.roles.image]
        inner = dict(self._layout.read).get(name)
        if plan.roles.split is not None or inner is None or self._layout.objects:
            return False
        return all(self._ascend(files, inner) for files in self.files.values())

    def _ascend(self, files: Sequence[str], inner: str) -> bool:
        last = -1
        for file in files:
            facts = self._facts[file]
            for piece in () if isinstance(facts, str) else facts.pieces:
                low, high = (
                    piece.ranges.get(inner, (None, None)) if inner not in piece.blank else (None, None)
                )
                if not (isinstance(low, int) and isinstance(high, int)) or low < last:
                    return False
                last = high
        return True

    def count_rows(self, split: str, seams: Sequence[Any], plan: TablePlan) -> PartResult:
        """Count images whose rows were in several parts."""
        first, *others = seams
        for rows in others:
            first = first.and_then(rows)
        return count_whole(first, plan, split)

    def image_names(self, split: str, place: int, hashes: NDArray[np.uint64], plan: TablePlan) -> list[str]:
        """Return the names of images of a part by their hashes."""
        return self.parts[place].images_named(plan, split, hashes)

    def image_at(self, split: str, place: int, _row: int, key: np.uint64, plan: TablePlan) -> str:
        """Return the name of an image of a part by its key."""
        return self.image_names(split, place, np.array([key], dtype=np.uint64), plan)[0]

    @contextmanager
    def gathered(self, plan: TablePlan, _shared: Shared) -> Iterator[BucketSource]:
        """Return a source in which the rows of every image lie together."""
        from insight_widgets.streams.gathering import gathered

        with gathered(self, plan) as source:
            yield source


def _gathered(pieces: Iterable[Piece], most: int) -> Iterator[list[Piece]]:
    """Pass row groups in runs of about so many rows."""
    run: list[Piece] = []
    for piece in pieces:
        if run and sum(one.rows for one in run) + piece.rows > most:
            yield run
            run = []
        run.append(piece)
    if run:
        yield run


def _facts_or_reason(file: str) -> FileFacts | str:
    import pyarrow as pa

    try:
        return facts_of(file)
    except (pa.ArrowException, OSError, ValueError, ReadError) as error:
        return shorten(error, 200)
