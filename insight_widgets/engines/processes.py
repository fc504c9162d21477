"""Parts counted by Python processes of our own, one a core; see `insight_widgets.workers`."""

from __future__ import annotations

from queue import SimpleQueue
from threading import Event, Thread
from typing import TYPE_CHECKING, Any, TypeVar

from insight_widgets.engines import TRIES, Outcome
from insight_widgets.engines.attempts import reason
from insight_widgets.errors import DataError
from insight_widgets.texts.progress import ENDED
from insight_widgets.workers import NO_ANSWER, ask, cores, end, start

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Generator, Sequence

Result = TypeVar("Result")


class ProcessEngine:
    """Calls in several processes of this machine.

    Parameters
    ----------
    workers : int, optional
        How many; one a core, if it is not said.
    """

    same_disk = True
    far = False

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or cores()

    def run(
        self, function: Callable[[Any], Result], items: Sequence[Any], places: Sequence[int]
    ) -> Generator[Outcome[Result], None, None]:
        """Yield what comes of some items, as they are done."""
        calls = _Calls(function, items, places)
        threads = [Thread(target=calls.make, daemon=True) for _ in range(min(self.workers, len(places)))]
        for thread in threads:
            thread.start()
        try:
            for _ in places:
                outcome = calls.outcomes.get()
                if isinstance(outcome, BaseException):
                    raise outcome
                yield outcome
        finally:
            calls.end(len(threads))
            for thread in threads:
                thread.join()


class _Calls:
    """Calls that are to be made, by threads that each have a process."""

    def __init__(self, function: Callable[[Any], Any], items: Sequence[Any], places: Sequence[int]) -> None:
        self._function = function
        self._items = items
        self._waiting: SimpleQueue[tuple[int, int] | None] = SimpleQueue()
        for place in places:
            self._waiting.put((place, 1))
        self.outcomes: SimpleQueue[Outcome[Any] | BaseException] = SimpleQueue()
        self._ended = Event()
        self._running: set[subprocess.Popen[bytes]] = set()

    def make(self) -> None:
        """Make calls until there are none left."""
        worker: subprocess.Popen[bytes] | None = None
        while (call := self._waiting.get()) is not None and not self._ended.is_set():
            place, tries = call
            try:
                worker = worker or self._start()
                error, result = ask(worker, _caught, (self._function, self._items[place]))
                if error:
                    self._failed(place, tries, error)
                else:
                    self.outcomes.put(Outcome(place, result))
            except NO_ANSWER:  # the process could not start, or was ended by somebody else
                self._end(worker)
                worker = None
                self._failed(place, tries, ENDED)
            except Exception as caught:  # noqa: BLE001  (raised where the outcomes are taken)
                self.outcomes.put(caught)
        self._end(worker)

    def end(self, threads: int) -> None:
        """End all work at once."""
        self._ended.set()
        for _ in range(threads):
            self._waiting.put(None)
        for worker in list(self._running):
            worker.kill()

    def _failed(self, place: int, tries: int, error: str) -> None:
        """Try again, later and maybe in another process; or give up."""
        if tries < TRIES and not self._ended.is_set():
            self._waiting.put((place, tries + 1))
        else:
            self.outcomes.put(Outcome(place, None, error))

    def _start(self) -> subprocess.Popen[bytes]:
        worker = start()
        self._running.add(worker)
        return worker

    def _end(self, worker: subprocess.Popen[bytes] | None) -> None:
        if worker is not None:
            end(worker)
            self._running.discard(worker)


def _caught(call: tuple[Callable[[Any], Any], Any]) -> tuple[str, Any]:
    """Return why a call has failed, or nothing and what it returned; errors of the data are raised."""
    function, item = call
    try:
        return "", function(item)
    except DataError:
        raise
    except Exception as error:  # noqa: BLE001  (told among the problems)
        return reason(error), None
