"""Several data sets, one behind the other in one split."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from insight_widgets.columns import UNKNOWN, Boxes, Images, Labels, Masks, Split, image_names
from insight_widgets.dataset import Dataset
from insight_widgets.errors import DataError
from insight_widgets.joining import relabel
from insight_widgets.looked_up import pictures_of, shapes_of
from insight_widgets.naming import ALL, union_of_classes
from insight_widgets.problems import ProblemLog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.dataset import Task

Table = TypeVar("Table", Labels, Boxes, Masks)


def stacked(parts: Sequence[Dataset]) -> Dataset:
    """Return the data set of one split that holds those of all parts.

    Parameters
    ----------
    parts : sequence of Dataset
        Each of one split, at least one.

    Raises
    ------
    DataError
        Their tasks differ.
    """
    if len(parts) == 1:
        return parts[0]
    classes = union_of_classes(part.classes for part in parts)
    splits = [relabel(split, part.classes, classes) for part in parts for split in part.splits.values()]
    return Dataset(_common_task(parts), classes, {ALL: _stacked_splits(splits)}, parts[0].title)


def _common_task(parts: Sequence[Dataset]) -> Task:
    tasks = {part.task for part in parts}
    if len(tasks) > 1:
        raise DataError(f"parts of one task are wanted; got {', '.join(sorted(tasks))}; say which with task=")
    return tasks.pop()


def _stacked_splits(splits: Sequence[Split]) -> Split:
    sizes = [len(split.images) for split in splits]
    first_rows = np.cumsum([0, *sizes[:-1]]).tolist()
    log = ProblemLog(problem for split in splits for problem in split.problems)
    return Split(
        _stacked_images([split.images for split in splits]),
        labels=_stacked_tables([split.labels for split in splits], first_rows),
        boxes=_stacked_tables([_complete(split.boxes) for split in splits], first_rows),
        masks=_stacked_tables([split.masks for split in splits], first_rows),
        record_name=splits[0].record_name,
        unresolved=_stacked_words(splits),
        problems=log.problems(),
        shapes=shapes_of(splits),
        pictures=pictures_of(splits),
    )


def _stacked_images(tables: Sequence[Images]) -> Images:
    """Return all images; their names start at the folder that holds all of the files."""
    roots = [root for table in tables for root in table.roots]
    top = os.path.commonpath(roots) if roots else ""
    names = [name for table in tables for name in _names_below(table, top)]
    keys = [table.key for table in tables if table.key is not None]
    return Images(
        image_names(names),
        np.concatenate([table.width for table in tables]),
        np.concatenate([table.height for table in tables]),
        np.concatenate(keys) if len(keys) == len(tables) else None,
        tables[0].key_name,
        (Path(top),) if roots else (),
        _stacked_missing(tables),
    )


def _stacked_missing(tables: Sequence[Images]) -> NDArray[np.bool_] | None:
    if all(table.missing is None for table in tables):
        return None
    none = (np.zeros(len(table), dtype=np.bool_) for table in tables)
    return np.concatenate(
        [own if table.missing is None else table.missing for table, own in zip(tables, none, strict=True)]
    )


def _names_below(images: Images, top: str) -> list[str]:
    if len(images.roots) != 1 or os.fspath(images.roots[0]) == top:
        return images.name.tolist()  # type: ignore[no-any-return]
    folder = images.roots[0].relative_to(top).as_posix()
    return [f"{folder}/{name}" for name in images.name]


def _complete(boxes: Boxes | None) -> Boxes | None:
    """Return boxes with a column of crowds; ids of several files are not unique."""
    if boxes is None:
        return None
    crowd = np.zeros(len(boxes), dtype=np.bool_) if boxes.crowd is None else boxes.crowd
    return replace(boxes, crowd=crowd, unique_records=False)


def _stacked_tables(tables: Sequence[Table | None], first_rows: Sequence[int]) -> Table | None:
    """Return one table of all; columns that some table lacks are left out."""
    given = [table for table in tables if table is not None]
    if len(given) < len(tables):
        return None
    columns: dict[str, Any] = {}
    for field in fields(given[0]):
        values = [getattr(table, field.name) for table in given]
        if field.name == "image":
            values = [_shifted(rows, first) for rows, first in zip(values, first_rows, strict=True)]
        columns[field.name] = _stacked_column(values)
    return replace(given[0], **columns)


def _stacked_column(values: Sequence[Any]) -> Any:
    if all(isinstance(value, np.ndarray) for value in values):
        return np.concatenate(values)
    if all(isinstance(value, Mapping) for value in values):
        names = [name for name in values[0] if all(name in value for value in values)]
        return {name: np.concatenate([value[name] for value in values]) for name in names}
    return None if any(value is None for value in values) else values[0]


def _shifted(rows: NDArray[np.int64], first: int) -> NDArray[np.int64]:
    return np.where(rows >= 0, rows + first, UNKNOWN)


def _stacked_words(splits: Sequence[Split]) -> dict[int, str]:
    words: dict[int, str] = {}
    first = 0
    for split in splits:
        words |= {first + row: text for row, text in split.unresolved.items()}
        first += len(split.labels if split.labels is not None else split.boxes or ())
    return words


def with_images(dataset: Dataset, images: Images, log: ProblemLog) -> Dataset:
    """Return a data set of one split whose images are told by others, row by row.

    Sizes that only the data set knows are kept; problems of the log are told first.
    """
    ((name, split),) = dataset.splits.items()
    log.extend(split.problems)
    known = (images.width > 0) & (images.height > 0)
    sized = replace(
        images,
        width=np.where(known, images.width, split.images.width),
        height=np.where(known, images.height, split.images.height),
    )
    return replace(dataset, splits={name: replace(split, images=sized, problems=log.problems())})
