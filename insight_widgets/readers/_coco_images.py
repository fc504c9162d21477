"""The images of a COCO file: one row an image, however often it is listed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import Images, image_names
from insight_widgets.dataset import split_order
from insight_widgets.errors import shorten
from insight_widgets.image_lookup import with_sizes
from insight_widgets.image_size import known_side
from insight_widgets.naming import ALL, known_split, split_in_stem, split_name
from insight_widgets.readers._ids import id_column, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from insight_widgets.problems import ProblemLog
    from insight_widgets.readers import ReadOptions
    from insight_widgets.readers._coco_records import Image

_MOST_SPLITS = 20
"""More words than this do not name splits."""


@dataclass(frozen=True, slots=True)
class ImageTable:
    """Images, and the rows that ids stand for.

    Attributes
    ----------
    images : Images
    ids : ndarray, shape (entries,)
        Id of every entry of the file.
    row : ndarray of int64, shape (entries,)
        Row in `images` of every entry; entries of one image share it.
    splits : mapping of str to ndarray of bool, shape (images,)
        Which images are of which split, where the entries tell it; else nothing.
    """

    images: Images
    ids: NDArray[Any]
    row: NDArray[np.int64]
    splits: Mapping[str, NDArray[np.bool_]]

    def rows_of(self, image: NDArray[Any]) -> NDArray[np.int64]:
        """Return the image row of every annotation's image id, or -1; shape (n,)."""
        return np.append(self.row, -1)[rows_of(self.ids, image)]


def image_table(entries: Sequence[Image], file: Path, options: ReadOptions, log: ProblemLog) -> ImageTable:
    """Return the images of a file; entries that repeat an id or a file name are told and merged."""
    ids = id_column([entry.id for entry in entries])
    first = _first_entries(ids, [entry.name.strip() for entry in entries])
    kept = np.flatnonzero(first == np.arange(len(first)))
    repeated = np.flatnonzero(first != np.arange(len(first)))
    log.add_rows("duplicate-image", repeated, lambda row: f"{file.name}: image {_told(entries[row])}")
    row = np.searchsorted(kept, first)
    single = [entries[place] for place in kept.tolist()]
    return ImageTable(_images(single, file, options, log), ids, row, _told_splits(single))


def _told_splits(entries: Sequence[Image]) -> dict[str, NDArray[np.bool_]]:
    """Return the images of each split that entries tell; nothing where they do not tell splits.

    One split alone must be told of every image, as one word here and there is a note and no parting.
    """
    told = {entry.told_split for entry in entries}
    some_only = len(told) == 2 and "" in told  # noqa: PLR2004  (one word, and nothing)
    if len(told) > _MOST_SPLITS or told <= {""} or some_only:
        return {}
    names = np.array([split_name(entry.told_split) or ALL for entry in entries], dtype=object)
    return {name: names == name for name in sorted(set(names.tolist()), key=split_order)}


def _first_entries(ids: NDArray[Any], names: list[str]) -> NDArray[np.int64]:
    """Return for each entry the first entry of the same id, or else of the same file name."""
    own = np.arange(len(ids))
    by_id = rows_of(ids, ids)
    by_id = np.where(by_id < 0, own, by_id)  # entries without an id are their own
    if len(set(names)) == len(names):
        return by_id
    seen: dict[str, int] = {}
    by_name = np.array([seen.setdefault(name, place) if name else place for place, name in enumerate(names)])
    first: NDArray[np.int64] = np.minimum(by_id, by_name)
    while not np.array_equal(first, first[first]):  # the first of the first: names and ids may form chains
        first = first[first]
    return first


def _images(entries: Sequence[Image], file: Path, options: ReadOptions, log: ProblemLog) -> Images:
    names = image_names(entry.name or f"id {entry.id}" for entry in entries)
    width = np.array([known_side(entry.width) for entry in entries], dtype=np.int32)
    height = np.array([known_side(entry.height) for entry in entries], dtype=np.int32)
    images = Images(names, width, height, _keys(entries))
    roots = (file.parent, file.parent / "images", file.parent.parent / "images")
    split = split_in_stem(file.stem) or known_split(file.parent.name)
    return with_sizes(images, roots, options, log, split=split)


def _keys(entries: Sequence[Image]) -> NDArray[np.object_] | None:
    """Return the file names; an image without one is known by nothing in another split."""
    if not any(entry.name for entry in entries):
        return None
    keys = np.empty(len(entries), dtype=object)
    keys[:] = [entry.name or None for entry in entries]
    return keys


def _told(entry: Image) -> str:
    return f'id {entry.id}, file "{shorten(entry.name)}"'
