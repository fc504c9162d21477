"""Parts counted on a Dask cluster: parts are read where the workers are, only counts travel."""

from __future__ import annotations

import os
import pickle
import zlib
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from insight_widgets.engines import TRIES, Outcome
from insight_widgets.engines.attempts import reason
from insight_widgets.errors import DataError
from insight_widgets.workers import ONE_CORE, cores

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Sequence

Result = TypeVar("Result")

_KEPT = {"MALLOC_MMAP_THRESHOLD_": 2**25, "MALLOC_TRIM_THRESHOLD_": 2**28}
"""Bytes of an array whose memory is kept, and of memory that is kept in all."""

_QUICK = 1
"""How hard counts are compressed: more takes seven times as long, and saves a fifteenth."""

_AHEAD = 4
"""Calls that each worker is given ahead of time."""


class DaskEngine:
    """Calls on the workers of a client.

    Parameters
    ----------
    client : distributed.Client
    """

    same_disk = False
    far = True

    def __init__(self, client: Any) -> None:
        self._client = client

    @property
    def workers(self) -> int:
        """How many calls are made at once."""
        return max(int(sum(self._client.nthreads().values())), 1)

    def run(
        self, function: Callable[[Any], Result], items: Sequence[Any], places: Sequence[int]
    ) -> Generator[Outcome[Result], None, None]:
        """Yield what comes of some items, as they are done; the scheduler holds a few calls at a time."""
        from distributed import KilledWorker

        shared = self._client.submit(_same, function, pure=False)  # the plan travels once, not with each call
        killed = list[tuple[int, Exception]]()
        for place, answer in self._answers(shared, items, places):
            if isinstance(answer, KilledWorker):
                killed.append((place, answer))
            else:
                yield self._outcome(place, answer)
        if len(killed) == 1:
            yield self._outcome(*killed[0])
            return
        for place, _ in killed:  # one of them may have taken the workers of the others with it
            for answered in self._answers(shared, items, [place]):
                yield self._outcome(*answered)

    def _answers(
        self, function: Any, items: Sequence[Any], places: Sequence[int]
    ) -> Generator[tuple[int, bytes | _Failed | Exception], None, None]:
        """Yield each place and what came of the call of its item, as they are done.

        Raises
        ------
        DataError
            What is wrong is wrong however often it is tried.
        """
        from distributed import as_completed

        waiting = iter(places)
        running: dict[Any, tuple[int, tuple[str, ...]]] = {}
        done: Any = as_completed(loop=self._client.loop)  # type: ignore[no-untyped-call]

        def submit(place: int | None, avoided: tuple[str, ...] = ()) -> None:
            if place is not None:
                wished = self._others(avoided) if avoided else {}
                future = self._client.submit(_packed, function, items[place], pure=False, **wished)
                running[future] = place, avoided
                done.add(future)

        try:
            for _ in range(self.workers * _AHEAD):
                submit(next(waiting, None))
            for future in done:
                place, avoided = running.pop(future)
                answer = _answer(future)  # once: each time it would travel anew
                if isinstance(answer, _Failed) and len(avoided) < TRIES - 1:
                    submit(place, (*avoided, answer.worker))
                    continue
                yield place, answer
                submit(next(waiting, None))
        finally:
            self._client.cancel(list(running))

    def _others(self, avoided: tuple[str, ...]) -> dict[str, Any]:
        """Return the wish for other workers than those on which a call has failed, if there are others."""
        others = [worker for worker in self._client.nthreads() if worker not in avoided]
        return {"workers": others, "allow_other_workers": True} if others else {}

    def _outcome(self, place: int, answer: bytes | _Failed | Exception) -> Outcome[Any]:
        if isinstance(answer, bytes):
            return Outcome(place, self.received(answer))
        return Outcome(place, None, answer.error if isinstance(answer, _Failed) else reason(answer))

    @staticmethod
    def received(packed: bytes) -> Any:
        """Return what a worker has sent."""
        return pickle.loads(zlib.decompress(packed))  # noqa: S301  (written by ourselves)


class LocalClusterEngine:
    """Calls on a cluster of this machine that lasts as long as the work."""

    same_disk = True
    far = True

    def __init__(self) -> None:
        _distributed()
        self.workers = cores()

    def run(
        self, function: Callable[[Any], Result], items: Sequence[Any], places: Sequence[int]
    ) -> Generator[Outcome[Result], None, None]:
        """Yield what comes of some items, as they are done."""
        distributed = _distributed()
        with ExitStack() as stack:
            stack.enter_context(_environment())
            cluster = stack.enter_context(
                distributed.LocalCluster(
                    n_workers=self.workers,
                    threads_per_worker=1,
                    silence_logs=40,
                    scheduler_kwargs={"dashboard": False},
                    worker_dashboard_address=None,
                )
            )
            client = stack.enter_context(distributed.Client(cluster, set_as_default=False))
            yield from DaskEngine(client).run(function, items, places)


@contextmanager
def _environment() -> Iterator[None]:
    """Give a context in which workers are one a core, and keep the memory of arrays that they let go.

    Dask sets a threshold that makes the C library give it back each time; taking it anew costs half as much
    again as counting does. What a worker has to find as it starts, Dask sets in this process and leaves it
    there.
    """
    import dask

    before = {name: os.environ.get(name) for name in _KEPT}
    told = {f"distributed.nanny.pre-spawn-environ.{name}": size for name, size in _KEPT.items()}
    one_core = {f"distributed.nanny.environ.{name}": value for name, value in ONE_CORE.items()}
    try:
        with dask.config.set(told | one_core):
            yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value


def _distributed() -> Any:
    """Return Dask's module of clusters.

    Raises
    ------
    DataError
        It is not installed.
    """
    try:
        import distributed
    except ImportError:
        raise DataError('engine="dask" needs Dask; install it: pip install "insight-widgets[dask]"') from None
    return distributed


def _same(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Return a function: as the result of a call it is made again if its worker is lost."""
    return function


@dataclass(frozen=True, slots=True)
class _Failed:
    """Why a call has failed, and on which worker."""

    worker: str
    error: str


def _answer(future: Any) -> bytes | _Failed | Exception:
    """Return what came of a call; errors of the data are raised."""
    try:
        answer: bytes | _Failed = future.result()
    except DataError:
        raise
    except Exception as error:  # noqa: BLE001  (told among the problems)
        return error
    return answer


def _packed(function: Callable[[Any], Any], item: Any) -> bytes | _Failed:
    """Return what a function makes of an item as few bytes; errors of the data are raised."""
    try:
        result = function(item)
    except DataError:
        raise
    except Exception as error:  # noqa: BLE001  (tried elsewhere, then told among the problems)
        from distributed import get_worker

        return _Failed(get_worker().address, reason(error))
    return zlib.compress(pickle.dumps(result, protocol=pickle.HIGHEST_PROTOCOL), _QUICK)
