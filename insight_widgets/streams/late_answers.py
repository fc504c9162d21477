"""Columns of yes and no that are blank in the first rows of a table, told by the statistics of its files."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from insight_widgets.tables.cells import UNCERTAIN, are_answers, text
from insight_widgets.tables.label_columns import may_answer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.streams.table_files import FileFacts
    from insight_widgets.tables import Table
    from insight_widgets.tables.layout import Layout
    from insight_widgets.tables.roles import Roles


def with_late_answers(table: Table, roles: Roles, layout: Layout, files: Sequence[FileFacts]) -> Roles:
    """Return roles whose classes are all columns of yes and no, also those that first rows leave blank.

    Parameters
    ----------
    table : Table
        The first rows.
    roles : Roles
        As these rows tell them; classes are columns of yes and no.
    layout : Layout
    files : sequence of FileFacts
        What all files say of themselves.
    """
    ranges = [piece.ranges for one in files for piece in one.pieces]
    inner = dict(layout.read)
    late = [
        place
        for place in _blank(table, roles)
        if are_answers(text(end) for of in ranges for end in of.get(inner.get(table.names[place], ""), ()))
    ]
    return _with_labels(roles, late)


def with_blank_columns(table: Table, roles: Roles) -> tuple[Roles, frozenset[str]]:
    """Return roles whose classes are also all columns that first rows leave blank, and what these are called.

    Where files have no statistics, only counting tells whether later rows answer.
    """
    late = _blank(table, roles)
    return _with_labels(roles, late), frozenset(table.names[place] for place in late)


def _blank(table: Table, roles: Roles) -> list[int]:
    """Return the columns that are free to answer and of which the first rows say nothing."""
    return [
        place
        for place, name in enumerate(table.names)
        if place not in roles.used()
        and may_answer(name)
        and {word.lower() for word in table.columns[place].words()} <= UNCERTAIN
    ]


def _with_labels(roles: Roles, more: Sequence[int]) -> Roles:
    places = tuple(sorted({*roles.labels.places, *more}))
    return replace(roles, labels=replace(roles.labels, places=places))
