"""What code does beside what it returns: files it opens and leaves, time, memory, warnings."""

from __future__ import annotations

import gc
import os
import signal
import sys
import sysconfig
import tempfile
import warnings
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import insight_widgets

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS = 10
GIGABYTE = 2**30
_PACKAGE = Path(insight_widgets.__file__).parents[1]
_ALLOWED = tuple(
    os.path.join(os.path.abspath(folder), "")  # noqa: PTH100, PTH118
    for folder in (
        *(_PACKAGE, sys.prefix, sys.base_prefix, "/proc", "/dev", "/sys"),
        *sysconfig.get_paths().values(),
    )
)
_SORTED = os.path.join(tempfile.gettempdir(), "insight-widgets-")  # noqa: PTH118
"""Where rows that lie apart are sorted by image."""

_NETWORK = ("socket.connect", "socket.getaddrinfo", "urllib.Request", "subprocess.Popen")


class EndlessError(BaseException):
    """Something takes longer than anything should; no `except Exception` stops it."""


class Watch:
    """Files that are opened outside of a folder, connections and processes, as long as one watches.

    Python's audit hooks cannot be taken away, so there is one for all.
    """

    def __init__(self) -> None:
        self._folder: str | None = None
        self._allowed: set[str] = set()
        self._seen: list[str] = []
        sys.addaudithook(self._on_event)

    @contextmanager
    def over(self, folder: Path, allowed: set[str]) -> Iterator[list[str]]:
        """Watch while the context lasts, some files outside allowed; the list grows by what is seen."""
        self._allowed = allowed
        self._folder, self._seen = os.path.join(os.path.abspath(folder), ""), []  # noqa: PTH100, PTH118
        try:
            yield self._seen
        finally:
            self._folder = None

    def _on_event(self, event: str, args: tuple[Any, ...]) -> None:
        if self._folder is None:
            return
        if event in _NETWORK:
            self._seen.append(f"{event} {args[:2]}")
        if event == "open" and isinstance(args[0], str | bytes | os.PathLike):
            path = os.path.abspath(os.fsdecode(args[0]))  # noqa: PTH100
            if not path.startswith((self._folder, _SORTED, *_ALLOWED)) and path not in self._allowed:
                self._seen.append(f"open {path}")


WATCH = Watch()


@contextmanager
def guarded() -> Iterator[list[str]]:
    """Turn warnings into errors, end what takes too long or too much memory; list what objects leave open."""
    with ExitStack() as stack:
        stack.enter_context(_in_time())
        stack.enter_context(_in_memory())
        stack.enter_context(warnings.catch_warnings())
        warnings.simplefilter("error")
        yield stack.enter_context(_unraisable())


@contextmanager
def _in_time() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise EndlessError(f"more than {SECONDS} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _in_memory() -> Iterator[None]:
    """Let the process have one gigabyte more than it has."""
    import resource

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + GIGABYTE, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))


@contextmanager
def _unraisable() -> Iterator[list[str]]:
    """List the warnings that are raised where nothing can catch them: files that nobody closed."""
    seen: list[str] = []
    before = sys.unraisablehook
    sys.unraisablehook = lambda about: seen.append(f"{about.exc_value!r} ({about.object!r})")
    try:
        yield seen
    finally:
        sys.unraisablehook = before


def open_files() -> int:
    """Return how many files this process has open."""
    gc.collect()
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208
