"""A data set written once as Parquet tables, which are read again in a moment and in parts.

Only what counts is written: records that are no box, name no class or repeat another one are told among the
problems, which stand in the file beside the rows, so that a report on it says the same.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import DataError, ReadError
from insight_widgets.export.files import refuse_those_there
from insight_widgets.progress import track
from insight_widgets.staging import staged
from insight_widgets.stats.check import check
from insight_widgets.streams.converted import FOUND_AGAIN, METADATA, VERSION
from insight_widgets.texts.progress import WRITING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from insight_widgets.columns import Images, Split
    from insight_widgets.dataset import Dataset, Task
    from insight_widgets.problems import Problem

GROUP_ROWS = 2**20
"""Rows of a row group."""


def convert(dataset: Dataset, folder: Path, *, progress: bool = True, overwrite: bool = False) -> list[Path]:
    """Write a Parquet file for every split of a data set: all of them, or none.

    Parameters
    ----------
    dataset : Dataset
    folder : Path
        Made if it is not there.
    progress : bool
        Whether long work shows a progress bar.
    overwrite : bool
        Whether files that are there are replaced.

    Returns
    -------
    list of Path
        What was written.

    Raises
    ------
    ReadError
        pyarrow is not installed, or the folder cannot be written.
    DataError
        Boxes of some splits are in pixels, and those of others shares of their image.
    InsightError
        There is one of the files already.
    """
    try:
        from pyarrow import parquet
    except ImportError:
        raise ReadError(
            'Parquet is written with pyarrow; install it: pip install "insight-widgets[parquet]"'
        ) from None
    keyed = _tell_alike(dataset)
    files = file_names(dataset.splits)
    if not overwrite:
        refuse_those_there([folder / file for file in files.values()])
    try:
        with staged(folder) as within:
            for name, split in track(dataset.splits.items(), WRITING, show=progress):
                table = _table(dataset, name, split, keyed=keyed)
                parquet.write_table(table, within / files[name], row_group_size=GROUP_ROWS)
    except OSError as error:
        raise ReadError(f"{folder}: cannot be written: {error.strerror or error}") from None
    return [folder / file for file in files.values()]


def folder_beside(source: str | Mapping[str, str]) -> Path:
    """Return where a data set is written if nobody says so: beside it, or beside its first split."""
    first = source if isinstance(source, str) else next(iter(source.values()))
    path = Path(first).expanduser().resolve()
    name = path.name if path.is_dir() else path.stem
    return path.with_name(f"{name}-parquet")


def file_names(splits: Iterable[str]) -> dict[str, str]:
    """Return what the file of each split is called.

    Raises
    ------
    DataError
        Two of them would be called alike.
    """
    splits_of: dict[str, str] = {}
    for split in splits:
        name = "".join(one if one.isalnum() or one in "-_." else "_" for one in split) or "all"
        other = splits_of.setdefault(f"{name}.parquet", split)
        if other != split:
            raise DataError(f"splits {other!r} and {split!r} would both be {name}.parquet; rename one")
    return {split: file for file, split in splits_of.items()}


def _table(dataset: Dataset, name: str, split: Split, *, keyed: bool) -> Any:
    checked = check(split, dataset.task, dataset.classes)
    kept = checked.split
    table = rows_table(kept, dataset.task, dataset.classes, _names(kept.images, keyed=keyed))
    facts = {
        "version": VERSION,
        "task": dataset.task,
        "classes": list(dataset.classes),
        "split": name,
        "relative": _relative(dataset),
        "keys": kept.images.key is not None,
        "key_name": kept.images.key_name,
        "problems": told_beside(checked.problems),
    }
    return table.replace_schema_metadata({METADATA: json.dumps(facts)})


def rows_table(kept: Split, task: Task, classes: Sequence[str], names: Sequence[str]) -> Any:
    """Return a row for each label, box or mask of a split, and for each image that has none.

    Parameters
    ----------
    kept : Split
        What counts.
    task : Task
    classes : sequence of str
        What the places of classes are called.
    names : sequence of str
        What the images are called, no two alike.
    """
    import pyarrow as pa

    image, label, columns = _ROWS[task](kept)
    order, image = _in_order(image, len(kept.images))
    told = order >= 0
    table = {
        "image": pa.DictionaryArray.from_arrays(pa.array(image, pa.int32()), pa.array(names, pa.string())),
        "label": pa.DictionaryArray.from_arrays(
            pa.array(_taken(label, order), pa.int32(), mask=~told),
            pa.array(classes, pa.string()),
        ),
    }
    table |= {key: pa.array(_taken(column, order), mask=~told) for key, column in columns.items()}
    for key, side in _sides(kept, image, order).items():
        table[key] = pa.array(side, mask=side <= 0)
    return pa.table(table)


def _relative(dataset: Dataset) -> bool:
    """Return whether boxes are shares of their image, which is told once for all splits."""
    kinds = {split.boxes.relative for split in dataset.splits.values() if split.boxes is not None}
    if len(kinds) > 1:
        raise DataError(
            "boxes of all splits in pixels, or all as shares of their image, are wanted; got both"
        )
    return kinds == {True}


def _taken(column: NDArray[Any], order: NDArray[np.int64]) -> NDArray[Any]:
    """Return rows of a column; anything where there is none."""
    return column[order] if len(column) else np.zeros(len(order), dtype=column.dtype)


def told_beside(problems: Iterable[Problem]) -> list[list[Any]]:
    """Return the problems that will not be found again in what is written."""
    kept = (problem for problem in problems if problem.code not in FOUND_AGAIN)
    return [[problem.code, problem.count, list(problem.examples)] for problem in kept]


def _in_order(image: NDArray[np.int64], images: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows by image, -1 for every image that has none, and the image of each."""
    empty = np.setdiff1d(np.arange(images), image)
    rows = np.concatenate([np.arange(len(image)), np.full(len(empty), -1)])
    whole = np.concatenate([image, empty])
    order = np.argsort(whole, kind="stable")
    return rows[order], whole[order]


def _label_rows(split: Split) -> tuple[Any, Any, Mapping[str, Any]]:
    labels = split.labels
    if labels is None:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int32), {}
    return labels.image, labels.label, {}


def _box_rows(split: Split) -> tuple[Any, Any, Mapping[str, Any]]:
    if split.boxes is None:
        nothing = np.zeros(0)
        return nothing.astype(np.int64), nothing.astype(np.int32), dict.fromkeys(_BOX, nothing)
    boxes = split.boxes.plain()
    return boxes.image, boxes.label, {name: getattr(boxes, name) for name in _BOX}


def _mask_rows(split: Split) -> tuple[Any, Any, Mapping[str, Any]]:
    masks = split.masks
    if masks is None:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, {"pixels": nothing}
    filled = masks.pixels > 0
    return masks.image[filled], masks.label[filled], {"pixels": masks.pixels[filled]}


_BOX = ("x", "y", "width", "height")
_ROWS = {
    "multiclass": _label_rows,
    "multilabel": _label_rows,
    "detection": _box_rows,
    "segmentation": _mask_rows,
}


def _sides(split: Split, image: NDArray[np.int64], order: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
    """Return the size of the image of every row; of masks of another size, one of as many pixels."""
    width, height = (side.astype(np.int64)[image] for side in (split.images.width, split.images.height))
    if split.masks is not None:
        filled = split.masks.pixels > 0
        told = _taken(split.masks.total[filled], order)
        total = np.where(order >= 0, told, width * height)
        whole = _whole_images(image, total, width * height)
        width, height = np.where(whole, width, total), np.where(whole, height, 1)
    return {"image_width": width, "image_height": height}


def _whole_images(
    image: NDArray[np.int64], total: NDArray[np.int64], pixels: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """Return the rows of images whose masks are all of the image's size."""
    other = np.unique(image[total != pixels])
    return ~np.isin(image, other)


def _names(images: Images, *, keyed: bool) -> list[str]:
    """Return a name for every image, no two alike: its key where names do not tell the same images apart."""
    if keyed and images.key is not None:
        names = [str(name if key is None else key) for key, name in zip(images.key, images.name, strict=True)]
    else:
        names = [str(name) for name in images.name]
    taken: dict[str, int] = {}
    for row, name in enumerate(names):
        if not name.strip() or name.strip() in taken:
            names[row] = f"{name} ({row + 1})"
        taken[names[row].strip()] = row
    return names


def _tell_alike(dataset: Dataset) -> bool:
    """Whether keys, rather than names, tell which images of several splits are the same."""
    pairs = [
        (str(key), str(name))
        for split in dataset.splits.values()
        if split.images.key is not None
        for key, name in zip(split.images.key, split.images.name, strict=True)
        if key is not None
    ]
    distinct = len(set(pairs))
    return not len({key for key, _ in pairs}) == distinct == len({name for _, name in pairs})
