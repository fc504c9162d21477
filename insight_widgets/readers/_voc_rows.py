"""Many Pascal VOC files as columns."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from insight_widgets.columns import Boxes
from insight_widgets.errors import shorten
from insight_widgets.image_size import known_side
from insight_widgets.readers._voc_plain import ATTRIBUTES, Columns, Texts
from insight_widgets.readers._voc_record import voc_record
from insight_widgets.readers._xml import XmlError
from insight_widgets.workers import in_chunks

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from insight_widgets.tables.class_index import ClassIndex

WORTH_PROCESSES = 20_000
"""Files; fewer are read in less time than processes take to start and to answer."""

_COLUMNS = 1 + len(ATTRIBUTES) + 4


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
        Name, the attributes, xmin, ymin, xmax, ymax: as written.
    corners : ndarray of float64, shape (n, 4)
        The last four of them as numbers; NaN for what is none.
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


def class_text(name: str) -> str:
    """Return a class name as messages call it."""
    return f'class "{shorten(name)}"' if name else "no class name"


def read_rows(files: Sequence[str], *, show: bool) -> VocRows:
    """Return the objects of files, read by several processes where that is worth it."""
    parts = in_chunks(read_files, files, what="Reading annotations", show=show, worth=WORTH_PROCESSES)
    return VocRows.joined(parts)


def read_files(files: Sequence[str]) -> VocRows:
    """Return the objects of files; one that cannot be read has none, and is told."""
    rows = VocRows()
    for place, file in enumerate(files):
        image: Texts = ("", "", "")
        columns: Columns | None = None
        try:
            with open(file, "rb", buffering=0) as stream:  # noqa: PTH123  (very many files: a Path costs)
                image, columns = voc_record(stream.read())
        except XmlError as error:
            rows.errors.append((place, str(error)))
        except OSError as error:
            rows.errors.append((place, error.strerror or str(error)))
        rows.filename.append(image[0])
        rows.size.append((_side(image[1]), _side(image[2])))
        rows.objects.append(len(columns[0]) if columns else 0)
        for column, more in zip(rows.columns, columns or (), strict=False):
            column.extend(more)
    rows.corners = np.stack([_numbers(column) for column in rows.columns[-4:]], axis=1)
    return _shared(rows)


def _shared(rows: VocRows) -> VocRows:
    """Return rows without numbers as text, and equal texts as one object: that much less to hand over."""
    known: dict[str, str] = {}
    rows.columns = [
        [known.setdefault(text, text) for text in map(str.strip, column)] for column in rows.columns[:-4]
    ]
    rows.columns += [[] for _ in range(4)]
    return rows


def _numbers(texts: Sequence[str]) -> NDArray[np.float64]:
    try:
        return np.array(texts, dtype=np.float64)
    except ValueError:
        return np.array([_number(text) for text in texts])


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _side(text: str) -> int:
    number = _number(text)
    return known_side(number) if np.isfinite(number) else 0


def _objects(texts: Sequence[Any]) -> NDArray[np.object_]:
    column = np.empty(len(texts), dtype=object)
    column[:] = texts
    return column
