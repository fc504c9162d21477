"""The samples behind a pick as columns: what `report.samples()` returns."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import take_rows
from insight_widgets.errors import DataError, shorten
from insight_widgets.gallery.picture_error import PictureError
from insight_widgets.gallery.sources import source_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from insight_widgets.columns import Split
    from insight_widgets.gallery.finder import Finder

COLUMNS = ("image", "path", "box", "class", "split", "area", "ratio", "record", "row")
"""Columns of the table, in order."""


def sample_columns(finder: Finder, picked: Mapping[str, Any], most: int | None) -> dict[str, list[Any]]:
    """Return the first images behind a pick, one row a matching object (or one, where nothing matches).

    Parameters
    ----------
    finder : Finder
    picked : mapping
        See `insight_widgets.picking`.
    most : int or None
        Images of a split at the most; None for all.

    Raises
    ------
    DataError
        `most` is no whole number from 0 up.
    """
    _check_number(most)
    parts = [_columns_of(finder, split, picked, most) for split in splits_of(finder, picked)]
    return {name: [value for part in parts for value in part[name]] for name in COLUMNS}


def image_paths(finder: Finder, picked: Mapping[str, Any]) -> list[str]:
    """Return the paths of the images behind a pick, each once; their names where there is no file."""
    paths: dict[str, None] = {}
    for name in splits_of(finder, picked):
        split = finder.dataset.splits[name]
        paths |= dict.fromkeys(_path(split, row) for row in finder.find(name, picked).images.tolist())
    return list(paths)


def splits_of(finder: Finder, picked: Mapping[str, Any]) -> list[str]:
    """Return the splits that a pick looks at."""
    return list(finder.dataset.splits) if picked.get("split") is None else [picked["split"]]


def _columns_of(
    finder: Finder, name: str, picked: Mapping[str, Any], most: int | None
) -> dict[str, list[Any]]:
    split, records = finder.dataset.splits[name], finder.index(name).records
    found = finder.find(name, picked)
    images = found.images[:most]
    place, row = _shown(records.image, found.matches.rows, images, len(split.images))
    image, of = images[place], row[row >= 0]
    path = [_path(split, one) for one in images.tolist()]
    classes = np.array([*finder.dataset.classes, None], dtype=object)
    known: dict[str, Any] = {
        "box": _boxes(split, of),
        "class": classes[records.label[of]],
        "area": _numbers(records.area, of),
        "ratio": _numbers(records.ratio, of),
        "record": _written(split, of),
    }
    return {
        "image": split.images.name[image].tolist(),
        "path": [path[at] for at in place.tolist()],
        "split": [name] * len(image),
        "row": image.tolist(),
        **{key: _spread(values, row >= 0) for key, values in known.items()},
    }


def _shown(
    image: NDArray[np.integer], rows: NDArray[np.int64], images: NDArray[np.int64], length: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return for each row of the table the place of its image, and its record; -1 for an image without."""
    places = np.full(length, -1)
    places[images] = np.arange(len(images))
    place = places[image[rows]]
    rows, place = rows[place >= 0], place[place >= 0]
    alone = np.setdiff1d(np.arange(len(images)), place)
    every = np.concatenate([place, alone])
    order = np.argsort(every, kind="stable")
    return every[order], np.concatenate([rows, np.full(len(alone), -1)])[order]


def _spread(values: Any, there: NDArray[np.bool_]) -> list[Any]:
    """Return values in the rows that have one, None in the others."""
    column = np.full(len(there), None, dtype=object)
    column[there] = values
    return column.tolist()


def _boxes(split: Split, rows: NDArray[np.int64]) -> NDArray[np.object_]:
    """Return x, y, width, height of boxes in pixels; as shares of an image whose size is not known."""
    found = np.full(len(rows), None, dtype=object)
    if split.boxes is None or split.masks is not None:
        return found
    boxes = take_rows(split.boxes, rows).plain()
    corners = np.stack([boxes.x, boxes.y, boxes.width, boxes.height], axis=1)
    if boxes.relative:
        size = np.stack([split.images.width, split.images.height] * 2, axis=1)[boxes.image]
        corners = np.where((size > 0).all(axis=1, keepdims=True), corners * size, corners)
    found[:] = list(map(tuple, corners.tolist()))
    return found


def _numbers(column: NDArray[np.float32] | None, rows: NDArray[np.int64]) -> list[float | None]:
    if column is None:
        return [None] * len(rows)
    return [None if np.isnan(value) else value for value in column[rows].tolist()]


def _written(split: Split, rows: NDArray[np.int64]) -> list[Any]:
    """Return what the data set calls records."""
    table = split.labels if split.labels is not None else None if split.masks is not None else split.boxes
    if table is None or table.record is None:
        return [None] * len(rows)
    return table.record[rows].tolist()  # type: ignore[no-any-return]


def _path(split: Split, row: int) -> str:
    """Return the path of an image; its name where there is no file that may be opened."""
    try:
        source = source_of(split, row)
    except PictureError:
        source = None
    return str(source) if isinstance(source, Path) else str(split.images.name[row])


def _check_number(most: int | None) -> None:
    if most is not None and (not isinstance(most, int) or isinstance(most, bool) or most < 0):
        raise DataError(f"samples: a number of images from 0 up is wanted; got {shorten(repr(most))}")
