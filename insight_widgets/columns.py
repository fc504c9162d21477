"""The columns of a data set: images, labels, boxes, masks, and the split that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from insight_widgets.packed_numbers import unpacked
from insight_widgets.texts.where import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from numpy.typing import NDArray

    from insight_widgets.problems import Problem
    from insight_widgets.shapes import PictureSource, ShapeSource

UNKNOWN = -1
"""Row of an image, or index of a class, that a record names but the split does not have."""


@dataclass(frozen=True, slots=True)
class Images:
    """The images of a split, one row each.

    Attributes
    ----------
    name : ndarray of object (str), shape (n,)
        File name as the data set writes it; what messages call the image.
    width, height : ndarray of int32, shape (n,)
        Size in pixels; 0 where it is not known.
    key : ndarray of object (str), shape (n,), or None
        What makes an image the same image in another split (a file name written in an
        annotation file, or a resolved path). None where nothing does, for one image or for all.
    key_name : str
        What `key` is, for messages (``"file name"``, ``"file"``).
    roots : tuple of Path
        Folders in which `name` is to be looked for; none where there are no files.
    missing : ndarray of bool or None, shape (n,)
        Images whose file is not there or damaged, which the reader has told: nothing else is told of them.
    origin : ndarray of int64 or None, shape (n,)
        Row of each image where `Split.shapes` and `Split.pictures` were made; None where that is its own row.
    """

    name: NDArray[np.object_]
    width: NDArray[np.int32]
    height: NDArray[np.int32]
    key: NDArray[np.object_] | None = None
    key_name: str = FILE_NAME
    roots: tuple[Path, ...] = ()
    missing: NDArray[np.bool_] | None = None
    origin: NDArray[np.int64] | None = None

    def __len__(self) -> int:
        return len(self.name)


@dataclass(frozen=True, slots=True)
class Labels:
    """Positive labels of whole images (classification), one row each.

    Attributes
    ----------
    image : ndarray of int64, shape (n,)
        Row of the image in `Images`; -1 where the record names an image that is not there.
    label : ndarray of int32, shape (n,)
        Index of the class in `Dataset.classes`; -1 where the record names no class of it.
    record : ndarray or None
        What the file calls the record (a line number, an id), for messages.
    """

    image: NDArray[np.int64]
    label: NDArray[np.int32]
    record: NDArray[Any] | None = None

    def __len__(self) -> int:
        return len(self.image)


@dataclass(frozen=True, slots=True)
class Boxes:
    """Bounding boxes, one row each.

    Attributes
    ----------
    image : ndarray of int64, shape (n,)
        Row of the image in `Images`, or -1.
    label : ndarray of int32, shape (n,)
        Index of the class in `Dataset.classes`, or -1.
    x, y, width, height : ndarray of float64, shape (n,)
        Left, top and size, in pixels, or as a share of the image (0 to 1) if `relative`.
        Kept as written: negative, NaN and infinite values too.
    record : ndarray or None, shape (n,)
        Annotation id or line number, for messages; ids are also looked through for duplicates.
    crowd : ndarray of bool or None, shape (n,)
        Regions that stand for a group (COCO ``iscrowd``).
    relative : bool
        Whether the boxes are shares of the image rather than pixels.
    unique_records : bool
        Whether `record` is meant to be unique in the split (an id, not a line number).
    repeated : ndarray of bool or None, shape (n,)
        Whether the same `record` stands at an earlier row; None where nobody has looked for it yet.
    decimals : int or None
        Where there are millions of boxes, columns may be of narrower kinds, and `x`, `y`, `width`, `height`
        be packed with so many decimals (see `packed_numbers`); `plain` returns them as said here.
    attributes : mapping of str to ndarray, shape (n,) each
        What else the records say (``difficult``, ``truncated``, ``occluded``, ``rotation``), as written.
    """

    image: NDArray[np.int64]
    label: NDArray[np.int32]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    width: NDArray[np.float64]
    height: NDArray[np.float64]
    record: NDArray[Any] | None = None
    crowd: NDArray[np.bool_] | None = None
    relative: bool = False
    unique_records: bool = False
    repeated: NDArray[np.bool_] | None = None
    decimals: int | None = None
    attributes: Mapping[str, NDArray[Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.image)

    def plain(self) -> Boxes:
        """Return the same boxes with columns of the usual kinds."""
        x, y, width, height = (
            unpacked(column, self.decimals) for column in (self.x, self.y, self.width, self.height)
        )
        image, label = self.image.astype(np.int64, copy=False), self.label.astype(np.int32, copy=False)
        return replace(self, image=image, label=label, x=x, y=y, width=width, height=height, decimals=None)


@dataclass(frozen=True, slots=True)
class Masks:
    """Areas of segmentation masks, one row for an image and class (parts already united).

    Attributes
    ----------
    image : ndarray of int64, shape (n,)
        Row of the image in `Images`.
    label : ndarray of int32, shape (n,)
        Index of the class in `Dataset.classes`.
    pixels : ndarray of int64, shape (n,)
        Pixels of the union of the class's parts in that image.
    total : ndarray of int64, shape (n,)
        Pixels of the whole mask (width times height of the mask); 0 where they are not known.
    """

    image: NDArray[np.int64]
    label: NDArray[np.int32]
    pixels: NDArray[np.int64]
    total: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.image)


@dataclass(frozen=True, slots=True)
class Split:
    """One split: its images and what is known of them.

    `labels` belong to classification, `boxes` to detection, `masks` to segmentation (which may
    bring `boxes` along as the records the masks were made of).

    Attributes
    ----------
    source : str
        The file or folder the split was read from, for messages.
    record_name : str
        What a record is called in `source` (``"annotation"``, ``"line"``, ``"row"``).
    unresolved : mapping of int to str
        For rows of `labels` or `boxes` with -1: what the file says there, for messages.
        Only the first few need an entry.
    problems : tuple of Problem
        What was found while reading.
    shapes : ShapeSource or None
        Outlines and masks of the objects of an image, read when they are asked for.
    pictures : PictureSource or None
        The images themselves, where they do not lie in files.
    """

    images: Images
    labels: Labels | None = None
    boxes: Boxes | None = None
    masks: Masks | None = None
    source: str = ""
    record_name: str = "row"
    unresolved: Mapping[int, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    shapes: ShapeSource | None = field(default=None, repr=False)
    pictures: PictureSource | None = field(default=None, repr=False)


Table = TypeVar("Table", Images, Labels, Boxes, Masks)


def take_rows(table: Table, rows: NDArray[Any] | slice) -> Table:
    """Return some rows of a table: a slice, those at places, or where a mask of it is true."""
    values = {column.name: getattr(table, column.name) for column in fields(table)}
    taken: dict[str, Any] = {
        name: value[rows] for name, value in values.items() if isinstance(value, np.ndarray)
    }
    attributes = values.get("attributes")
    if isinstance(attributes, Mapping):
        taken["attributes"] = {name: column[rows] for name, column in attributes.items()}
    return replace(table, **taken)


def words_among(rows: NDArray[np.int64], words: Mapping[int, str]) -> dict[int, str]:
    """Return words for rows by their places among some rows, which ascend; what is of others is left out."""
    places = np.searchsorted(rows, list(words)).tolist()
    return {
        place: text
        for place, (row, text) in zip(places, words.items(), strict=True)
        if place < len(rows) and rows[place] == row
    }


def first_of_pairs(table: Labels | Boxes) -> NDArray[np.int64]:
    """Return the rows of the first record of every class in every image, in order."""
    pairs = np.stack([table.image, table.label], axis=1)
    return np.sort(np.unique(pairs, axis=0, return_index=True)[1])


def image_names(names: Iterable[object]) -> NDArray[np.object_]:
    """Return names as an object column (numpy would cut or widen fixed-width strings)."""
    listed = [str(name) for name in names]
    column = np.empty(len(listed), dtype=object)
    column[:] = listed
    return column


def unknown_sizes(count: int) -> NDArray[np.int32]:
    """Return a size column that says the size of no image is known."""
    return np.zeros(count, dtype=np.int32)
