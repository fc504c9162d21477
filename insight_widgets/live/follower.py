"""Reads a log again and again while it is being written."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from insight_widgets.curves import curves_of, read_curves
from insight_widgets.errors import InsightError
from insight_widgets.live.pulse import RESTS
from insight_widgets.logs import event_file, find_log_reader
from insight_widgets.logs._building import runs_of
from insight_widgets.logs._table import Table, joined
from insight_widgets.logs.folder import walk
from insight_widgets.texts.logs import waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from insight_widgets.curves import Curve

    Take = Callable[[Sequence[Curve], Sequence[str]], object]


class Follower:
    """Reads a log when it is there, and again whenever it has grown, in a thread of its own.

    Parameters
    ----------
    path : Path
        A log file or the folder of a run; neither needs to be there yet.
    take : callable
        Called with the curves, and with what is to be said where there are none.
    every : float
        Seconds between two looks at least; ten times as long as reading takes.
    **options
        What `read_curves` takes.
    """

    def __init__(self, path: Path, take: Take, every: float, **options: Any) -> None:
        self._path = path
        self._take = take
        self._every = every
        self._options = options
        self._events = _Events(path)
        self._seen: object = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="insight-widgets follower", daemon=True)

    def start(self) -> None:
        """Look at once, then begin to follow."""
        self._look()
        self._thread.start()

    def end(self) -> None:
        """Follow no more."""
        self._ended.set()

    def _run(self) -> None:
        rest = self._every
        while not self._ended.wait(rest):
            begun = time.monotonic()
            self._look()
            rest = max(self._every, RESTS * (time.monotonic() - begun))

    def _look(self) -> None:
        """Read the log if it has changed."""
        try:
            state = _state(self._path)
            if state == self._seen:
                return
            self._seen = state
            self._take(self._read(), ())
        except (InsightError, OSError) as error:  # a log that is being written may be whole the next time
            self._take((), (waiting(self._path, error),))

    def _read(self) -> tuple[Curve, ...]:
        if self._events.are_it():
            pairing = {name: self._options.get(name) for name in ("pairs", "lower_is_better")}
            return curves_of(runs_of(self._events.table(), str(self._path)), **pairing)
        return read_curves(self._path, **self._options)


class _Events:
    """An event file, of which only what is new is read."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._offset = 0
        self._table = Table({}, 0)

    def are_it(self) -> bool:
        return self._path.is_file() and find_log_reader(self._path).FORMAT == event_file.FORMAT

    def table(self) -> Table:
        if self._path.stat().st_size < self._offset:  # written anew
            self._offset, self._table = 0, Table({}, 0)
        tail = event_file.read_on(self._path, self._offset)
        self._offset = tail.offset
        self._table = joined([self._table, tail.table])
        return self._table


def _state(path: Path) -> object:
    """Return what changes when a log, or a log in a folder, grows."""
    files = (folder / name for folder, names in walk(path) for name in names) if path.is_dir() else [path]
    return [(str(file), (stat := file.stat()).st_size, stat.st_mtime_ns) for file in files]
