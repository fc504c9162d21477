"""The engine that is chosen by how much there is to count: this process for little, several ones for much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from insight_widgets.engines.local import LocalEngine
from insight_widgets.engines.processes import ProcessEngine
from insight_widgets.progress import say
from insight_widgets.texts.progress import by_processes
from insight_widgets.workers import cores

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    from insight_widgets.engines import Outcome

Result = TypeVar("Result")

WORTH_PROCESSES = 8
"""Fewer parts are counted before the work of starting processes has paid."""


class AutomaticEngine:
    """Calls in this process, or in one a core where there are parts enough; what was chosen is said."""

    same_disk = True
    far = False

    def __init__(self) -> None:
        self.workers = cores()

    def run(
        self, function: Callable[[Any], Result], items: Sequence[Any], places: Sequence[int]
    ) -> Generator[Outcome[Result], None, None]:
        """Yield what comes of some items, as they are done."""
        if self.workers < 2 or len(places) < WORTH_PROCESSES:  # noqa: PLR2004
            yield from LocalEngine().run(function, items, places)
            return
        say(by_processes(len(places), self.workers))
        yield from ProcessEngine(self.workers).run(function, items, places)
