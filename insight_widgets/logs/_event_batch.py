"""Events of one length at once: those of one layout differ only in time, step, tag and value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.logs._event import BrokenEventError, Event, event_of, text_of_tag

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Points = dict[str, list[tuple[NDArray[np.int64], NDArray[np.float64]]]]

LONGEST = 2**10
"""Bytes of the longest events that are read at once."""

_MOST_LAYOUTS = 64


class Scalars:
    """Collects the scalars of events.

    Parameters
    ----------
    data : ndarray of uint8
        The file.
    count : int
        How many events there are.

    Attributes
    ----------
    steps : ndarray of float64, shape (count,)
        Of each event; NaN for those without a scalar.
    points : dict of str to list of (events, values)
        The values of each tag.
    broken : int
        Events that are none.
    """

    def __init__(self, data: NDArray[np.uint8], count: int) -> None:
        self._data = data
        self.steps = np.full(count, np.nan)
        self.points: Points = {}
        self.broken = 0

    def take(self, events: NDArray[np.int64], starts: NDArray[np.int64], length: int) -> None:
        """Take the scalars of some events of one length."""
        layouts = _MOST_LAYOUTS if length <= LONGEST else 0
        while layouts and len(events):
            rows = self._data[starts[:, np.newaxis] + np.arange(length)]
            alike = self._take_alike(events, rows)
            events, starts = events[~alike], starts[~alike]
            layouts -= 1
        view = self._data.data
        for event, start in zip(events.tolist(), starts.tolist(), strict=True):
            self._take_one(event, view[start : start + length])

    def _take_one(self, number: int, data: memoryview) -> None:
        try:
            event = event_of(data)
        except BrokenEventError:
            self.broken += 1
            return
        for scalar in event.scalars:
            self.steps[number] = event.step_number(data)
            value = np.array([scalar.number(data)])
            self.points.setdefault(scalar.name(data), []).append((np.array([number]), value))

    def _take_alike(self, events: NDArray[np.int64], rows: NDArray[np.uint8]) -> NDArray[np.bool_]:
        """Take the events that are laid out like the first, and return which they are."""
        only_first: NDArray[np.bool_] = np.arange(len(rows)) == 0
        try:
            event = event_of(rows[0].data)
        except BrokenEventError:
            self.broken += 1
            return only_first
        if any(scalar.kind == "half" for scalar in event.scalars):
            self._take_one(int(events[0]), rows[0].data)
            return only_first
        alike = _alike(rows, event)
        if event.scalars:
            self._decode(event, events[alike], rows[alike])
        return alike

    def _decode(self, event: Event, events: NDArray[np.int64], rows: NDArray[np.uint8]) -> None:
        self.steps[events] = _steps(rows[:, slice(*event.step)])
        for scalar in event.scalars:
            values = rows[:, slice(*scalar.value)].copy().view(scalar.kind).ravel().astype(np.float64)
            for name, of_tag in _by_tag(rows[:, slice(*scalar.tag)]):
                self.points.setdefault(name, []).append((events[of_tag], values[of_tag]))


def _alike(rows: NDArray[np.uint8], event: Event) -> NDArray[np.bool_]:
    """Return which events have the layout of the first: the same bytes but for what may differ."""
    fixed = np.ones(rows.shape[1], dtype=bool)
    places = [event.time, event.step, *(place for one in event.scalars for place in (one.tag, one.value))]
    for place in places:
        fixed[slice(*place)] = False
    same = (rows[:, fixed] == rows[0, fixed]).all(axis=1)
    step = rows[:, slice(*event.step)] & 0x80
    alike: NDArray[np.bool_] = same & (step == step[:1]).all(axis=1)
    return alike


def _steps(varints: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Return numbers of seven bits a byte; no byte at all is 0."""
    numbers = np.zeros(len(varints), dtype=np.uint64)
    for place, column in enumerate(varints.T):
        numbers |= (column & 0x7F).astype(np.uint64) << np.uint64(7 * place)
    return numbers.view(np.int64).astype(np.float64)


def _by_tag(tags: NDArray[np.uint8]) -> list[tuple[str, NDArray[np.int64]]]:
    """Return each tag with the rows that have it, ascending."""
    if not tags.shape[1]:
        return [("", np.arange(len(tags)))]
    if (tags == tags[0]).all():
        return [(text_of_tag(tags[0].tobytes()), np.arange(len(tags)))]
    keys = np.ascontiguousarray(tags).view(f"V{tags.shape[1]}").ravel()
    known, which = np.unique(keys, return_inverse=True)
    order = np.argsort(which, kind="stable")
    parts = np.split(order, np.cumsum(np.bincount(which))[:-1])
    return [(text_of_tag(key.tobytes()), part) for key, part in zip(known, parts, strict=True)]
