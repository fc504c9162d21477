"""Where the step of a log goes back: a new run, a resumed run, or records out of order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.texts import logs as words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Rows = NDArray[np.int64]
    Values = NDArray[np.float64]

MOST_BREAKS = 1000
"""Where the step goes back more often, records are only sorted."""


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """The runs of a log.

    Attributes
    ----------
    runs : list of (first row, end row)
        The rows of each run.
    dropped : list of ndarray of bool, shape (n,) each
        For each column which of its records later ones have replaced.
    notes : list of str
        What was found.
    """

    runs: list[tuple[int, int]]
    dropped: list[NDArray[np.bool_]]
    notes: list[str]


def part(columns: Sequence[Rows], clock: Values) -> Parts:
    """Part records into runs by the places where a column's step goes back.

    Back to the first step is a new run; back to another step that was there is a resumed run, of which the
    earlier records from that step on are replaced; back to a step that was not there is a record out of
    order.

    Parameters
    ----------
    columns : sequence of ndarray of int64
        The rows of each column, ascending, of records that have a step.
    clock : ndarray of float64, shape (n,)
        The step of each row.
    """
    parting = _Parting(columns, clock)
    for row, column, place in _breaks(columns, clock, parting.notes):
        parting.take(row, column, place)
    return parting.parts()


def _breaks(columns: Sequence[Rows], clock: Values, notes: list[str]) -> Iterator[tuple[int, int, int]]:
    """Pass row, column and place in it where the step goes back, once for columns that do so together."""
    found: set[tuple[int, int, int]] = set()
    known: set[bytes] = set()
    for column, rows in enumerate(columns):
        steps = clock[rows]
        places = np.flatnonzero(steps[1:] < steps[:-1]) + 1
        if (pattern := rows[places].tobytes()) not in known:
            known.add(pattern)
            found.update((int(rows[place]), column, int(place)) for place in places[: MOST_BREAKS + 1])
    if len(found) > MOST_BREAKS:
        notes.append(words.UNORDERED)
        return
    last = -1
    for row, column, place in sorted(found):
        if columns[column][place - 1] >= last:
            last = row
            yield row, column, place


class _Parting:
    def __init__(self, columns: Sequence[Rows], clock: Values) -> None:
        self._columns, self._clock = columns, clock
        self._starts = [0]
        self._dropped = [np.zeros(len(rows), dtype=bool) for rows in columns]
        self.notes: list[str] = []

    def take(self, row: int, column: int, place: int) -> None:
        """Say what it means that a column's step goes back at a place of it."""
        rows = self._columns[column]
        begin = int(np.searchsorted(rows, self._starts[-1]))
        earlier = self._clock[rows[begin:place]][~self._dropped[column][begin:place]]
        later = self._clock[rows[place:]]
        back = np.flatnonzero(np.diff(later) < 0)
        later = later[: int(back[0]) + 1] if len(back) else later
        if not np.isin(later, earlier).any():
            self._say(words.UNORDERED)
        elif later[0] <= earlier.min():
            self._starts.append(row)
        else:
            replaced = self._replace_from(row)
            self._say(words.resumed(float(later[0]), replaced))

    def parts(self) -> Parts:
        ends = [*self._starts[1:], len(self._clock)]
        if len(self._starts) > 1:
            self._say(words.several_runs(len(self._starts)))
        return Parts(list(zip(self._starts, ends, strict=True)), self._dropped, self.notes)

    def _replace_from(self, row: int) -> int:
        """Drop the records of the run that later ones replace, and return of how many rows."""
        replaced: set[int] = set()
        for rows, dropped in zip(self._columns, self._dropped, strict=True):
            begin, place = np.searchsorted(rows, (self._starts[-1], row))
            if place < len(rows):
                old = np.flatnonzero(self._clock[rows[begin:place]] >= self._clock[rows[place]]) + begin
                replaced.update(rows[old[~dropped[old]]].tolist())
                dropped[old] = True
        return len(replaced)

    def _say(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)
