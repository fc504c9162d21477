"""From a source to a tally: parts are counted by an engine and added up as they come."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from insight_widgets.engines.local import LocalEngine
from insight_widgets.errors import ReadError
from insight_widgets.problems import ProblemLog
from insight_widgets.streams.total import Total

if TYPE_CHECKING:
    from collections.abc import Callable

    from insight_widgets.engines import Engine
    from insight_widgets.streams.contract import Part, PartResult, Source
    from insight_widgets.streams.tally import Tally

_MOST_PLANS = 4


def count_part(part: Part, plan: Any) -> PartResult:
    """Count a part, wherever this is called."""
    return part.count(plan)


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told how far counting is.

    Attributes
    ----------
    advance : callable
        Called with the total, the number of parts done and that of all, whenever a part is done.
    """

    advance: Callable[[Total, int, int], None]


def count_source(source: Source, engine: Engine, watch: Watch) -> Tally:
    """Return what all parts of a source hold.

    Raises
    ------
    ReadError
        No part can be read.
    DataError
        The data do not fit together.
    """
    plan = source.first_plan()
    with ExitStack() as stack:
        for _ in range(_MOST_PLANS):
            total, failed = _counted(source, plan, engine, watch)
            settled = total.settled()
            if settled != plan:
                plan = settled
                continue
            if source.grouped or not total.repeated():
                break
            source = stack.enter_context(source.gathered(plan))
            engine = engine if engine.same_disk else LocalEngine()
        return _with_failures(total.tally(), source, failed)


def _counted(source: Source, plan: Any, engine: Engine, watch: Watch) -> tuple[Total, dict[int, str]]:
    total, failed = Total(source, plan), dict[int, str]()
    places = range(len(source.parts))
    for done, outcome in enumerate(engine.run(partial(count_part, plan=plan), source.parts, places), start=1):
        if outcome.result is None:
            failed[outcome.place] = outcome.error
        else:
            total.add(outcome.place, outcome.result)
        watch.advance(total, done, len(places))
    if len(failed) == len(places):
        raise ReadError(
            f"{source.title}: nothing can be read; {next(iter(failed.values()), 'there is nothing')}"
        )
    return total, failed


def _with_failures(tally: Tally, source: Source, failed: dict[int, str]) -> Tally:
    """Return a tally that tells of the parts that could not be read."""
    logs = {name: ProblemLog(found) for name, found in tally.problems.items()}
    for place in sorted(failed):
        part = source.parts[place]
        name = part.split if part.split in logs else next(iter(logs))
        logs[name].add("part-unreadable", f"{part.name}: {failed[place]}")
    return replace(tally, problems={name: list(log.problems()) for name, log in logs.items()})
