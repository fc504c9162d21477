"""From tables to a data set: what task they are for, which classes, which splits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import chain
from operator import or_
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.dataset import Dataset, split_order
from insight_widgets.errors import DataError
from insight_widgets.naming import split_name
from insight_widgets.tables.box_cells import with_box_columns
from insight_widgets.tables.cells import UNCERTAIN, names_reader
from insight_widgets.tables.class_index import ClassIndex
from insight_widgets.tables.column import encode
from insight_widgets.tables.part import Part, complete_rows
from insight_widgets.tables.positives import flag_names, positives
from insight_widgets.tables.roles import find_roles
from insight_widgets.tables.splits import box_columns, box_rows, box_signs, box_split, label_split, mask_split
from insight_widgets.texts.files import NO_ROWS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from insight_widgets.dataset import Task
    from insight_widgets.tables import Table
    from insight_widgets.tables.positives import Positives
    from insight_widgets.tables.roles import Roles


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the caller says of the tables.

    Attributes
    ----------
    task : Task or None
    classes : sequence of str or None
    columns : mapping of str to str or sequence of str
        What a column is, to what the table calls it.
    split_column : bool
        Whether a column of the table tells the split.
    uncertain : bool
        Whether labels that are told as uncertain are positive.
    relative : bool or None
        Whether boxes are shares of their image, where that is known.
    """

    task: Task | None = None
    classes: Sequence[str] | None = None
    columns: Mapping[str, str | Sequence[str]] = field(default_factory=dict)
    split_column: bool = True
    uncertain: bool = False
    relative: bool | None = None


def dataset_from_tables(tables: Mapping[str, Table], wishes: Wishes) -> Dataset:
    """Return the data set that tables hold.

    Parameters
    ----------
    tables : mapping of str to Table
        By split; rows of a table with a column of splits go where that says. Its rows that cannot be read
        are told with the first of these splits.
    wishes : Wishes

    Raises
    ------
    DataError
        A column is missing or could be several, or the tables do not fit together.
    """
    parts: dict[str, Part] = {}
    tables = _with_boxes(tables)
    roles_of = _roles_of(tables, wishes)
    for name, roles in roles_of.items():
        table = _with_rows(complete_rows(tables[name], roles), roles)
        rows_of = _rows_by_split(name, table, roles if wishes.split_column else None)
        first = min(rows_of, key=split_order)
        for split, rows in rows_of.items():
            taken = table.take(rows)
            parts[split] = Part.of(taken if split == first else replace(taken, problems=()), roles)
    task = wishes.task or _told_task(parts)
    return _MAKERS[task](parts, wishes)


def _with_boxes(tables: Mapping[str, Table]) -> Mapping[str, Table]:
    """Return tables in which boxes in cells are columns, in all if they are so in one."""
    found = {name: with_box_columns(table) for name, table in tables.items()}
    if all(found[name] is table for name, table in tables.items()):
        return tables
    return {name: with_box_columns(table, sure=True) for name, table in tables.items()}


def _roles_of(tables: Mapping[str, Table], wishes: Wishes) -> dict[str, Roles]:
    """Return which column of every table is what.

    A table that does not tell, as one whose labels are blank, is read as another one of the same columns.
    """
    found: dict[str, Roles] = {}
    failed: dict[str, DataError] = {}
    for name, table in tables.items():
        try:
            found[name] = find_roles(table, given=wishes.columns, task=wishes.task, classes=wishes.classes)
        except DataError as error:
            failed[name] = error
    for name, why in failed.items():
        alike = next((other for other in found if tables[other].names == tables[name].names), None)
        if alike is None:
            raise why
        found[name] = found[alike]
    return {name: _with_silent_flags(name, tables, found) for name in tables}


def _with_silent_flags(name: str, tables: Mapping[str, Table], found: Mapping[str, Roles]) -> Roles:
    """Return the roles of a table, with the columns of yes and no that only other splits answer."""
    table, labels = tables[name], found[name].labels
    alike = [found[other].labels for other in found if tables[other].names == table.names]
    answered = {place for of in alike if of.flags for place in of.places}
    silent = {
        place
        for place in answered - set(labels.places)
        if {word.lower() for word in table.columns[place].words()} <= UNCERTAIN
    }
    if not labels.flags or not silent:
        return found[name]
    return replace(found[name], labels=replace(labels, places=tuple(sorted({*labels.places, *silent}))))


def _rows_by_split(name: str, table: Table, roles: Roles | None) -> dict[str, NDArray[np.int64]]:
    """Return the rows of every split of a table; a blank cell leaves a row to the table's own."""
    if roles is None or roles.split is None:
        return {name: np.arange(len(table))}
    words = table.columns[roles.split].coded
    found = encode([split_name(word) if word else name for word in words.texts])
    codes = found.codes[words.codes]
    return {split: np.flatnonzero(codes == code) for code, split in enumerate(found.values)}


def _with_rows(table: Table, roles: Roles) -> Table:
    """Return a table; one whose rows tell their split has one at least.

    Raises
    ------
    DataError
        There is none.
    """
    if roles.split is None or len(table):
        return table
    why = "; ".join([NO_ROWS, *(one.examples[0] for one in table.problems[:1])])
    raise DataError(f"{table.source}: {why}")


def _told_task(parts: Mapping[str, Part]) -> Task | None:
    kinds: set[Task | None] = {_kind(part.roles) for part in parts.values()}
    if len(kinds) > 1:
        told = ", ".join(f"{part.table.source}: {_kind(part.roles) or 'labels'}" for part in parts.values())
        raise DataError(f"tables of one kind are wanted; got {told}; say which with task=")
    return kinds.pop() if kinds else None


def _kind(roles: Roles) -> Task | None:
    if roles.box is not None:
        return "detection"
    return "segmentation" if roles.pixels is not None else None


def _labels(parts: Mapping[str, Part], wishes: Wishes) -> Dataset:
    """Return a data set of labels of whole images."""
    written = [part.label_values() for part in parts.values() if not part.roles.labels.flags]
    reader = names_reader(chain.from_iterable(written), wishes.classes or ())
    found = {split: positives(part, reader, uncertain=wishes.uncertain) for split, part in parts.items()}
    classes = ClassIndex(
        (name for labels in found.values() for name in labels.used()),
        wishes.classes,
        ordered=[name for part in parts.values() for name in flag_names(part)],
    )
    task: Task = wishes.task or ("multilabel" if _several_an_image(parts, found) else "multiclass")
    splits = {split: label_split(part, found[split], classes) for split, part in parts.items()}
    return Dataset(task, classes.names, splits)


def _several_an_image(parts: Mapping[str, Part], found: Mapping[str, Positives]) -> bool:
    """Whether labels are columns of yes and no, or some image has two different ones."""
    if any(part.roles.labels.flags or part.roles.value is not None for part in parts.values()):
        return True
    return any(has_two(parts[split].image[labels.rows], labels.codes) for split, labels in found.items())


def has_two(image: NDArray[np.int64], codes: NDArray[np.int64]) -> bool:
    """Whether some image has two different labels."""
    order = np.argsort(image, kind="stable")  # quick where images stand in order
    same = image[order][1:] == image[order][:-1]
    return bool((same & (codes[order][1:] != codes[order][:-1])).any())


def _boxes(parts: Mapping[str, Part], wishes: Wishes) -> Dataset:
    """Return a data set of boxes."""
    rows = {split: box_rows(part) for split, part in parts.items()}
    names = {name for split, part in parts.items() for name in part.label_names().used(rows[split])}
    classes = ClassIndex(names - {""}, wishes.classes)
    signs = reduce(or_, (box_signs(part, rows[split]) for split, part in parts.items()))
    boxes = {split: (rows[split], box_columns(part, rows[split], signs)) for split, part in parts.items()}
    told = wishes.relative
    relative = (
        told if told is not None else _relative([column for _, sides in boxes.values() for column in sides])
    )
    splits = {
        split: box_split(part, boxes[split], classes, relative=relative) for split, part in parts.items()
    }
    return Dataset("detection", classes.names, splits)


def _relative(columns: Sequence[NDArray[np.float64]]) -> bool:
    """Whether boxes are shares of their image: all between 0 and 1, and not whole numbers only."""
    return within_one(columns) and any((column[np.isfinite(column)] % 1 != 0).any() for column in columns)


def within_one(columns: Sequence[NDArray[np.float64]]) -> bool:
    """Whether all numbers that are finite lie between 0 and 1."""
    return all(map(_within_one, columns))


def _within_one(column: NDArray[np.float64]) -> bool:
    low, high = column.min(initial=0), column.max(initial=1)
    if np.isfinite(high - low):
        return bool(low >= 0 and high <= 1)
    return not (np.isfinite(column) & ((column < 0) | (column > 1))).any()


def _masks(parts: Mapping[str, Part], wishes: Wishes) -> Dataset:
    """Return a data set of areas of masks."""
    names = {name for part in parts.values() for name in part.label_names().values if name}
    classes = ClassIndex(names, wishes.classes, background=True)
    splits = {split: mask_split(part, classes) for split, part in parts.items()}
    return Dataset("segmentation", classes.names, splits)


_MAKERS: dict[Task | None, Callable[[Mapping[str, Part], Wishes], Dataset]] = {
    None: _labels,
    "multiclass": _labels,
    "multilabel": _labels,
    "detection": _boxes,
    "segmentation": _masks,
}
