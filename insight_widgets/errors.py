"""The errors of the package.

::

    InsightError            anything the package raises on purpose
    ├── ReadError           a data set or log cannot be read at all
    │   ├── FormatError     no reader knows the format, or several do
    │   └── PartsError      it is only read part by part, for which an engine is asked
    ├── DataError           values given in memory do not fit together
    ├── SelectionError      a selection names a class, bin or split that is not there
    └── ProblemError        there are problems in the data, and the caller wants none

Each message says what came, what was wanted, where, and what to do.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from insight_widgets.shortening import cut

if TYPE_CHECKING:
    from collections.abc import Iterable


class InsightError(Exception):
    """Base of all errors raised on purpose; its text is one line for people, whatever names are in it."""

    def __init__(self, message: str = "") -> None:
        super().__init__(visible(message))


class ReadError(InsightError):
    """A file or folder cannot be read as a data set or log."""


class FormatError(ReadError):
    """The format of a path is not known."""


class PartsError(ReadError):
    """A data set is only read part by part, and no engine was asked for."""


class DataError(InsightError, ValueError):
    """Columns, frames or samples given in memory do not fit together."""


class SelectionError(InsightError, ValueError):
    """A selection names something that the report does not have."""


class ProblemError(InsightError):
    """The data have problems, where ``strict=True`` asks for none.

    Attributes
    ----------
    report : Report
        The whole report; nothing that was read is lost.
    """

    def __init__(self, message: str, report: Any) -> None:
        super().__init__(message)
        self.report = report


def shorten(text: object, limit: int = 80) -> str:
    """Return one line of `text`, cut in its middle to `limit` characters, fit for a message.

    Characters that cannot be seen (control characters, marks that turn the text round) are escaped.
    """
    line = " ".join(str(text).split())
    both_ends = line if len(line) <= 2 * limit else line[:limit] + line[-limit:]
    return cut(visible(both_ends), limit)


def visible(text: str) -> str:
    """Return text with escapes in place of characters that cannot be seen."""
    if text.isprintable():
        return text
    return "".join(one if one.isprintable() else one.encode("unicode_escape").decode() for one in text)


def suggest(given: str, known: Iterable[str]) -> str:
    """Return a hint such as ``' (did you mean "cat"?)'``, or nothing."""
    near = get_close_matches(given, [str(name) for name in known], n=1)
    return f' (did you mean "{shorten(near[0])}"?)' if near else ""
