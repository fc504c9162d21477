"""What was counted of a source, kept in a file, so that an interrupted run goes on where it was."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from time import monotonic
from typing import TYPE_CHECKING, Any

from insight_widgets.progress import say
from insight_widgets.streams.fingerprint import fingerprint
from insight_widgets.streams.storage import reserve, restore, store
from insight_widgets.texts.progress import not_kept, other_checkpoint

if TYPE_CHECKING:
    from pathlib import Path

    from insight_widgets.streams.contract import Source
    from insight_widgets.streams.total import Total

EVERY = 30.0
"""Seconds between two writings at least."""


@dataclass(slots=True)
class Checkpoint:
    """A file that holds what was counted so far.

    Attributes
    ----------
    path : Path
    """

    path: Path
    _key: str = ""
    _written_at: float = 0.0

    def take_up(self, total: Total, source: Source, plan: Any) -> set[int]:
        """Give a total what was counted before, if it is of the same data, and return the parts counted."""
        self._key = fingerprint(source, plan, len(source.parts))
        self._written_at = monotonic()
        reserve(self.path, "checkpoint")
        held = restore(self.path)
        if not isinstance(held, dict) or "key" not in held:
            return set()
        if held["key"] != self._key:
            say(other_checkpoint(self.path))
            return set()
        total.restore(held["total"])
        return set(held["done"])

    def keep(self, total: Total, done: set[int], *, now: bool = False) -> None:
        """Write what was counted, every so often or at once."""
        if now or monotonic() - self._written_at > EVERY:
            try:
                store(self.path, {"key": self._key, "done": done, "total": total.state()})
            except OSError as error:
                say(not_kept(self.path, error.strerror or error))
            self._written_at = monotonic()

    def drop(self) -> None:
        """Delete the file: everything is counted."""
        with suppress(OSError):
            self.path.unlink(missing_ok=True)
