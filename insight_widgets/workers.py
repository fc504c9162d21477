"""Many files read at once, by Python processes of our own.

The processes are plain ones that are told over pipes which function to call with which files: they work in
notebooks and in scripts alike, never run the caller's main module again, and hold no lock of it, as forks
might. What passes the pipes is pickled by us and for us; no data set is ever unpickled.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from threading import Event
from typing import IO, TYPE_CHECKING, Any, TypeVar

from insight_widgets.progress import count_bar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 1000
"""Files a process is given at a time."""

WORTH_PROCESSES = 8000
"""Fewer files are read before a process has started."""

_HELPED = 4
"""Of more processes the answers alone keep this one busy; up to so many, it is one of them."""

ONE_CORE = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "INSIGHT_WIDGETS_PROCESSES": "1"}
"""The environment of processes that are one a core, each of which would else start threads for all cores."""

NO_ANSWER = (OSError, EOFError, pickle.PickleError)
"""What is raised where a process gives no answer."""

_WORKER = (  # the parent ends us when it is interrupted
    "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN); "
    "from insight_widgets.workers import serve; serve()"
)


def in_chunks(
    function: Callable[[Sequence[Item]], Result],
    items: Sequence[Item],
    *,
    what: str,
    show: bool = True,
    worth: int = WORTH_PROCESSES,
    size: int = CHUNK,
) -> Iterator[Result]:
    """Yield what a function makes of each run of some items, in their order.

    Parameters
    ----------
    function : callable
        Of a module of this package, so that another process finds it by name.
    items : sequence
        Mostly paths of files; what can be pickled.
    what : str
        What the progress bar says.
    show : bool
        Whether a progress bar is shown.
    worth : int
        With fewer items no process is started.
    size : int
        Items that a process is given at a time.
    """
    chunks = [items[start : start + size] for start in range(0, len(items), size)]
    processes = min(cores(), len(chunks)) if len(items) >= worth else 1
    with count_bar(what, len(items), show=show) as bar, _mapping(function, chunks, processes) as results:
        for chunk, result in zip(chunks, results, strict=True):
            yield result
            bar.update(len(chunk))


def cores() -> int:
    """Return how many cores this process may use; ``INSIGHT_WIDGETS_PROCESSES`` sets it."""
    told = os.environ.get("INSIGHT_WIDGETS_PROCESSES", "")
    if told.isdecimal() and int(told):
        return int(told)
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _mapping(
    function: Callable[[Sequence[Item]], Result], chunks: Sequence[Sequence[Item]], processes: int
) -> Iterator[Iterator[Result]]:
    if processes < 2 or not sys.executable:  # noqa: PLR2004
        yield map(function, chunks)
        return
    workers: list[subprocess.Popen[bytes]] = []
    stopped = Event()
    idle: SimpleQueue[subprocess.Popen[bytes] | None] = SimpleQueue()  # None is this process

    def call(chunk: Sequence[Item]) -> Result:
        worker = idle.get()
        try:
            return function(chunk) if worker is None else ask(worker, function, chunk)
        except NO_ANSWER:
            if stopped.is_set():
                raise
            return function(chunk)  # the process could not start, or was ended by somebody else
        finally:
            idle.put(worker)

    pool = ThreadPoolExecutor(processes)
    try:
        workers.extend(start() for _ in range(processes - (processes <= _HELPED)))
        for worker in [*workers, None][:processes]:
            idle.put(worker)
        yield pool.map(call, chunks)
    finally:
        stopped.set()
        for worker in workers:
            worker.kill()
        pool.shutdown(cancel_futures=True)
        for worker in workers:
            worker.communicate()


def end(worker: subprocess.Popen[bytes]) -> None:
    """End a process, whatever it does."""
    worker.kill()
    worker.communicate()


def start() -> subprocess.Popen[bytes]:
    """Return a process that waits for calls."""
    environment = {**os.environ, **ONE_CORE, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.Popen(  # noqa: S603  (this very Python and a line of our own)
        [sys.executable, "-c", _WORKER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
    )


def ask(worker: subprocess.Popen[bytes], function: Callable[[Any], Result], chunk: Any) -> Result:
    """Return the function's result from a process."""
    _send(worker.stdin, (function, chunk))
    failed, result = _receive(worker.stdout)
    if failed:
        raise result
    value: Result = result
    return value


def serve() -> None:
    """Answer calls that come over standard input until it is closed."""
    calls, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever is printed must not come between the answers
    while True:
        try:
            function, chunk = _receive(calls)
        except EOFError:
            return
        _send(answers, _answer(function, chunk))


def _answer(function: Callable[[Any], Any], chunk: Any) -> tuple[bool, Any]:
    try:
        return False, function(chunk)
    except Exception as error:  # noqa: BLE001  (raised again by the parent)
        return True, error


def _send(stream: IO[bytes] | None, value: Any) -> None:
    if stream is not None:
        pickle.dump(value, stream, protocol=pickle.HIGHEST_PROTOCOL)
        stream.flush()


def _receive(stream: IO[bytes] | None) -> Any:
    if stream is None:
        raise EOFError
    return pickle.load(stream)  # noqa: S301  (written by ourselves)
