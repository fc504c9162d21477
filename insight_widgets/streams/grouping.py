"""Parts that are counted in one call and added up where that is: where results travel, fewer of them do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from insight_widgets.engines.attempts import reason
from insight_widgets.errors import DataError
from insight_widgets.streams.partial_sum import PartialSum

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.engines import Engine
    from insight_widgets.streams.contract import Part

Places = tuple[int, ...]

LARGEST = 16
"""Parts of a group at most, so that it is seen how counting goes on and little is lost with a worker."""

CALLS = 32
"""Groups a worker at least: all are to be busy to the end."""


@dataclass(frozen=True, slots=True)
class Group:
    """Parts that are counted in one call.

    Attributes
    ----------
    places : tuple of int
        Where the parts stand in their source.
    parts : tuple of Part
    """

    places: Places
    parts: tuple[Part, ...]


def groups_of(places: Sequence[int], engine: Engine) -> list[Places]:
    """Return places in groups: of one part where results do not travel or there are few.

    Each worker begins with a part alone, so that there is soon something to be shown.
    """
    size = min(len(places) // (CALLS * engine.workers), LARGEST) if engine.far else 1
    alone = len(places) if size <= 1 else engine.workers
    rest = range(alone, len(places), max(size, 1))
    return [(place,) for place in places[:alone]] + [tuple(places[at : at + size]) for at in rest]


def count_group(group: Group, plan: Any) -> PartialSum:
    """Return what a group of parts comes to, wherever this is called.

    A part that cannot be counted is told in the sum and leaves the others as they are; alone, its error is
    raised.

    Raises
    ------
    DataError
        The data do not fit together.
    """
    found = PartialSum()
    for place, part in zip(group.places, group.parts, strict=True):
        try:
            found.join(PartialSum.of(place, part, part.count(plan), plan), plan)
        except DataError:
            raise
        except Exception as error:
            if len(group.parts) == 1:
                raise
            found.failed[place] = reason(error)
    return found
