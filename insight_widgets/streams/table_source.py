"""Tables in Parquet and Arrow files as parts: some row groups each."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.errors import InsightError, ReadError, shorten
from insight_widgets.streams.converted import converted
from insight_widgets.streams.first_plan import first_of, plan_of, roles_in, settled_by
from insight_widgets.streams.late_answers import with_late_answers
from insight_widgets.streams.locations import is_address
from insight_widgets.streams.row_source import RowSource
from insight_widgets.streams.table_files import facts_of, first_rows
from insight_widgets.streams.table_layout import MOST_HEADS, layout_of
from insight_widgets.streams.table_part import TablePart
from insight_widgets.streams.table_rows import Rows
from insight_widgets.tables import Table
from insight_widgets.tables.arrow import arrow_column
from insight_widgets.tables.class_lists import with_class_list
from insight_widgets.tables.layout import Layout
from insight_widgets.tables.nested import kind_of
from insight_widgets.texts.where import FILE_NAME, and_more

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from insight_widgets.read_options import ReadOptions
    from insight_widgets.streams.table_files import FileFacts, Piece
    from insight_widgets.streams.table_plan import TablePlan

PART_ROWS = 2**20
"""Rows of a part, where row groups are not larger."""

_PARTS_A_WORKER = 8
_AT_ONCE = 16
"""Files of which it is asked at once what they say of themselves."""


@dataclass(frozen=True)
class TableSource(RowSource):
    """Tables in Parquet or Arrow files.

    Parameters
    ----------
    part_rows : int or None
        Rows of a part, where row groups are not larger.
    """

    part_rows: int | None = None

    @property
    def key_name(self) -> str:
        """What makes an image the same as one of another split, for messages."""
        told = converted(self._in_turn[0][1].schema)
        return FILE_NAME if told is None else told.key_name

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
        """The layout of the first file that can be read, as its first rows tell it."""
        return layout_of(self._in_turn)

    @cached_property
    def _in_turn(self) -> list[tuple[str, FileFacts]]:
        """The files that can be read, those with rows first, and of these those of train.

        Raises
        ------
        ReadError
            There is none.
        """
        facts = [(file, self._facts[file]) for file in self.files_in_turn()]
        readable = [(file, told) for file, told in facts if not isinstance(told, str)]
        if not readable:
            file, why = facts[0]
            raise ReadError(f"{file}: cannot be read as a table: {why}")
        return sorted(readable, key=lambda one: not any(piece.rows for piece in one[1].pieces))

    def _parts_of(self, split: str, files: Sequence[str]) -> Iterator[TablePart]:
        names = [file.rpartition("/")[2] for file in files]
        source = and_more(names[0], len(files) - 1)
        layout, row = self._layout, 0
        for file in files:
            facts = self._facts[file]
            if isinstance(facts, str):
                yield TablePart(file, split, (), row, 0, source, layout, facts)
                continue
            missing = frozenset(layout.inner()) - set(Layout.of(facts.schema).inner())
            told = converted(facts.schema)
            problems = () if told is None else told.problems
            for pieces in list(_gathered(facts.pieces, self.part_rows or PART_ROWS)) or [[]]:
                rows = sum(piece.rows for piece in pieces)
                numbers = tuple(piece.number for piece in pieces)
                yield TablePart(
                    file, split, numbers, row, rows, source, layout, problems=problems, missing=missing
                )
                row += rows
                problems = ()

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return sum(part.rows for part in self.parts)

    def read_as(self) -> object:
        """Return what else decides what is read."""
        return [super().read_as(), self.part_rows or PART_ROWS]

    def for_workers(self, workers: int) -> TableSource:
        """Return the same source in about eight parts a worker, none smaller than usual."""
        facts = [one for one in self._facts.values() if not isinstance(one, str)]
        rows = sum(piece.rows for one in facts for piece in one.pieces)
        return replace(self, part_rows=max(rows // (_PARTS_A_WORKER * workers), PART_ROWS))

    def first_plan(self) -> TablePlan:
        """Return the plan that the first rows suggest.

        Raises
        ------
        ReadError, DataError
            Nothing can be read, or the columns do not tell images and labels.
        """
        return first_of(self._in_turn[:MOST_HEADS], lambda head: self._readable_plan_of(*head))

    def _readable_plan_of(self, file: str, facts: FileFacts) -> TablePlan:
        import pyarrow as pa

        try:
            return self._plan_of(file, facts)
        except InsightError:
            raise
        except (pa.ArrowException, OSError, ValueError) as error:
            raise ReadError(f"{file}: cannot be read as a table: {shorten(error, 200)}") from None

    def _plan_of(self, file: str, facts: FileFacts) -> TablePlan:
        options, layout = self._options(facts), self._layout
        plain, record = layout.plain(first_rows(file, facts, layout.inner()), 0)
        columns = tuple(map(arrow_column, plain.columns))
        table = Table(tuple(plain.column_names), columns, record, file.rpartition("/")[2])
        roles = roles_in(table, options, file, split_column=self.split_column)
        if roles.labels.flags and "label" not in options.columns:
            facts_of_all = [one for one in self._facts.values() if not isinstance(one, str)]
            roles = with_late_answers(table, roles, layout, facts_of_all)
        plan = plan_of(table, roles, options, None if is_address(file) else str(Path(file).parent))
        written = converted(facts.schema)
        if written is not None:
            plan = replace(plan, relative=written.relative, relative_told=written.relative, keys=written.keys)
        kinds = tuple(kind_of(plain.schema.field(name).type) for name in plan.names)
        plan = replace(plan, apart=self._apart(plan), kinds=kinds)
        rows = Rows(plain.select(list(plan.names)), record, table.source)
        return settled_by(plan, rows, self.split_of(file))

    def _options(self, facts: FileFacts) -> ReadOptions:
        """Return the options, with the class list that a file brings along."""
        written = converted(facts.schema)
        if written is not None:
            return written.options(self.options)
        return with_class_list(self.options, facts.schema, self._layout)

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
