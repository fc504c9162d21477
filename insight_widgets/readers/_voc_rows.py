"""Many Pascal VOC files as columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain
from sys import intern
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from insight_widgets.columns import Boxes
from insight_widgets.image_size import known_side
from insight_widgets.readers._voc_plain import ATTRIBUTES, Columns, Texts, plain_records
from insight_widgets.readers._voc_record import IMAGE_FIELDS, voc_record
from insight_widgets.readers._xml import XmlError
from insight_widgets.texts.progress import READING_ANNOTATIONS
from insight_widgets.whole_file import read_whole
from insight_widgets.workers import in_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from insight_widgets.tables.class_index import ClassIndex

WORTH_PROCESSES = 20_000
"""Files; fewer are read in less time than processes take to start and to answer."""

_COLUMNS = 1 + len(ATTRIBUTES)
_AT_ONCE = 50
_NOTHING = b"<annotation></annotation>"


@dataclass(slots=True)
class VocRows:
    """Objects of some files, one row each, and what the files say of their images.

    Attributes
    ----------
    filename : list of str, one a file
        Name of the image as written.
    size : list of (int, int), one a file
        Width and height; 0 where they are not told.
    objects : list of int, one a file
        How many objects it has.
    columns : list of list of str
        Name and attributes; equal texts are one object, which is that much less to hand over.
    corners : ndarray of float64, shape (n, 4)
        xmin, ymin, xmax, ymax; NaN for what is no number.
    errors : list of (file, text)
        Files that cannot be read, and why.
    """

    filename: list[str] = field(default_factory=list)
    size: list[tuple[int, int]] = field(default_factory=list)
    objects: list[int] = field(default_factory=list)
    columns: Columns = field(default_factory=lambda: [[] for _ in range(_COLUMNS)])
    corners: NDArray[np.float64] = field(default_factory=lambda: np.zeros((0, 4)))
    errors: list[tuple[int, str]] = field(default_factory=list)

    @classmethod
    def joined(cls, parts: Iterable[Self]) -> Self:
        """Return the rows of several runs of files."""
        whole = cls()
        corners = [whole.corners]
        for part in parts:
            whole.errors += [(place + len(whole.filename), text) for place, text in part.errors]
            whole.filename += part.filename
            whole.size += part.size
            whole.objects += part.objects
            for column, more in zip(whole.columns, part.columns, strict=True):
                column.extend(more)
            corners.append(part.corners)
        whole.corners = np.concatenate(corners)
        return whole

    @property
    def names(self) -> list[str]:
        """Class name of each object."""
        return self.columns[0]

    def boxes(self, classes: ClassIndex) -> Boxes:
        """Return the objects as boxes; the image rows are the places of their files."""
        left, top, right, bottom = self.corners.T
        image = np.repeat(np.arange(len(self.objects)), np.array(self.objects, dtype=np.int64))
        first = np.cumsum(self.objects) - self.objects
        number = np.arange(len(image)) - np.repeat(first, self.objects) + 1
        with np.errstate(invalid="ignore"):  # infinite corners are told later
            width, height = right - left, bottom - top
        places = classes.places(self.names)
        return Boxes(image, places, left, top, width, height, record=number, attributes=self.attributes())

    def attributes(self) -> dict[str, NDArray[np.object_]]:
        """Return the attributes that some object has, by name."""
        columns = zip(ATTRIBUTES, self.columns[1:], strict=False)
        return {name: _objects(column) for name, column in columns if any(column)}


def read_rows(files: Sequence[str], *, show: bool) -> VocRows:
    """Return the objects of files, read by several processes where that is worth it."""
    parts = in_chunks(read_files, files, what=READING_ANNOTATIONS, show=show, worth=WORTH_PROCESSES)
    return VocRows.joined(parts)


def read_files(files: Sequence[str]) -> VocRows:
    """Return the objects of files; one that cannot be read has none, and is told."""
    return VocRows.joined(
        _read_some(files[start : start + _AT_ONCE]) for start in range(0, len(files), _AT_ONCE)
    )


def _read_some(files: Sequence[str]) -> VocRows:
    """Return the objects of files that are cut at once where their texts are plain."""
    errors: list[tuple[int, str]] = []
    datas = [_data(file, place, errors) for place, file in enumerate(files)]
    plain = plain_records(datas, IMAGE_FIELDS)
    if plain is not None:
        return _rows(*plain, errors)
    records = [_record(data, place, errors) for place, data in enumerate(datas)]
    columns = [list(chain.from_iterable(parts)) for parts in zip(*(of for _, of in records), strict=True)]
    return _rows([image for image, _ in records], [len(of[0]) for _, of in records], columns, errors)


def _rows(
    images: Sequence[Texts], counts: list[int], columns: Columns, errors: list[tuple[int, str]]
) -> VocRows:
    texts, corners = columns[:-4], columns[-4:]
    stripped = {text: intern(text.strip()) for text in set().union(*texts)}
    return VocRows(
        [filename for filename, _, _ in images],
        [(_side(width), _side(height)) for _, width, height in images],
        counts,
        [list(map(stripped.__getitem__, column)) for column in texts],
        np.stack(list(map(_numbers, corners)), axis=1),
        errors,
    )


def _data(file: str, place: int, errors: list[tuple[int, str]]) -> bytes:
    try:
        return read_whole(file)
    except OSError as error:
        errors.append((place, error.strerror or str(error)))
        return _NOTHING


def _record(data: bytes, place: int, errors: list[tuple[int, str]]) -> tuple[Texts, Columns]:
    try:
        return voc_record(data)
    except XmlError as error:
        errors.append((place, str(error)))
        return voc_record(_NOTHING)


def _numbers(texts: Sequence[str]) -> NDArray[np.float64]:
    try:
        return np.fromiter(map(float, texts), dtype=np.float64, count=len(texts))
    except ValueError:
        return np.array([_number(text) for text in texts])


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


@lru_cache(maxsize=4096)
def _side(text: str) -> int:
    number = _number(text)
    return known_side(number) if np.isfinite(number) else 0


def _objects(texts: Sequence[Any]) -> NDArray[np.object_]:
    column = np.empty(len(texts), dtype=object)
    column[:] = texts
    return column
