"""The training curves alone, from a log or live from a training loop."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, ClassVar
from weakref import WeakSet

from insight_widgets.curves import beside, curves_of, read_curves, with_chance
from insight_widgets.errors import DataError, ReadError
from insight_widgets.judging.rule import CurveRule
from insight_widgets.live.follower import Follower
from insight_widgets.live.pulse import Pulse
from insight_widgets.live.recorder import Recorder
from insight_widgets.logs._building import runs_of
from insight_widgets.reach import within_reach
from insight_widgets.report import curves_report
from insight_widgets.widgets.base import ReportWidget

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from insight_widgets.curve_pairing import Pairs
    from insight_widgets.curves import Curve
    from insight_widgets.reach import PathLike
    from insight_widgets.report import Report

LOOP = "this training"
"""What the run is called that a training loop logs."""


class TrainingCurves(ReportWidget):
    """The training curves alone: of logs, or live.

    Parameters
    ----------
    curves : path, History, DataFrame, dict of columns, or a sequence of such, optional
        The log of a training run, see `insight_widgets.curves.read_curves`. What is logged besides is a
        further run.
    title : str
        What the curves are headed with.
    x : {"step", "epoch"}
        What the steps are that are logged.
    format, pairs, lower_is_better
        See `insight_widgets.curves.read_curves`.
    classes : int, optional
        How many balanced classes an accuracy is of: its baseline is then 1 / classes.
    rule : CurveRule
        The thresholds of the verdicts.

    Raises
    ------
    ReadError
        There is no metric in the log.
    DataError
        `classes` is not positive.

    Examples
    --------
    >>> curves = TrainingCurves()
    >>> for epoch in range(5):
    ...     curves.log(epoch, {"loss": 1 / (1 + epoch), "val_loss": 1.2 / (1 + epoch)})
    >>> curves.to_dict()["curves_headline"]["verdict"]
    'A'
    """

    panels: ClassVar[tuple[str, ...]] = ("curves",)
    _follower: Follower | None = None

    def __init__(
        self,
        curves: object = None,
        *,
        title: str = "Training curves",
        x: str = "step",
        format: str | None = None,  # noqa: A002  (the word that `load` takes too)
        pairs: Pairs | None = None,
        lower_is_better: Mapping[str, bool] | None = None,
        classes: int | None = None,
        rule: CurveRule = CurveRule(),  # noqa: B008  (frozen)
    ) -> None:
        self._pairing: dict[str, Any] = {"pairs": pairs, "lower_is_better": lower_is_better}
        self._pulse = Pulse(self._push)
        if classes is not None and classes < 1:
            raise DataError(f"classes: a number of classes is wanted, 1 or more; got {classes!r}")
        self._share = None if classes is None else 1 / classes
        self._earlier = () if curves is None else read_curves(curves, format=format, **self._pairing)
        self._recorder = Recorder(x)
        self._followers: WeakSet[ReportWidget] = WeakSet()
        self._shown_calls = 0
        self._showing = threading.RLock()
        super().__init__(curves_report(self._with_chance(self._earlier), title, rule=rule))

    @classmethod
    def watch(cls, path: PathLike, *, every: float = 1.0, **options: Any) -> TrainingCurves:
        """Show the log of a run that is going on, and follow it until `stop`.

        Parameters
        ----------
        path : path
            A log file or the folder of a run; neither needs to be there yet.
        every : float
            Seconds between two looks at it, at least.
        **options
            What `TrainingCurves` takes.
        """
        told = {name: options.pop(name) for name in ("format",) if name in options}
        widget = cls(**options)
        pairing = {name: value for name, value in widget._pairing.items() if value is not None}
        widget._follower = Follower(within_reach(path), widget._take, every, **told, **pairing)
        widget._follower.start()
        return widget

    @property
    def x(self) -> str:
        """What the steps are that are logged: ``"step"`` or ``"epoch"``."""
        return self._recorder.x

    @x.setter
    def x(self, x: str) -> None:
        self._recorder.x = x

    @property
    def report(self) -> Report:
        """The report that is shown, with all that was logged so far."""
        self._refresh()
        return self._report

    @property
    def curves(self) -> tuple[Curve, ...]:
        """The curves, with all that was logged so far."""
        return self.report.curves

    def log(self, step: float, values: Mapping[str, Any]) -> None:
        """Take the values of a step of the training.

        This takes microseconds and never raises; the view follows at most ten times a second. A step that
        goes back to the first begins another run.

        Parameters
        ----------
        step : float
        values : mapping of str to number
            By names as ``loss``, ``val_loss``, ``train/box_loss``, ``learning_rate``; how they are paired
            `insight_widgets.curve_pairing` tells. Arrays and tensors of one element are numbers too; None is
            left out.
        """
        self._recorder.log(step, values)
        self._pulse.beat()

    def tell(self, fault: str) -> None:
        """Say below the curves what could not be logged."""
        self._recorder.tell(fault)
        self._pulse.beat()

    def stop(self) -> None:
        """Follow the log no more."""
        if self._follower is not None:
            self._follower.end()

    def close(self) -> None:
        """Close the widget; what is logged from now on is not shown any more."""
        self.stop()
        self._pulse.end()
        super().close()

    def lead(self, widget: ReportWidget) -> None:
        """Let another report show the curves of this one, also those still to come."""
        self._followers.add(widget)

    def _take(self, curves: Sequence[Curve], notes: Sequence[str] = ()) -> None:
        """Show curves that were read; what was read before stays where now there are none."""
        with self._showing:
            if curves or not self._earlier:
                self._earlier = tuple(curves)
                self._show(notes)

    def _push(self) -> None:
        with self._showing:
            self._refresh()

    def _refresh(self) -> None:
        """Show what was logged since the last time."""
        with self._showing:
            if self._recorder.calls != self._shown_calls:
                self._shown_calls = self._recorder.calls
                self._show()

    def _show(self, notes: Sequence[str] = ()) -> None:
        curves = self._with_chance(beside(self._earlier, self._logged()))
        notes = (*notes, *self._recorder.notes())
        for widget in (self, *self._followers):
            widget.show_curves(curves, notes)

    def _logged(self) -> tuple[Curve, ...]:
        try:
            return curves_of(runs_of(self._recorder.table(), LOOP), **self._pairing)
        except ReadError:  # no metric yet
            return ()

    def _with_chance(self, curves: Sequence[Curve]) -> tuple[Curve, ...]:
        return with_chance(curves, self._share) if self._share else tuple(curves)
