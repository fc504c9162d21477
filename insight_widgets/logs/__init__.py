"""Logs of training runs: one file a format, each with a name, `detect` and `read`.

A module of this package is a reader if it has

``FORMAT``
    the name that ``format=`` takes, for example ``"csv"``;
``SUMMARY``
    what the reader takes, in a few words, for messages;
``RANK``
    how sure its marks are: of several readers that take a file the one of the highest rank reads it;
``detect(path)``
    whether the file looks like the format (cheap: its name and first bytes);
``read(path)``
    the records of the log, a `Table`; `read_log` makes runs of them.

A new format is a new file here; nothing else names it. `folder` finds the logs in the folder of a run,
`objects` takes what is in memory.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

from insight_widgets.errors import FormatError, ReadError, suggest
from insight_widgets.logs._building import runs_of
from insight_widgets.logs._files import head_of

if TYPE_CHECKING:
    from pathlib import Path

    from insight_widgets.logs._table import Table
    from insight_widgets.logs.run import Run


class LogReader(Protocol):
    """The shape of a reader module."""

    FORMAT: str
    SUMMARY: str
    RANK: int

    def detect(self, path: Path) -> bool:
        """Whether a file looks like this format."""

    def read(self, path: Path) -> Table:
        """Return the records of a log."""


@cache
def log_readers() -> dict[str, LogReader]:
    """Return all readers by format name, in alphabetical order."""
    modules = (import_module(f"{__name__}.{info.name}") for info in iter_modules(__path__))
    return {module.FORMAT: cast("LogReader", module) for module in modules if hasattr(module, "FORMAT")}


def read_log(path: Path, format_name: str | None = None) -> list[Run]:
    """Return the runs of a log file.

    Raises
    ------
    ReadError
        It cannot be read, is empty, a Git LFS pointer, or holds no metric.
    FormatError
        `format_name` is not known, or no reader takes the file.
    """
    return runs_of(find_log_reader(path, format_name).read(path), str(path))


def find_log_reader(path: Path, format_name: str | None = None) -> LogReader:
    """Return the reader of a log file; see `read_log`."""
    if format_name is not None and format_name not in log_readers():
        hint = suggest(format_name, log_readers())
        known = ", ".join(log_readers())
        raise FormatError(f'log format "{format_name}" is not known{hint}; known are {known}')
    if not path.exists():
        raise ReadError(f"{path}: no such file or folder")
    head_of(path)
    if format_name is not None:
        return log_readers()[format_name]
    taking = [reader for reader in log_readers().values() if reader.detect(path)]
    if not taking:
        known = "; ".join(f"{reader.FORMAT}: {reader.SUMMARY}" for reader in log_readers().values())
        raise FormatError(f"{path}: no known format of a training log; formats are {known}")
    return max(taking, key=lambda reader: reader.RANK)
