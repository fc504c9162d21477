"""The plan by which a table is counted, as its first rows suggest it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from insight_widgets.errors import DataError, ReadError
from insight_widgets.naming import natural_order
from insight_widgets.streams.table_plan import TableFacts, TablePlan
from insight_widgets.streams.table_rows import count_batches, count_whole
from insight_widgets.tables.part import Part
from insight_widgets.tables.positives import flag_names
from insight_widgets.tables.roles import find_roles
from insight_widgets.texts.files import NO_ROWS

Head = TypeVar("Head")

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from insight_widgets.read_options import ReadOptions
    from insight_widgets.streams.table_rows import Rows
    from insight_widgets.tables import Table
    from insight_widgets.tables.roles import Roles


def first_of(heads: Iterable[Head], plan: Callable[[Head], TablePlan]) -> TablePlan:
    """Return the plan of the first of some files whose first rows tell one.

    Raises
    ------
    ReadError, DataError
        None tells one: what is wrong with the first.
    """
    failed: Exception | None = None
    for head in heads:
        try:
            return plan(head)
        except (ReadError, DataError) as error:
            failed = failed or error
    raise failed or ReadError(NO_ROWS)


def roles_in(table: Table, options: ReadOptions, file: str, *, split_column: bool) -> Roles:
    """Return which column of the first rows of a file is what.

    Raises
    ------
    ReadError
        The columns do not tell images and labels.
    """
    try:
        roles = find_roles(table, given=options.columns, task=options.task, classes=options.classes)
    except DataError as error:
        raise ReadError(f"{file}: {str(error).removeprefix(table.source + ': ')}") from None
    return roles if split_column else replace(roles, split=None)


def plan_of(table: Table, roles: Roles, options: ReadOptions, folder: str | None) -> TablePlan:
    """Return the plan by which the columns that are used are read; rows have not been counted yet."""
    used = sorted(roles.used())
    moved = roles.moved({old: new for new, old in enumerate(used)})
    task = options.task or (
        "detection" if roles.box else "segmentation" if roles.pixels is not None else "multiclass"
    )
    note = moved.labels.note  # of the whole, not of every batch
    moved = replace(moved, labels=replace(moved.labels, note=""))
    names = tuple(table.names[at] for at in used)
    flags = flag_names(Part(table, roles, [], table.record, None)) if roles.labels.flags else ()  # type: ignore[arg-type]
    return TablePlan(
        task, names, moved, options, folder=folder, note=note, flags=flags, record_name=table.record_name
    )


def settled_by(plan: TablePlan, rows: Rows, split: str) -> TablePlan:
    """Return the plan that some rows decide, the first ones of the data."""
    if not len(rows.record):
        return plan
    found = count_batches([rows], plan, split)
    facts = found.facts
    for name, of in found.splits.items():
        for seam in (of.first, of.last):
            if seam is not None:
                facts |= count_whole(seam.rows, plan, name).facts
    facts |= TableFacts(answered=plan.late)  # other rows tell
    settled = plan.settled(facts)
    if settled.spaced != plan.spaced:  # names were not read as they are meant
        return settled
    return replace(settled, known=natural_order(facts.names))
