"""The images of a COCO file: one row an image, however often it is listed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import UNKNOWN, Images, image_names
from insight_widgets.dataset import split_order
from insight_widgets.growing import GrowingColumn
from insight_widgets.image_lookup import with_sizes
from insight_widgets.image_size import known_side
from insight_widgets.naming import ALL, known_split, split_in_stem, split_name
from insight_widgets.readers._ids import IdColumn, IdRows
from insight_widgets.texts.where import image_by_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from insight_widgets.problems import ProblemLog
    from insight_widgets.read_options import ReadOptions
    from insight_widgets.readers._coco_records import Image

_MOST_SPLITS = 20
"""More words than this do not name splits."""


@dataclass(slots=True)
class ImageColumns:
    """Columns of the entries of ``images``, gathered piece by piece.

    Attributes
    ----------
    ids : IdColumn
    name : GrowingColumn of str
        File names; empty where there is none.
    split : GrowingColumn of int32
        Which of `words` tells the split.
    words : dict of str to int
        Words for splits and their numbers; the empty one is 0.
    width, height : GrowingColumn of int32
        Sides in pixels; 0 where they are not known.
    """

    ids: IdColumn = field(default_factory=IdColumn)
    name: GrowingColumn = field(default_factory=lambda: GrowingColumn(object))
    split: GrowingColumn = field(default_factory=lambda: GrowingColumn(np.int32))
    words: dict[str, int] = field(default_factory=lambda: {"": 0})
    width: GrowingColumn = field(default_factory=lambda: GrowingColumn(np.int32))
    height: GrowingColumn = field(default_factory=lambda: GrowingColumn(np.int32))

    def add(self, entries: Sequence[Image]) -> None:
        """Add the entries of a piece."""
        self.ids.add([entry.id for entry in entries])
        self.name.extend(image_names(entry.name for entry in entries))
        words = [self.words.setdefault(entry.told_split, len(self.words)) for entry in entries]
        self.split.extend(np.array(words, dtype=np.int32))
        self.width.extend(np.array([known_side(entry.width) for entry in entries], dtype=np.int32))
        self.height.extend(np.array([known_side(entry.height) for entry in entries], dtype=np.int32))


@dataclass(frozen=True, slots=True)
class ImageTable:
    """Images, and the rows that ids stand for.

    Attributes
    ----------
    images : Images
    entries : IdRows
        The entry of every id.
    row : ndarray of int32, shape (entries + 1,)
        Row in `images` of every entry, which entries of one image share; the last is for ids without entry.
    splits : mapping of str to ndarray of bool, shape (images,)
        Which images are of which split, where the entries tell it; else nothing.
    """

    images: Images
    entries: IdRows
    row: NDArray[np.int32]
    splits: Mapping[str, NDArray[np.bool_]]

    def rows_of(self, image: NDArray[Any]) -> NDArray[np.int32]:
        """Return the image row of every annotation's image id, or -1; shape (n,)."""
        return self.row[self.entries.of(image)]


def image_table(columns: ImageColumns, file: Path, options: ReadOptions, log: ProblemLog) -> ImageTable:
    """Return the images of a file; entries that repeat an id or a file name are told and merged."""
    ids, names = columns.ids.whole(), columns.name.whole()
    entries = IdRows(ids)
    first = _first_entries(entries.of(ids), names)
    single = first == np.arange(len(first), dtype=np.int32)

    def told(row: int) -> str:
        return f"{file.name}: {image_by_id(ids[row], names[row])}"

    row = np.append(np.cumsum(single, dtype=np.int32)[first] - 1, UNKNOWN).astype(np.int32)
    rows = slice(None) if single.all() else single
    width, height = (sides.whole()[rows] for sides in (columns.width, columns.height))
    kept = names[rows]
    images = Images(_called(kept, ids[rows]), width, height, _keys(kept))
    log.add_rows("duplicate-image", np.flatnonzero(~single), told, lambda entry: str(images.name[row[entry]]))
    splits = _told_splits(columns.words, columns.split.whole()[rows])
    return ImageTable(_sized(images, file, options, log), entries, row, splits)


def _sized(images: Images, file: Path, options: ReadOptions, log: ProblemLog) -> Images:
    roots = (file.parent, file.parent / "images", file.parent.parent / "images")
    split = split_in_stem(file.stem) or known_split(file.parent.name)
    return with_sizes(images, roots, options, log, split=split)


def _told_splits(words: Mapping[str, int], told: NDArray[np.int32]) -> dict[str, NDArray[np.bool_]]:
    """Return the images of each split that words tell; nothing where they do not tell splits.

    One split alone must be told of every image, as one word here and there is a note and no parting.
    """
    used = {word for word, number in words.items() if (told == number).any()} if _are_few(words) else {""}
    some_only = len(used) == 2 and "" in used  # noqa: PLR2004  (one word, and nothing)
    if used <= {""} or some_only:
        return {}
    named = {word: split_name(word) or ALL for word in used}
    splits = {
        name: np.zeros(len(told), dtype=np.bool_) for name in sorted(set(named.values()), key=split_order)
    }
    for word, name in named.items():
        splits[name] |= told == words[word]
    return splits


def _are_few(words: Mapping[str, int]) -> bool:
    return len(words) <= _MOST_SPLITS


def _first_entries(by_id: NDArray[np.int32], names: NDArray[np.object_]) -> NDArray[np.int32]:
    """Return for each entry the first entry of the same id, or else of the same file name."""
    own = np.arange(len(by_id), dtype=np.int32)
    first: NDArray[np.int32] = np.where(by_id < 0, own, by_id)  # entries without an id are their own
    if _differ(names):
        return first
    seen: dict[str, int] = {}
    bare = enumerate(map(str.strip, names))
    by_name = [seen.setdefault(name, place) if name else place for place, name in bare]
    first = np.minimum(first, np.array(by_name, dtype=np.int32))
    while not np.array_equal(first, first[first]):  # the first of the first: names and ids may form chains
        first = first[first]
    return first


def _differ(names: NDArray[np.object_]) -> bool:
    """Whether all names differ for certain; their hashes take less memory than a set of them."""
    hashes = np.fromiter((hash(name.strip()) for name in names), dtype=np.int64, count=len(names))
    hashes.sort()
    return not (hashes[1:] == hashes[:-1]).any()


def _called(names: NDArray[np.object_], ids: NDArray[Any]) -> NDArray[np.object_]:
    """Return the names, and what images without one are called."""
    unnamed = np.flatnonzero(names == "")
    if not len(unnamed):
        return names
    called = names.copy()
    called[unnamed] = [f"id {one}" for one in ids[unnamed].tolist()]
    return called


def _keys(names: NDArray[np.object_]) -> NDArray[np.object_] | None:
    """Return the file names; an image without one is known by nothing in another split."""
    unnamed = np.flatnonzero(names == "")
    if len(unnamed) == len(names):
        return None
    keys = names.copy() if len(unnamed) else names
    keys[unnamed] = None
    return keys
