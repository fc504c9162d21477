"""When each record of a log was made: its epoch where the log tells epochs, else its step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

from insight_widgets.logs.names import EPOCHS, ROW_NUMBERS, STEPS, is_clock, split_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.logs._table import Table
    from insight_widgets.logs.run import Unit

    Values = NDArray[np.float64]

FEWEST_EPOCHS = 4
"""With fewer epochs than that, steps are told where there are more of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Clock:
    """When the records of a table were made.

    Attributes
    ----------
    epochs, steps : ndarray of float64, shape (n,), or None
        NaN where nothing tells it. One of them at least is there.
    """

    epochs: Values | None
    steps: Values | None

    @property
    def finest(self) -> Values:
        """Steps where the log has them, else epochs; going back in it tells runs apart."""
        return cast("Values", self.epochs if self.steps is None else self.steps)

    def of_run(self, first: int, end: int) -> tuple[Values, Unit]:
        """Return the epochs of all rows, or their steps, whichever the rows of a run are told by."""
        if self.epochs is None or (self.steps is not None and self._has_few_epochs(first, end)):
            return self.finest, "step"
        return self.epochs, "epoch"

    def _has_few_epochs(self, first: int, end: int) -> bool:
        epochs, steps = (
            _count_distinct(one[first:end]) for one in (self.epochs, self.steps) if one is not None
        )
        return epochs < min(FEWEST_EPOCHS, steps)


def clock_of(table: Table) -> Clock:
    """Return when the records of a table were made.

    Epochs are told where the log has them, steps where a run has fewer than 4 epochs and more steps.
    A step that starts again with each epoch is counted on. A record without an epoch takes that of the next
    step that has one, a record without a step that of the record before it. A table with neither is told by
    its row numbers, which are epochs where each row has a value of validation.
    """
    epochs, steps = _column(table, EPOCHS), _column(table, STEPS)
    if epochs is None and steps is None:
        return _by_rows(table)
    if steps is None:
        return Clock(epochs, None)
    if epochs is None:
        return Clock(None, _filled_forward(steps))
    steps = _filled_forward(_counted_on(epochs, steps))
    return Clock(_filled_by_step(epochs, steps), steps)


def _count_distinct(values: Values) -> int:
    return len(np.unique(values[np.isfinite(values)]))


def _column(table: Table, names: Sequence[str]) -> Values | None:
    """Return the column that is called by the first of some names, a value for each row."""
    known = {name.lower(): column for name, column in reversed(table.columns.items())}
    found = next((known[name] for name in names if name in known and len(known[name].rows)), None)
    return None if found is None else found.spread(table.count)


def _by_rows(table: Table) -> Clock:
    numbers = _column(table, ROW_NUMBERS)
    if numbers is None or not np.isfinite(numbers).all():
        numbers = np.arange(table.count, dtype=np.float64)
    return Clock(numbers, None) if _validates_always(table) else Clock(None, numbers)


def _validates_always(table: Table) -> bool:
    return any(
        split_of(name)[0] not in (None, "train") and not is_clock(name) and len(column.rows) == table.count
        for name, column in table.columns.items()
    )


def _counted_on(epochs: Values, steps: Values) -> Values:
    """Return steps that go on through epochs, where they start again with each."""
    known = np.flatnonzero(np.isfinite(epochs) & np.isfinite(steps))
    ahead, back = np.diff(epochs[known]) > 0, np.diff(steps[known]) < 0
    if not (ahead & back).any() or 2 * (ahead & back).sum() < ahead.sum():
        return steps
    return steps + (epochs - np.nanmin(epochs)) * np.max(steps[known])


def _filled_forward(values: Values) -> Values:
    """Return values with that of the row before where a row has none."""
    known = np.isfinite(values)
    if known.all():
        return values
    last = np.maximum.accumulate(np.where(known, np.arange(len(values)), -1))
    return np.where(last >= 0, values[last], np.nan)


def _filled_by_step(epochs: Values, steps: Values) -> Values:
    """Return epochs with that of the next step that has one where a row has none."""
    known = np.flatnonzero(np.isfinite(epochs) & np.isfinite(steps))
    if len(known) in (0, len(epochs)):
        return epochs
    order = known[np.argsort(steps[known], kind="stable")]
    places = np.searchsorted(steps[order], steps).clip(max=len(order) - 1)
    filled = np.where(np.isfinite(steps), epochs[order][places], np.nan)
    return np.where(np.isfinite(epochs), epochs, filled)
