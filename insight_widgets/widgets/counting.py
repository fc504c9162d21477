"""Counting that goes on in a thread of its own while a widget shows what was counted so far."""

from __future__ import annotations

from dataclasses import replace
from threading import Event, Lock, Thread
from time import monotonic
from typing import TYPE_CHECKING, Any

from insight_widgets.report import tally_report
from insight_widgets.streams.tally import SoFar

if TYPE_CHECKING:
    from collections.abc import Callable

    from insight_widgets.judging.rule import CurveRule
    from insight_widgets.report import Report
    from insight_widgets.stats.balance import BalanceRule
    from insight_widgets.streams.stream import Stream
    from insight_widgets.streams.tally import Tally
    from insight_widgets.streams.total import Total

_RESTS = 5
"""A page is made again after so many times the time that making it has taken, and a second at least."""


class Counting:
    """A data set that is being counted.

    Parameters
    ----------
    stream : Stream
    rule : BalanceRule
    curve_rule : CurveRule
    progress : bool
        Whether a progress bar is shown.
    leak_distance : int, optional
        If copies of images are looked for by content: most bits in which the hashes of near ones differ.
    """

    def __init__(
        self,
        stream: Stream,
        rule: BalanceRule,
        curve_rule: CurveRule,
        *,
        progress: bool,
        leak_distance: int | None = None,
    ) -> None:
        self._stream = stream
        self._rules: dict[str, Any] = {"rule": rule, "curve_rule": curve_rule}
        self._take: Callable[[Report], None] | None = None
        self._latest: Report | None = None
        self._giving = Lock()
        self._tallied: dict[str, Any] = {"progress": progress, "leak_distance": leak_distance}
        self._stop = Event()
        self._begun = Event()
        self._shown = Event()
        self._rest_until = 0.0
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, name="insight-widgets counting", daemon=True)

    def start(self) -> Report:
        """Begin to count, and return the report on the first part.

        Raises
        ------
        InsightError
            The data cannot be read, or do not fit together.
        """
        self._thread.start()
        try:
            self._begun.wait()
        except BaseException:
            self.leave()
            raise
        self._raise()
        assert self._latest is not None  # noqa: S101  (counting has begun, or there is an error)
        return self._latest

    def show_in(self, take: Callable[[Report], None]) -> None:
        """Call something with the report of what was counted so far: now, every now and then, and at last."""
        with self._giving:
            self._take = take
            if self._latest is not None:
                take(self._latest)
        self._shown.set()

    def leave(self) -> None:
        """Ask that no more is counted, and do not wait for it."""
        self._stop.set()
        self._shown.set()

    def asked_to_leave(self, _content: Any, _buffers: Any) -> None:
        """Answer the page: count no more."""
        self.leave()

    def stop(self) -> None:
        """Count no more: what was counted is kept, and what was not is told in the report."""
        self.leave()
        self.wait()

    def wait(self) -> None:
        """Return once everything is counted; an interruption stops counting, as `stop` does.

        Raises
        ------
        InsightError
            The data cannot be read, or do not fit together.
        """
        try:
            self._thread.join()
        except KeyboardInterrupt:
            self.leave()
            self._thread.join()
        self._raise()

    @property
    def running(self) -> bool:
        """Whether there are parts that are not counted yet."""
        return self._thread.is_alive()

    def _raise(self) -> None:
        if self._error is not None:
            raise self._error

    def _run(self) -> None:
        try:
            tally = self._stream.tally(on_part=self._show, stop=self._stop, **self._tallied)
            self._give(self._report(tally))
        except BaseException as error:  # noqa: BLE001  (raised where somebody waits)
            self._error = error
        finally:
            self._begun.set()

    def _show(self, total: Total, done: int, parts: int) -> None:
        """Show what was counted so far, unless that was just done."""
        begun = monotonic()
        if done == parts or begun < self._rest_until or not total.records:
            return
        tally = replace(total.tally(across=False), so_far=SoFar(done, parts))
        self._give(self._report(tally))
        self._shown.wait()  # counting beside it would make the first page many times as slow
        self._rest_until = monotonic() + max(_RESTS * (monotonic() - begun), 1.0)

    def _report(self, tally: Tally) -> Report:
        return tally_report(tally, **self._rules).with_curves(())

    def _give(self, report: Report) -> None:
        with self._giving:
            self._latest = report
            if self._take is not None:
                self._take(report)
        self._begun.set()
