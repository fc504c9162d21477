"""Several data sets as the splits of one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from insight_widgets.columns import Boxes, Labels, Masks
from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError, ReadError
from insight_widgets.naming import split_name, union_of_classes
from insight_widgets.parting import as_split

if TYPE_CHECKING:
    from collections.abc import Mapping

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Task

Table = TypeVar("Table", Labels, Boxes, Masks)


def join(parts: Mapping[str, Dataset], title: str = "") -> Dataset:
    """Return one data set of data sets with one split each.

    Parameters
    ----------
    parts : mapping of str to Dataset
        By the name that their split shall have.

    Raises
    ------
    ReadError
        A part holds several splits itself.
    DataError
        The tasks differ, or two parts have one name.
    """
    classes = union_of_classes(part.classes for part in parts.values())
    splits: dict[str, Split] = {}
    for given, part in parts.items():
        name = split_name(given)
        if name in splits:
            raise DataError(f'two splits are called "{name}"; give each its own name')
        splits[name] = relabel(as_split(_only_split(given, part)), part.classes, classes)
    return Dataset(_common_task(parts), classes, splits, title)


def relabel(split: Split, old: tuple[str, ...], new: tuple[str, ...]) -> Split:
    """Return a split whose labels index into another class list that holds all of the old one."""
    if old == new:
        return split
    places = {name: place for place, name in enumerate(new)}
    lookup = np.array([*(places[name] for name in old), -1], dtype=np.int32)  # -1 stays -1
    return replace(
        split,
        labels=_relabelled(split.labels, lookup),
        boxes=_relabelled(split.boxes, lookup),
        masks=_relabelled(split.masks, lookup),
    )


def _relabelled(table: Table | None, lookup: np.ndarray[tuple[int], np.dtype[np.int32]]) -> Table | None:
    return None if table is None else replace(table, label=lookup[table.label])


def _only_split(name: str, part: Dataset) -> Split:
    if len(part.splits) > 1:
        raise ReadError(
            f"{part.title or name}: one split is wanted for {name}; "
            f"this holds {', '.join(part.splits)}: give it as the whole data set"
        )
    return next(iter(part.splits.values()))


def _common_task(parts: Mapping[str, Dataset]) -> Task:
    tasks = {part.task for part in parts.values()}
    if tasks == {"multiclass", "multilabel"}:  # lists may be missing in one split by chance
        return "multilabel"
    if len(tasks) > 1:
        told = ", ".join(f"{name}: {part.task}" for name, part in parts.items())
        raise DataError(f"splits of one task are wanted; got {told}; say which with task=")
    return tasks.pop()
