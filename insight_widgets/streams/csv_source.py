"""Tables in text files, such as CSV, as parts: a file each, or some megabytes of a large one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from insight_widgets.errors import DataError, ReadError
from insight_widgets.readers._headerless import made_header
from insight_widgets.streams.csv_part import CsvPart, rows_of
from insight_widgets.streams.first_plan import first_of, plan_of, roles_in, settled_by
from insight_widgets.streams.late_answers import with_blank_columns
from insight_widgets.streams.part_problems import StepLogs
from insight_widgets.streams.row_source import RowSource
from insight_widgets.streams.table_layout import MOST_HEADS
from insight_widgets.streams.text_form import form_of, refused
from insight_widgets.tables.box_cells import is_box_header, with_box_columns
from insight_widgets.texts.files import NO_ROWS, other_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from insight_widgets.streams.table_plan import TablePlan
    from insight_widgets.streams.text_form import TextForm
    from insight_widgets.tables import Table

PART_BYTES = 2**26
"""Bytes of a part."""

HEAD_BYTES = 2**22
"""Bytes of the first file that decide how all are read."""

_PARTS_A_WORKER = 8
_AT_ONCE = 16
_BYTES_A_ROW = 50


class Head(NamedTuple):
    """The first rows of the first file that has any.

    Attributes
    ----------
    file : str
    names : tuple of str
        What its columns are called.
    table : Table
    note : str
        What else the columns of a file without a header could have been taken as.
    """

    file: str
    names: tuple[str, ...]
    table: Table
    note: str


@dataclass(frozen=True)
class CsvSource(RowSource):
    """Tables in text files.

    Parameters
    ----------
    folder : str or None
        Where images may lie whose size is not told.
    part_bytes : int or None
    """

    folder: str | None = None
    part_bytes: int | None = None

    @cached_property
    def parts(self) -> tuple[CsvPart, ...]:
        """The parts, in order."""
        return tuple(part for split, files in self.files.items() for part in self._parts_of(split, files))

    @property
    def rows(self) -> int:
        """How many rows there are, roughly."""
        scans = [form.scan for form in self._forms.values()]
        known = [scan.size for scan in scans if scan is not None]
        return sum(known) // _BYTES_A_ROW * len(scans) // max(len(known), 1)

    def for_workers(self, workers: int) -> CsvSource:
        """Return the same source in about eight parts a worker, none smaller than usual."""
        size = sum(form.scan.size for form in self._forms.values() if form.scan is not None)
        return replace(self, part_bytes=max(size // (_PARTS_A_WORKER * workers), PART_BYTES))

    def read_as(self) -> object:
        """Return what else decides what is read."""
        return [super().read_as(), self.part_bytes or PART_BYTES]

    @cached_property
    def _forms(self) -> dict[str, TextForm]:
        files = list(dict.fromkeys(self.files_read()))
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return dict(zip(files, pool.map(form_of, files), strict=True))

    def _parts_of(self, split: str, files: Sequence[str]) -> Iterator[CsvPart]:
        note = self._head.note
        for file in files:
            form = self._forms[file]
            part = CsvPart(file, split, file.rpartition("/")[2], form, self._names(form))
            if not form.error and len(part.names) != len(form.first) and not form.header:
                part = replace(part, form=replace(form, error=other_width(len(part.names), len(form.first))))
            if part.form.error:
                yield part
                continue
            starts = list(form.starts(file, self.part_bytes or PART_BYTES))
            ends = [*(start for start, _ in starts[1:]), None]
            for (start, line), end in zip(starts, ends, strict=True):
                yield replace(part, start=start, end=end, line=line, note=note)
                note = ""

    def _names(self, form: TextForm) -> tuple[str, ...]:
        return form.first if form.header else self._head.names

    @cached_property
    def _head(self) -> Head:
        """The first rows of the first file that has any, see `_heads`."""
        return next(self._heads())

    def _heads(self) -> Iterator[Head]:
        """Yield the first rows of the files that have some, those of train first.

        Raises
        ------
        ReadError
            There is none.
        """
        why: list[str] = []
        count = 0
        for file in self.files_in_turn():
            found = self._head_of(file)
            if isinstance(found, Head):
                count += 1
                yield found
            else:
                why.append(str(refused(file, found)))
        if not count:
            raise ReadError(why[0])

    def _head_of(self, file: str) -> Head | str:
        """Return the first rows of a file, or why there are none."""
        form, told = self._forms[file], StepLogs()
        part = CsvPart(file, "", file.rpartition("/")[2], form, form.first)
        try:
            body = part.first_rows(told, HEAD_BYTES)
        except ReadError as error:
            return str(error)
        if body is None:
            examples = [
                one.examples[0] for step in told.steps() for one in step if one.code == "row-unreadable"
            ]
            return f"{NO_ROWS}; {(*examples, 'there is a header and nothing below it')[0]}"
        if form.header:
            return Head(file, form.first, part.table(body), "")
        names, note = made_header(body.columns, Path(file), self.options.classes)
        return Head(file, tuple(names), replace(part, names=tuple(names)).table(body), note)

    def _is_longer(self) -> bool:
        """Whether there may be more rows than the first ones."""
        (scan, *others) = (form.scan for form in self._forms.values())
        return bool(others) or scan is None or scan.size >= HEAD_BYTES

    def first_plan(self) -> TablePlan:
        """Return the plan that the first rows suggest.

        Raises
        ------
        ReadError
            Nothing can be read, or the columns do not tell images and labels.
        """
        return first_of(islice(self._heads(), MOST_HEADS), self._plan_of)

    def _boxed(self, table: Table) -> Table:
        """Return a table with columns of boxes, if the first rows of any file tell some."""
        boxed = with_box_columns(table)
        if boxed is not table or not any(map(is_box_header, table.names)):
            return boxed
        heads = islice(self._heads(), MOST_HEADS)
        return with_box_columns(
            table, sure=any(with_box_columns(one.table) is not one.table for one in heads)
        )

    def _plan_of(self, head: Head) -> TablePlan:
        file, _, table, _ = head
        boxed = self._boxed(table)
        roles = roles_in(boxed, self.options, file, split_column=self.split_column)
        late = frozenset[str]()
        if roles.labels.flags and "label" not in self.options.columns and self._is_longer():
            roles, late = with_blank_columns(boxed, roles)
        plan = replace(plan_of(boxed, roles, self.options, self.folder), boxed=boxed is not table, late=late)
        if len(set(plan.names)) < len(plan.names):
            raise refused(file, "two columns that are read have one name; give them different ones")
        try:
            return settled_by(plan, rows_of(boxed, plan, StepLogs()), self.split_of(file))
        except DataError as error:
            raise refused(file, str(error)) from None
