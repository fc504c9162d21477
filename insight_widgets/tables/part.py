"""The rows of a table that are one split, and the images they name."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from insight_widgets.columns import Images
from insight_widgets.errors import DataError
from insight_widgets.problems import ProblemLog
from insight_widgets.stats.runs import run_starts
from insight_widgets.tables.cells import is_number, text
from insight_widgets.tables.names import LazyNames
from insight_widgets.texts import records as words
from insight_widgets.texts.where import image_text, record_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.tables import Table
    from insight_widgets.tables.column import Coded
    from insight_widgets.tables.roles import Roles


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of one split.

    Attributes
    ----------
    table : Table
        Only rows that name an image.
    roles : Roles
        Which column is what.
    names : sequence of str
        Image names, each once, in the order of the table; perhaps `LazyNames`.
    image : ndarray of int64, shape (n,)
        Place in `names`, for each row.
    log : ProblemLog
        What was found.
    words : dict of str to str, or None
        Where these rows are not all: takes a word of each column of numbers that holds nothing else here, and
        no text of one that holds a number.
    """

    table: Table
    roles: Roles
    names: Sequence[str]
    image: NDArray[np.int64]
    log: ProblemLog
    words: dict[str, str] | None = None

    @classmethod
    def of(cls, table: Table, roles: Roles, words: dict[str, str] | None = None) -> Part:
        """Return the part of a table whose rows are all of one split."""
        table = complete_rows(table, roles)
        log = ProblemLog(table.problems)
        log.add("column-choice", *filter(None, [roles.labels.note]), count=bool(roles.labels.note))
        table = _named(table, roles, log)
        images = table.columns[roles.image].coded.by_text()
        return cls(table, roles, images.values, images.codes, log, words)

    def images(self) -> Images:
        """Return the images, each once; sizes where the table has them."""
        width, height = self.sizes()
        if isinstance(self.names, LazyNames):  # as long as nobody asks, they stay what they are
            return Images(cast("NDArray[np.object_]", self.names), width, height)
        names = np.array(self.names, dtype=object)
        numbered = all(name.isdecimal() for name in self.names)
        return Images(names, width, height, key=None if numbered else names)

    def sizes(self) -> NDArray[np.int32]:
        """Return width and height of the images, shape (2, images); 0 where the table does not tell."""
        sizes = np.zeros((2, len(self.names)), dtype=np.int32)
        first = self.first_of_image() if self.roles.size else None
        for size, place in zip(sizes, self.roles.size or (), strict=False):
            written = self.numbers(place)
            cells = written[first]
            if _is_size(cells).all():
                size[:] = cells
                continue
            known = np.flatnonzero(_is_size(written))
            size[self.image[known][::-1]] = written[known][::-1]  # the first of several is written last
        return sizes

    def where(self, row: int) -> str:
        """Say where a row stands."""
        return f"{_record(self.table, row)}: {image_text(self.image_name(row))}"

    def image_name(self, row: int) -> str:
        """Return the name of the image of a row."""
        return str(self.names[self.image[row]])

    def label_values(self) -> Sequence[Any]:
        """Return the distinct cells of the label column."""
        return self.table.columns[self.roles.labels.places[0]].coded.values

    def label_names(self) -> Coded:
        """Return the label column as one name a cell."""
        return self.table.columns[self.roles.labels.places[0]].coded.by_text()

    def first_of_image(self) -> NDArray[np.int64]:
        """Return the first row of every image, shape (images,)."""
        if len(self.names) == len(self.image):
            return np.arange(len(self.image))
        starts = run_starts(self.image)
        if len(starts) == len(self.names):  # the rows of every image stand together
            return starts
        return np.unique(self.image, return_index=True)[1].astype(np.int64)

    def numbers(self, place: int) -> NDArray[np.float64]:
        """Return a column as numbers, shape (n,).

        Raises
        ------
        DataError
            It holds words only, and there are no other rows.
        """
        column, name = self.table.columns[place], self.table.names[place]
        found = column.numbers
        refused = ""
        if np.isnan(found[:1]).all() and np.isnan(found).all():  # mostly the first is a number
            written = [word for word in column.coded.texts if word]
            refused = written[0] if written and not any(map(is_number, written)) else ""
            if not written:
                return found
        if self.words is not None:
            self.words[name] = refused
        elif refused:
            raise DataError(f"{self.table.source}: {words.numbers_wanted(name, refused)}")
        return found

    def no_number(self, row: int, places: Sequence[int]) -> str:
        """Say which cells of a row should be numbers and are not; nothing where all are.

        Blank ones are told where nothing else is wrong.
        """
        cells = {self.table.names[place]: text(self.table.columns[place][row]) for place in places}
        wrong = {name: cell for name, cell in cells.items() if not is_number(cell)}
        told = {name: cell for name, cell in wrong.items() if cell} or wrong
        return ", ".join(words.no_number(name, cell) for name, cell in told.items())


def _is_size(written: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.isfinite(written) & (written >= 1) & (written < np.iinfo(np.int32).max)


def complete_rows(table: Table, roles: Roles) -> Table:
    """Return the rows that have all cells that are read; the others are told among its problems."""
    if table.width is None:
        return table
    log = ProblemLog(table.problems)
    short = table.width <= max(roles.used())
    fewer = np.flatnonzero(~short & (table.width < len(table.names)))
    for code, rows in (("row-short", fewer), ("row-unreadable", np.flatnonzero(short))):
        log.add_rows(
            code, rows, lambda row: _cells(table, row), lambda row: text(table.columns[roles.image][row])
        )
    return replace(table.take(np.flatnonzero(~short)), problems=log.problems(), width=None)


def _named(table: Table, roles: Roles, log: ProblemLog) -> Table:
    """Return the rows that name an image; the others are told."""
    nameless = table.columns[roles.image].blank
    log.add_rows(
        "row-unreadable",
        np.flatnonzero(nameless),
        lambda row: words.nameless_row(_record(table, row)),
    )
    return table.take(np.flatnonzero(~nameless))


def _cells(table: Table, row: int) -> str:
    came = 0 if table.width is None else table.width[row]
    return words.cells_wanted(_record(table, row), len(table.names), int(came))


def _record(table: Table, row: int) -> str:
    return f"{table.source}: {record_text(table.record_name, table.record[row])}"
