"""The positive labels of a table: from names in cells, or from columns of yes, no and uncertain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import shorten
from insight_widgets.tables.cells import UNCERTAIN, YES
from insight_widgets.tables.column import Encoder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from insight_widgets.tables.column import Coded
    from insight_widgets.tables.part import Part

_NO, _YES, _UNCERTAIN, _BLANK = range(4)


@dataclass(frozen=True, slots=True)
class Positives:
    """The positive labels of a split, m.

    Attributes
    ----------
    rows : ndarray of int64, shape (m,)
        Row of the table.
    codes : ndarray of int64, shape (m,)
        Place of the class name in `names`.
    names : sequence of str
        Class names, each once.
    """

    rows: NDArray[np.int64]
    codes: NDArray[np.int64]
    names: Sequence[str]

    def used(self) -> list[str]:
        """Return the names that some label has."""
        times = np.bincount(self.codes, minlength=len(self.names))
        return [self.names[code] for code in np.flatnonzero(times).tolist()]


def flag_names(part: Part) -> tuple[str, ...]:
    """Return the classes that stand as columns of yes and no, in the order of the header."""
    labels = part.roles.labels
    return tuple(part.table.names[place] for place in labels.places) if labels.flags else ()


def positives(
    part: Part, names_of: Callable[[Any], tuple[str, ...]], *, uncertain: bool = False
) -> Positives:
    """Return the positive labels of a split.

    Parameters
    ----------
    part : Part
    names_of : callable
        Tells the names in a cell.
    uncertain : bool
        Whether labels that are told as uncertain are positive.
    """
    if part.roles.labels.flags:
        return _of_flags(part, uncertain=uncertain)
    named = _of_names(part.table.columns[part.roles.labels.places[0]].coded, names_of)
    value = part.roles.value
    return named if value is None else _told_true(part, named, value, uncertain=uncertain)


def _of_names(coded: Coded, names_of: Callable[[Any], tuple[str, ...]]) -> Positives:
    """Return the labels of a column of names, none or several a cell."""
    listed = [names_of(value) for value in coded.values]
    count = np.array([len(names) for names in listed], dtype=np.int64)
    found = Encoder().add([name for names in listed for name in names]).coded()
    many = count[coded.codes]
    rows = np.repeat(np.arange(len(many)), many)
    start = (np.cumsum(count) - count)[coded.codes]
    within = np.arange(len(rows)) - np.repeat(np.cumsum(many) - many, many)
    return Positives(rows, found.codes[np.repeat(start, many) + within], list(found.values))


def _of_flags(part: Part, *, uncertain: bool) -> Positives:
    """Return the labels of columns of yes and no: of the first row of every image."""
    first, names = part.first_of_image(), flag_names(part)
    columns = [_states(part, place)[first] for place in part.roles.labels.places]
    states = np.stack(columns, axis=1) if columns else np.zeros((0, 0), dtype=np.int8)

    def row_of(cell: int) -> int:
        return int(first[cell // len(names)])

    def say(cell: int) -> str:
        return f"{part.where(row_of(cell))}, {shorten(names[cell % len(names)])}"

    true = _true(part, states.ravel(), row_of, say, uncertain=uncertain)
    rows, codes = np.nonzero(true.reshape(states.shape))
    return Positives(first[rows], codes, names)


def _told_true(part: Part, labels: Positives, value: int, *, uncertain: bool) -> Positives:
    """Return the labels of rows whose value says yes."""
    states = _states(part, value)[labels.rows]

    def row_of(place: int) -> int:
        return int(labels.rows[place])

    def say(place: int) -> str:
        return f"{part.where(row_of(place))}, {shorten(labels.names[labels.codes[place]])}"

    true = _true(part, states, row_of, say, uncertain=uncertain)
    return Positives(labels.rows[true], labels.codes[true], labels.names)


def _states(part: Part, place: int) -> NDArray[np.int8]:
    coded = part.table.columns[place].coded
    return np.array([_state(word.lower()) for word in coded.texts], dtype=np.int8)[coded.codes]


def _state(word: str) -> int:
    if not word:
        return _BLANK
    return _YES if word in YES else _UNCERTAIN if word in UNCERTAIN else _NO


def _true(
    part: Part,
    states: NDArray[np.int8],
    row_of: Callable[[int], int],
    say: Callable[[int], str],
    *,
    uncertain: bool,
) -> NDArray[np.bool_]:
    """Return which labels are positive, and tell of those that are neither yes nor no."""

    def image(place: int) -> str:
        return part.image_name(row_of(place))

    code = "label-uncertain-taken" if uncertain else "label-uncertain"
    part.log.add_rows(code, np.flatnonzero(states == _UNCERTAIN), say, image)
    part.log.add_rows("label-blank", np.flatnonzero(states == _BLANK), say, image)
    true: NDArray[np.bool_] = states == _YES
    return true | (states == _UNCERTAIN) if uncertain else true
