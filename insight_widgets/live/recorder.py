"""What a training loop logs, kept as columns."""

from __future__ import annotations

import threading
from collections import defaultdict, deque
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import shorten
from insight_widgets.growing import GrowingColumn
from insight_widgets.logs._table import Column, Table
from insight_widgets.texts.logs import FURTHER, number_wanted, passed_over

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST_FAULTS = 20
"""Different faults that are told; of more, their number."""

MOST_WAITING = 2000
"""Calls that are kept as they came; then the caller sorts them into columns."""


class Recorder:
    """Takes the values of a training loop, in the order in which they come.

    What is logged is looked at later: the loop is not to wait for it, least of all for a value that is
    still being computed on another device. Nothing that is logged raises an error.

    Parameters
    ----------
    x : {"step", "epoch"}
        What a step is.

    Attributes
    ----------
    x : str
    """

    def __init__(self, x: str = "step") -> None:
        self.x = x
        self._waiting: deque[tuple[Any, dict[Any, Any]]] = deque()
        self._sorting = threading.Lock()
        self._columns: dict[str, tuple[GrowingColumn, GrowingColumn]] = {}
        self._steps = GrowingColumn(np.float64)
        self._faults: dict[str, int] = {}
        self._calls = 0

    @property
    def calls(self) -> int:
        """How often something was logged or told."""
        return self._calls

    def log(self, step: Any, values: Mapping[str, Any]) -> None:
        """Take the values of a step; those of arrays and tensors as they are now."""
        self._calls += 1
        try:
            self._waiting.append((step, {name: _held(value) for name, value in values.items()}))
            if len(self._waiting) > MOST_WAITING:
                self._sort()
        except Exception as error:  # noqa: BLE001  (a training run is worth more than its log)
            self._fault(shorten(f"{type(error).__name__}: {error}"))

    def tell(self, fault: str) -> None:
        """Keep what could not be logged."""
        self._calls += 1
        self._fault(shorten(fault))

    def notes(self) -> tuple[str, ...]:
        """Return what could not be taken."""
        return tuple(passed_over(fault, count) for fault, count in self._faults.items())

    def table(self) -> Table:
        """Return all that was logged so far as a table: one record a call."""
        self._sort()
        with self._sorting:
            columns = {
                name: Column(rows.whole(), values.whole()) for name, (rows, values) in self._columns.items()
            }
            steps = self._steps.whole()
            told = np.flatnonzero(np.isfinite(steps))
            clock = {self.x: Column(told, steps if len(told) == len(steps) else steps[told])}
            return Table(columns | clock, len(steps), {}, list(self.notes()))

    def _sort(self) -> None:
        """Sort what is waiting into columns."""
        with self._sorting:
            entries = [self._waiting.popleft() for _ in range(len(self._waiting))]
            told = [(at, of) for step, of in entries if (at := self._number("the step", step)) is not None]
            self._take_values([values for _, values in told])
            self._steps.extend(np.array([step for step, _ in told], dtype=np.float64))

    def _take_values(self, records: Sequence[Mapping[Any, Any]]) -> None:
        pieces: dict[str, tuple[list[int], list[float]]] = defaultdict(lambda: ([], []))
        for row, values in enumerate(records, start=len(self._steps)):
            for name, value in values.items():
                if value is not None and (number := self._number(name, value)) is not None:
                    rows, numbers = pieces[str(name)]
                    rows.append(row)
                    numbers.append(number)
        for name, (rows, numbers) in pieces.items():
            column = self._columns.setdefault(name, (GrowingColumn(np.int64), GrowingColumn(np.float64)))
            column[0].extend(np.array(rows, dtype=np.int64))
            column[1].extend(np.array(numbers, dtype=np.float64))

    def _number(self, name: Any, value: Any) -> float | None:
        """Return a value as a number; None, and a fault, where it is none."""
        try:
            return float(value)
        except Exception:  # noqa: BLE001  (values of any library)
            self._fault(number_wanted(shorten(name, 60), shorten(value, 60)))
            return None

    def _fault(self, words: str) -> None:
        if words not in self._faults and len(self._faults) >= MOST_FAULTS:
            words = FURTHER
        self._faults[words] = self._faults.get(words, 0) + 1


def _held(value: Any) -> Any:
    """Return a value that does not change any more when the caller's does, without waiting for it."""
    if type(value) in (float, int):
        return value
    detach = getattr(value, "detach", None)
    if detach is not None:  # a tensor: a copy on its own device, read when it is there
        return detach().clone()
    copy = getattr(value, "copy", None)
    return copy() if copy is not None else value
