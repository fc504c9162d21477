"""Where parts are counted: in this process, in several ones of this machine, or on a Dask cluster.

An engine calls one function with many items and passes on what came of each, as soon as it is done. It knows
nothing of data sets. A call that fails is tried again, up to three times, on another worker if there is one;
what fails for good is passed on as a failure, and the others go on. An error that says what is wrong with the
data or the call (`DataError`) ends everything at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from insight_widgets.errors import DataError, suggest

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

Result = TypeVar("Result")

ENGINES = ("auto", "local", "processes", "dask")
TRIES = 3
"""How often a call is made before it has failed."""


@dataclass(frozen=True, slots=True)
class Outcome(Generic[Result]):
    """What came of an item.

    Attributes
    ----------
    place : int
        Of the item.
    result : Any
        What the function returned; None if it failed.
    error : str
        Why it failed, in a line; nothing if it did not.
    """

    place: int
    result: Result | None
    error: str = ""


class Engine(Protocol):
    """Calls a function with items."""

    @property
    def workers(self) -> int:
        """How many calls are made at once."""

    @property
    def same_disk(self) -> bool:
        """Whether files that are written here can be read where calls are made."""

    @property
    def far(self) -> bool:
        """Whether results travel, so that fewer and larger ones are better."""

    def run(
        self, function: Callable[[Any], Result], items: Sequence[Any], places: Sequence[int]
    ) -> Generator[Outcome[Result], None, None]:
        """Yield what comes of some of the items, in any order; closing the generator ends all work."""


def engine_of(given: Any) -> Engine:
    """Return an engine by its name, for a `distributed.Client`, or what is one already.

    Raises
    ------
    DataError
        It is neither, or what it needs is not installed.
    """
    if hasattr(given, "submit") and hasattr(given, "scheduler_info"):
        from insight_widgets.engines.dask_cluster import DaskEngine

        return DaskEngine(given)
    if hasattr(given, "run") and hasattr(given, "workers"):
        engine: Engine = given
        return engine
    if given == "dask":
        from insight_widgets.engines.dask_cluster import LocalClusterEngine

        return LocalClusterEngine()
    if given == "processes":
        from insight_widgets.engines.processes import ProcessEngine

        return ProcessEngine()
    if given == "auto":
        from insight_widgets.engines.automatic import AutomaticEngine

        return AutomaticEngine()
    if given == "local":
        from insight_widgets.engines.local import LocalEngine

        return LocalEngine()
    hint = suggest(given, ENGINES) if isinstance(given, str) else ""
    raise DataError(
        f"engine {given!r} is not known{hint}; use one of {', '.join(ENGINES)}, or a distributed.Client"
    )
