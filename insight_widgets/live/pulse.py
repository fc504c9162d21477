"""Calls something in a thread of its own whenever there is news, but not too often."""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SHORTEST = 0.1
"""Seconds between two calls at least: what the eye can follow."""

RESTS = 9
"""How many times as long as it took a call is waited after it: a tenth of the time at most is spent."""


class Pulse:
    """Calls something after there was news: at once, and at most ten times a second.

    Parameters
    ----------
    call : callable
        Called in a thread of its own; what it raises is logged.
    shortest : float
        Seconds between two calls at least.
    """

    def __init__(self, call: Callable[[], object], shortest: float = SHORTEST) -> None:
        self._call = call
        self._shortest = shortest
        self._news = threading.Event()
        self._thread: threading.Thread | None = None
        self._starting = threading.Lock()
        self._ended = False

    def beat(self) -> None:
        """Say that there is news; takes microseconds."""
        if self._news.is_set():
            return
        self._news.set()
        if self._thread is None:
            self._start()

    def end(self) -> None:
        """Make no more calls."""
        self._ended = True
        self._news.set()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None and not self._ended:
                self._thread = threading.Thread(target=self._run, name="insight-widgets curves", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while self._news.wait() and not self._ended:
            self._news.clear()
            begun = time.monotonic()
            try:
                self._call()
            except Exception:
                logging.getLogger(__name__).exception("the training curves could not be shown")
            took = time.monotonic() - begun
            time.sleep(max(self._shortest - took, RESTS * took))
