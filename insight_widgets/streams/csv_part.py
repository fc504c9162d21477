"""Some rows of a table in a text file: what is read and counted in one go."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import ReadError
from insight_widgets.readers._text_grid import GridColumn
from insight_widgets.streams.row_part import RowPart
from insight_widgets.streams.table_rows import Rows
from insight_widgets.streams.text_blocks import beginning, raw_blocks, text_blocks, without_mark
from insight_widgets.streams.text_form import told_encoding
from insight_widgets.streams.text_rows import RowReader
from insight_widgets.tables import Table
from insight_widgets.tables.box_cells import with_box_columns
from insight_widgets.tables.header import listed
from insight_widgets.tables.part import complete_rows
from insight_widgets.texts.files import other_columns
from insight_widgets.texts.where import from_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from insight_widgets.readers._text_rows import Body
    from insight_widgets.streams.part_problems import StepLogs
    from insight_widgets.streams.table_plan import TablePlan
    from insight_widgets.streams.text_form import TextForm
    from insight_widgets.tables.column import Column
    from insight_widgets.tables.roles import Roles


@dataclass(frozen=True, slots=True)
class CsvPart(RowPart):
    """The rows of a text file, or those from one place in it to another.

    Attributes
    ----------
    location : str
    split : str
    source : str
        What the table is called in messages.
    form : TextForm
        How the file is read.
    names : tuple of str
        What its columns are called.
    start, end : int, int or None
        Where in the file the part is; `end` is None where it ends with the file.
    line : int
        Number of the first line, from 1.
    note : str
        What else its columns could have been taken as, where there was a choice.
    """

    location: str
    split: str
    source: str
    form: TextForm
    names: tuple[str, ...] = ()
    start: int = 0
    end: int | None = None
    line: int = 1
    note: str = ""

    @property
    def name(self) -> str:
        """What the part is called in messages."""
        return self.location if not self.start and self.end is None else from_line(self.location, self.line)

    def batches(self, plan: TablePlan, told: StepLogs) -> Iterator[Rows]:
        """Yield the rows of the part."""
        for body in self._reader(told).bodies(self._text(told)):
            table = self.table(body)
            rows = rows_of(with_box_columns(table, sure=True) if plan.boxed else table, plan, told)
            if len(rows.record):
                yield rows

    def first_rows(self, told: StepLogs, size: int) -> Body | None:
        """Return the first rows, of about so many bytes; None where there is none."""
        text, final = beginning(self._text(told), size)
        body = self._reader(told).read(text, final=final)[0]
        return None if body is None or not len(body.line) else body

    def _text(self, told: StepLogs) -> Iterator[bytes]:
        """Yield the text of the part.

        Raises
        ------
        ReadError
            The file cannot be read, or is another one than it was.
        """
        if self.form.error:
            raise ReadError(self.form.error)
        found = self.form.scanned(self.location)
        if self.form.scan is not None and Path(self.location).stat().st_size != found.size:
            raise ReadError("the file has changed while it was read")
        if not self.start:
            told.file.extend(told_encoding(self.source, found).problems())
        told.file.add("column-choice", self.note, count=bool(self.note))
        blocks = raw_blocks(self.location, self.start, self.end)
        if not self.start:
            blocks = without_mark(blocks, found.encoding)
        yield from text_blocks(blocks, found.encoding)

    def _reader(self, told: StepLogs) -> RowReader:
        return RowReader(
            self.form.separator,
            len(self.names),
            self.source,
            self.line,
            header=self.form.header and not self.start,
            quotes=told.file,
            long=told.long,
        )

    def table(self, body: Body) -> Table:
        """Return rows as a table."""
        return Table(self.names, body.columns, body.line, self.source, "line", (), body.width)


def rows_of(table: Table, plan: TablePlan, told: StepLogs) -> Rows:
    """Return the columns of a plan, of rows that have all of them.

    Raises
    ------
    ReadError
        The table has not all columns.
    """
    missing = [name for name in plan.names if name not in table.names]
    if missing:
        raise ReadError(other_columns(listed(missing), listed(table.names)))
    places = {new: table.names.index(name) for new, name in enumerate(plan.names)}
    complete = complete_rows(table, plan.roles.moved(places))
    told.short.extend(complete.problems)
    columns = {plan.names[new]: text_array(table.columns[place]) for new, place in places.items()}
    for new in _of_words(plan.roles):
        columns[plan.names[new]] = columns[plan.names[new]].dictionary_encode()
    import pyarrow as pa

    found = pa.table(columns)
    if len(complete) < len(table):
        found = found.take(pa.array(np.flatnonzero(np.isin(table.record, complete.record))))
    return Rows(found, complete.record, table.source)


def _of_words(roles: Roles) -> set[int]:
    """Return the columns that hold words, which repeat, rather than numbers."""
    numbers = {*(roles.box or ()), *(roles.size or ()), roles.pixels}
    return roles.used() - numbers


def text_array(column: Column) -> Any:
    """Return the cells of a column as texts of Arrow, without blanks at their ends."""
    import pyarrow as pa

    if not isinstance(column, GridColumn):
        return pa.array(column.head(len(column)), pa.string())
    values, begin, length = column.trimmed()
    ends = np.zeros(len(length) + 1, dtype=np.int32)
    np.cumsum(length, out=ends[1:])
    taken = np.repeat(begin - ends[:-1], length)
    taken += np.arange(len(taken), dtype=taken.dtype)
    return pa.StringArray.from_buffers(len(length), pa.py_buffer(ends), pa.py_buffer(values[taken]))
