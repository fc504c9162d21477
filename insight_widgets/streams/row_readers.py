"""Rows of whole images as a split, for every task, and what they say of the whole table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.streams.table_plan import TableFacts
from insight_widgets.tables.building import has_two, within_one
from insight_widgets.tables.cells import ANSWERS, are_answers, names_reader_of
from insight_widgets.tables.part import Part
from insight_widgets.tables.positives import positives
from insight_widgets.tables.splits import (
    box_columns,
    box_rows,
    box_signs,
    box_split,
    label_split,
    mask_split,
    uncopied,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from insight_widgets.columns import Split
    from insight_widgets.streams.table_plan import TablePlan
    from insight_widgets.tables import Table
    from insight_widgets.tables.class_index import ClassIndex

_HEAD = 2**8
"""Rows that are looked at first."""


def split_of(table: Table, plan: TablePlan, name: str) -> tuple[Split, ClassIndex, TableFacts]:
    """Return the rows of whole images as a split, its class list, and what they say of the whole table."""
    words: dict[str, str] = {}
    split, classes, facts = _READERS[plan.task](Part.of(table, plan.roles, words), plan)
    return split, classes, facts | _numbered(words, name)


def _numbered(words: Mapping[str, str], split: str) -> TableFacts:
    """Return which columns of numbers hold some, and which hold words only."""
    return TableFacts(
        numbered=frozenset((split, name) for name, word in words.items() if not word),
        worded=frozenset((split, name, word) for name, word in words.items() if word),
    )


def _boxes(part: Part, plan: TablePlan) -> tuple[Split, ClassIndex, TableFacts]:
    rows = box_rows(part)
    signs = box_signs(part, rows)
    sides = box_columns(part, rows, plan.signs)
    names = frozenset(part.label_names().used(uncopied(part, rows))) - {""}
    fractional = any(map(_has_fractions, sides))
    classes = plan.index(names)
    facts = TableFacts(names, beyond_one=not within_one(sides), fractional=fractional, signs=signs)
    return box_split(part, (rows, sides), classes, relative=plan.relative), classes, facts


def _has_fractions(side: NDArray[np.float64]) -> bool:
    """Tell whether a number is not whole; where some are, the first ones mostly tell."""
    return any(((np.rint(some) != some) & ~np.isnan(some)).any() for some in (side[:_HEAD], side[_HEAD:]))


def _labels(part: Part, plan: TablePlan) -> tuple[Split, ClassIndex, TableFacts]:
    reader = names_reader_of(plan.options.classes or (), spaced=plan.spaced)
    found = positives(part, reader, uncertain=plan.options.uncertain)
    names = frozenset(found.used())
    classes = plan.index(names)
    several = has_two(part.image[found.rows], found.codes)
    facts = TableFacts(
        names, _cells(part), several=several, unanswered=_unanswered(part), answered=_answered(part, plan)
    )
    return label_split(part, found, classes), classes, facts


def _answered(part: Part, plan: TablePlan) -> frozenset[str]:
    """Return the columns that first rows leave blank in which something is said."""
    columns = dict(zip(part.table.names, part.table.columns, strict=True))
    return frozenset(name for name in plan.late if are_answers(columns[name].words()))


def _unanswered(part: Part) -> frozenset[str]:
    """Return the columns taken as those of yes and no that hold something else."""
    if not part.roles.labels.flags:
        return frozenset()
    table, places = part.table, part.roles.labels.places
    words = {table.names[place]: table.columns[place].words() for place in places}
    return frozenset(name for name, told in words.items() if not {word.lower() for word in told} <= ANSWERS)


def _cells(part: Part) -> frozenset[str]:
    if part.roles.labels.flags:
        return frozenset()
    return frozenset(cell for cell in part.label_values() if isinstance(cell, str))


def _masks(part: Part, plan: TablePlan) -> tuple[Split, ClassIndex, TableFacts]:
    names = frozenset(part.label_names().values) - {""}
    classes = plan.index(names)
    return mask_split(part, classes), classes, TableFacts(names)


_READERS: dict[str, Callable[[Part, TablePlan], tuple[Split, ClassIndex, TableFacts]]] = {
    "multiclass": _labels,
    "multilabel": _labels,
    "detection": _boxes,
    "segmentation": _masks,
}
