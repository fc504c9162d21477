"""When each record of a log was made: its epoch where the log tells epochs, else its step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    steps : ndarray of float64, shape (n,)
        Epoch or step of each record; NaN where nothing tells it.
    x : {"epoch", "step"}
        Which of the two.
    fine : ndarray of float64, shape (n,)
        The same in steps where the log has them; going back in it tells runs apart.
    """

    steps: Values
    x: Unit
    fine: Values


def clock_of(table: Table) -> Clock:
    """Return when the records of a table were made.

    Epochs are taken where the log has them, steps where it has fewer than 4 epochs and more steps than epochs.
    A step that starts again with each epoch is counted on. A record without an epoch takes that of the next
    step that has one, a record without a step that of the record before it. A table with neither is told by
    its row numbers, which are epochs where each row has a value of validation.
    """
    epochs, steps = _column(table, EPOCHS), _column(table, STEPS)
    if epochs is None and steps is None:
        return _by_rows(table)
    if steps is None:
        return Clock(epochs, "epoch", epochs)  # type: ignore[arg-type]  # one of them is there
    if epochs is None:
        filled = _filled_forward(steps)
        return Clock(filled, "step", filled)
    steps = _filled_forward(_counted_on(epochs, steps))
    epochs = _filled_by_step(epochs, steps)
    few, many = (len(np.unique(one[np.isfinite(one)])) for one in (epochs, steps))
    if few < min(FEWEST_EPOCHS, many):
        return Clock(steps, "step", steps)
    return Clock(epochs, "epoch", steps)


def _column(table: Table, names: Sequence[str]) -> Values | None:
    """Return the column that is called by the first of some names, a value for each row."""
    known = {name.lower(): column for name, column in reversed(table.columns.items())}
    found = next((known[name] for name in names if name in known and len(known[name].rows)), None)
    return None if found is None else found.spread(table.count)


def _by_rows(table: Table) -> Clock:
    numbers = _column(table, ROW_NUMBERS)
    if numbers is None or not np.isfinite(numbers).all():
        numbers = np.arange(table.count, dtype=np.float64)
    x: Unit = "epoch" if _validates_always(table) else "step"
    return Clock(numbers, x, numbers)


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
