"""Many counts added up in one go, which is quicker than one after another."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from functools import reduce
from operator import add
from typing import TYPE_CHECKING, Any

from insight_widgets.stats.sparse import SparseCounts
from insight_widgets.stats.spread import Spread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.stats.counts import Counts


def added_up(parts: Sequence[Counts]) -> Counts:
    """Return the sum of counts, one at least: the same as with `+`, table by table.

    Parameters
    ----------
    parts : sequence of Counts
    """
    total: Counts = _sum(list(parts))
    return total


def _sum(values: list[Any]) -> Any:
    first = values[0]
    if len(values) == 1 or first is None:
        return first
    if isinstance(first, SparseCounts):
        return SparseCounts.sum_of(values)
    if isinstance(first, Spread):
        bare = [replace(value, histogram=SparseCounts.empty(*first.histogram.shape)) for value in values]
        return replace(
            reduce(add, bare), histogram=SparseCounts.sum_of([value.histogram for value in values])
        )
    if is_dataclass(first) and not isinstance(first, type):
        names = [field.name for field in fields(first)]
        return replace(first, **{name: _sum([getattr(value, name) for value in values]) for name in names})
    return reduce(add, values)
