"""Some row groups of a table: what is read and counted in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import ReadError
from insight_widgets.streams.row_part import RowPart
from insight_widgets.streams.table_files import batches_of
from insight_widgets.streams.table_rows import BATCH, Rows
from insight_widgets.tables.nested import kind_of
from insight_widgets.texts.files import lacking_columns, other_kind
from insight_widgets.texts.where import row_groups

if TYPE_CHECKING:
    from collections.abc import Iterator

    from insight_widgets.problems import Problem
    from insight_widgets.streams.part_problems import StepLogs
    from insight_widgets.streams.table_plan import TablePlan
    from insight_widgets.tables.layout import Layout


@dataclass(frozen=True, slots=True)
class TablePart(RowPart):
    """Some row groups of a file.

    Attributes
    ----------
    location : str
    split : str
    pieces : tuple of int
    first_row : int
        Number of the first row in the table.
    rows : int
    source : str
        What the table is called in messages.
    layout : Layout
    error : str
        Why the file cannot be read, if it cannot.
    problems : tuple of Problem
        What the file says was found before it was written.
    missing : frozenset of str
        Columns of the first file that this one has not.
    """

    location: str
    split: str
    pieces: tuple[int, ...]
    first_row: int
    rows: int
    source: str
    layout: Layout
    error: str = ""
    problems: tuple[Problem, ...] = ()
    missing: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """What the part is called in messages."""
        return row_groups(self.location, self.pieces[0], self.pieces[-1]) if self.pieces else self.location

    def batches(self, plan: TablePlan, told: StepLogs) -> Iterator[Rows]:
        """Yield the rows of the part."""
        told.file.extend(self.problems)
        if self.error:
            raise ReadError(self.error)
        layout = self.layout.chosen(frozenset(plan.names))
        if lacking := self.missing.intersection(layout.inner()):
            raise ReadError(lacking_columns(sorted(lacking)))
        row = self.first_row
        for table in batches_of(self.location, self.pieces, layout.inner(), BATCH, _texts(layout, plan)):
            plain, record = layout.plain(table, row)
            plain.validate(full=True)  # texts may be none, where a file is damaged
            row += table.num_rows
            self._refuse_kinds(plain.schema, plan)
            for start in range(0, plain.num_rows, BATCH):
                yield Rows(
                    plain.select(list(plan.names)).slice(start, BATCH),
                    record[start : start + BATCH],
                    self.source,
                )

    def _refuse_kinds(self, schema: Any, plan: TablePlan) -> None:
        """Raise `ReadError` where a column is of another kind than in the first file, which decided."""
        for name, wanted in zip(plan.names, plan.kinds, strict=False):
            found = kind_of(schema.field(name).type)
            if found and wanted and found != wanted:
                raise ReadError(other_kind(name, wanted, found))


def _texts(layout: Layout, plan: TablePlan) -> list[str]:
    """Return the columns that hold the same texts again and again."""
    places = {plan.roles.image, *plan.roles.labels.places, *filter(None, [plan.roles.split])}
    names = {plan.names[place] for place in places if plan.kinds[place] == "texts"}
    return [inner for name, inner in layout.read if name in names]
