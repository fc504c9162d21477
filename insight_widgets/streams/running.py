"""From a source to a tally: parts are counted by an engine and added up as they come."""

from __future__ import annotations

from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from insight_widgets.dataset import split_order
from insight_widgets.engines.local import LocalEngine
from insight_widgets.errors import ReadError
from insight_widgets.naming import ALL
from insight_widgets.problems import ProblemLog
from insight_widgets.streams.grouping import Group, count_group, groups_of
from insight_widgets.streams.partial_sum import empty_counts
from insight_widgets.streams.tally import SoFar
from insight_widgets.streams.total import Total
from insight_widgets.texts.progress import stopped

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

    from insight_widgets.engines import Engine
    from insight_widgets.streams.checkpoint import Checkpoint
    from insight_widgets.streams.contract import Source
    from insight_widgets.streams.grouping import Places
    from insight_widgets.streams.tally import Tally

_MOST_PLANS = 4


def _unwatched(total: Total, done: int, parts: int) -> None:
    """Do nothing: nobody waits."""


@dataclass(frozen=True, slots=True)
class Run:
    """How a source is counted.

    Attributes
    ----------
    engine : Engine
    advance : callable
        Called with the total, the number of parts done and that of all, whenever a part is done.
    stop : Event
        Ends counting once it is set; what was counted is kept, and what was not is told.
    checkpoint : Checkpoint or None
        Where what was counted is kept, for a run that is interrupted.
    leak_distance : int or None
        If copies of images are looked for by content: most bits in which the hashes of near ones differ.
    """

    engine: Engine
    advance: Callable[[Total, int, int], None] = _unwatched
    stop: Event = field(default_factory=Event)
    checkpoint: Checkpoint | None = None
    leak_distance: int | None = None


def count_source(source: Source, run: Run) -> Tally:
    """Return what all parts of a source hold, see `counted_by`."""
    with counted_by(source, run) as (found, counted):
        return counted.tally(found, run.leak_distance)


@contextmanager
def counted_by(source: Source, run: Run) -> Iterator[tuple[Source, Counted]]:
    """Count all parts of a source by the plan that they decide together.

    Yields the source whose parts hold whole images, but for those on seams, and what was counted.

    Raises
    ------
    ReadError
        No part can be read.
    DataError
        The data do not fit together.
    """
    plan = source.first_plan()
    if run.leak_distance is not None:
        plan = replace(plan, content=True)
    with ExitStack() as stack:
        for _ in range(_MOST_PLANS):
            counted = _counted(source, plan, run)
            settled = counted.total.settled()
            if run.stop.is_set():
                break
            if settled != plan:
                plan = settled
                continue
            shared = {} if source.grouped else counted.total.shared()
            if not shared:
                break
            if plan != plan.told_apart():
                plan = plan.told_apart()
                continue
            source = stack.enter_context(source.gathered(plan, shared, counted.failed))
            run = replace(run, engine=run.engine if run.engine.same_disk else LocalEngine())
        if run.checkpoint is not None and not run.stop.is_set():
            run.checkpoint.drop()
        yield source, counted


@dataclass(slots=True)
class Counted:
    """The parts that were counted, and why others were not."""

    total: Total
    done: set[int]
    failed: dict[int, str] = field(default_factory=dict)

    def tally(self, source: Source, leak_distance: int | None) -> Tally:
        """Return what was counted, and tell of the parts that were not."""
        tally = self._with_lost_splits(self.total.tally(leak_distance=leak_distance), source)
        logs = {name: ProblemLog(found) for name, found in tally.problems.items()}
        for place in sorted(self.failed):
            part = source.parts[place]
            name = part.split if part.split in logs else next(iter(logs))
            logs[name].add("part-unreadable", f"{part.name}: {self.failed[place]}")
        left = len(source.parts) - len(self.done) - len(self.failed)
        told = stopped(len(self.done), len(source.parts))
        next(iter(logs.values())).add("part-left", told, count=left)
        so_far = SoFar(len(self.done), len(source.parts), stopped=True) if left else None
        problems = {name: list(log.problems()) for name, log in logs.items()}
        return replace(tally, problems=problems, so_far=so_far)

    def _with_lost_splits(self, tally: Tally, source: Source) -> Tally:
        """Return what was counted, with nothing in the splits of which no part could be."""
        named = set(filter(None, (source.parts[place].split for place in self.failed))) - {ALL}
        lost = named - set(tally.counts)
        if not lost:
            return tally
        names = sorted({*tally.counts, *lost}, key=split_order)
        empty = empty_counts(tally.task, len(tally.classes))
        return replace(
            tally,
            counts={name: tally.counts.get(name, empty) for name in names},
            problems={name: tally.problems.get(name, []) for name in names},
        )


def _counted(source: Source, plan: Any, run: Run) -> Counted:
    total = Total(source, plan)
    done = set[int]() if run.checkpoint is None else run.checkpoint.take_up(total, source, plan)
    counted = Counted(total, done)
    places = [place for place in range(len(source.parts)) if place not in done]
    try:
        left = _count_groups(counted, groups_of(places, run.engine), source, run)
        if left and not run.stop.is_set():  # in a group a part is tried once, alone as often as any call
            _count_groups(counted, [(place,) for place in sorted(left)], source, run)
    except BaseException:  # a run that is interrupted goes on from here the next time
        if run.checkpoint is not None:
            run.checkpoint.keep(total, done, now=True)
        raise
    if run.checkpoint is not None and run.stop.is_set():
        run.checkpoint.keep(total, done, now=True)
    if not done:
        why = next(iter(counted.failed.values()), "there is nothing")
        raise ReadError(f"{source.title}: nothing can be read; {why}")
    return counted


def _count_groups(counted: Counted, groups: Sequence[Places], source: Source, run: Run) -> list[int]:
    """Count groups of parts; return the places of those that failed beside others, to be counted alone."""
    items = [Group(places, tuple(source.parts[place] for place in places)) for places in groups]
    call = partial(count_group, plan=counted.total.plan)
    outcomes: Generator[Any, None, None] = run.engine.run(call, items, range(len(items)))
    left = list[int]()
    with closing(outcomes):
        for outcome in outcomes:
            places = groups[outcome.place]
            if outcome.result is not None:
                counted.total.join(outcome.result)
                counted.done.update(outcome.result.done)
                left += outcome.result.failed
            elif len(places) == 1:
                counted.failed[places[0]] = outcome.error
            else:
                left += places
            run.advance(counted.total, len(counted.done) + len(counted.failed), len(source.parts))
            if run.stop.is_set():
                break
            if run.checkpoint is not None:
                run.checkpoint.keep(counted.total, counted.done)
    return left
