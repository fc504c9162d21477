"""All parts one after another in this process: memory stays flat, nothing is started."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from insight_widgets.engines.attempts import attempt

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from insight_widgets.engines import Outcome

Result = TypeVar("Result")


class LocalEngine:
    """Calls in this process."""

    workers = 1
    same_disk = True
    far = False

    def run(
        self, function: Callable[[Any], Result], items: Sequence[Any], places: Sequence[int]
    ) -> Generator[Outcome[Result], None, None]:
        """Yield what comes of some items, in their order."""
        for place in places:
            yield attempt(function, items[place], place)
