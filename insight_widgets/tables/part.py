"""The rows of one split of a table, with their images, labels and boxes told apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import Images, image_names
from insight_widgets.errors import DataError, shorten
from insight_widgets.problems import ProblemLog
from insight_widgets.tables.cells import blank, flags, is_number, numbers, text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from insight_widgets.tables import Table
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
    names : list of str
        Image names, each once, in the order of the table.
    image : ndarray of int64, shape (n,)
        Place in `names`, for each row.
    log : ProblemLog
        What was found.
    """

    table: Table
    roles: Roles
    names: list[str]
    image: NDArray[np.int64]
    log: ProblemLog

    @classmethod
    def of(cls, table: Table, roles: Roles) -> Part:
        """Return the part of a table whose rows are all of one split."""
        log = ProblemLog(table.problems)
        log.add("column-choice", *filter(None, [roles.labels.note]), count=bool(roles.labels.note))
        table = _readable(table, roles, log)
        places: dict[str, int] = {}
        column = table.columns[roles.image]
        image = np.array([places.setdefault(text(cell), len(places)) for cell in column], dtype=np.int64)
        return cls(table, roles, list(places), image, log)

    def images(self) -> Images:
        """Return the images, each once; sizes where the table has them."""
        width, height = self._sizes()
        names = image_names(self.names)
        numbered = all(name.isdecimal() for name in self.names)
        return Images(names, width, height, key=None if numbered else names)

    def _sizes(self) -> NDArray[np.int32]:
        sizes = np.zeros((2, len(self.names)), dtype=np.int32)
        for size, place in zip(sizes, self.roles.size or (), strict=False):
            written = self.numbers(place)
            known = np.flatnonzero(np.isfinite(written) & (written >= 1) & (written < np.iinfo(np.int32).max))
            size[self.image[known][::-1]] = written[known][::-1]  # the first of several is written last
        return sizes

    def where(self, row: int) -> str:
        """Say where a row stands."""
        return f'{_record(self.table, row)}: image "{shorten(self.names[self.image[row]])}"'

    def label_cells(self) -> Sequence[Any]:
        """Return the cells of the label column, n."""
        return self.table.columns[self.roles.labels.places[0]]

    def pairs(self, names_of: Callable[[Any], tuple[str, ...]]) -> tuple[NDArray[np.int64], list[str]]:
        """Return the row and the class name of every positive label, m each."""
        if not self.roles.labels.flags:
            cells = [names_of(cell) for cell in self.label_cells()]
            rows = np.repeat(np.arange(len(cells)), [len(names) for names in cells])
            return rows, [name for names in cells for name in names]
        places = self.roles.labels.places
        positive = np.stack([flags(self.table.columns[place]) for place in places], axis=1)
        rows, columns = np.nonzero(positive[self._first_of_image()])
        names = self.flag_names()
        return self._first_of_image()[rows], [names[column] for column in columns.tolist()]

    def _first_of_image(self) -> NDArray[np.int64]:
        """Return the first row of every image, shape (images,)."""
        return np.unique(self.image, return_index=True)[1].astype(np.int64)

    def log_repeated_images(self) -> None:
        """Count the rows of a table of answers that name an image again."""
        repeated = np.setdiff1d(np.arange(len(self.image)), self._first_of_image())
        self.log.add_rows("duplicate-image", repeated, self.where)

    def flag_names(self) -> tuple[str, ...]:
        """Return the classes that stand as columns of yes and no, in the order of the header."""
        labels = self.roles.labels
        return tuple(self.table.names[place] for place in labels.places) if labels.flags else ()

    def numbers(self, place: int) -> NDArray[np.float64]:
        """Return a column as numbers, shape (n,).

        Raises
        ------
        DataError
            It holds words only.
        """
        cells = self.table.columns[place]
        found = numbers(cells)
        written = [cell for cell in cells if text(cell)]
        if written and not any(map(is_number, written)):
            raise DataError(
                f'{self.table.source}: numbers are wanted in column "{shorten(self.table.names[place])}"; '
                f'got "{shorten(written[0])}"'
            )
        return found

    def no_number(self, row: int, places: Sequence[int]) -> str:
        """Say which cells of a row should be numbers and are not; nothing where all are."""
        cells = {self.table.names[place]: text(self.table.columns[place][row]) for place in places}
        return ", ".join(
            f'{name} "{shorten(cell)}" is no number' for name, cell in cells.items() if not is_number(cell)
        )


def _readable(table: Table, roles: Roles, log: ProblemLog) -> Table:
    """Return the rows that name an image and have the cells that are read; the others are told."""
    nameless = blank(table.columns[roles.image])
    short = np.zeros(len(table), dtype=np.bool_)
    if table.width is not None:
        short = table.width <= max(roles.used())
        log.add_rows(
            "row-short",
            np.flatnonzero(~short & (table.width < len(table.names))),
            lambda row: _cells(table, row),
        )
    log.add_rows("row-unreadable", np.flatnonzero(short), lambda row: _cells(table, row))
    log.add_rows(
        "row-unreadable",
        np.flatnonzero(nameless & ~short),
        lambda row: f"{_record(table, row)}: no image name",
    )
    return table.take(np.flatnonzero(~nameless & ~short))


def _cells(table: Table, row: int) -> str:
    came = 0 if table.width is None else table.width[row]
    return f"{_record(table, row)}: {len(table.names)} cells are wanted, got {came}"


def _record(table: Table, row: int) -> str:
    return f"{table.source}: {table.record_name} {table.record[row]}"
