"""Training curves: metrics by step, train beside validation, from the log of a run.

Any log that `insight_widgets.logs` reads becomes curves: a file, the folder of a run, or what is in memory.
How names are paired is told by `insight_widgets.curve_pairing`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.curve_pairing import Paired, paired
from insight_widgets.errors import DataError
from insight_widgets.logs import read_log
from insight_widgets.logs.folder import runs_of_folder
from insight_widgets.logs.names import is_accuracy, is_loss, less_is_better, starts_from_zero
from insight_widgets.logs.objects import runs_of_object
from insight_widgets.logs.points import NO_POINTS, points_of
from insight_widgets.reach import within_reach
from insight_widgets.reduction import reduced

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from insight_widgets.curve_pairing import Pairs
    from insight_widgets.logs.run import Run

    Points = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """One metric of a run.

    Attributes
    ----------
    metric : str
        Its name without the split.
    train, val : ndarray of float64, shape (n, 2)
        Step and value, in the order of steps; values may be NaN or infinite.
    x : str
        What a step is (``"epoch"`` or ``"step"``).
    lower_is_better : bool
    run, runs : int
        Which run of a log it is of, and how many runs the log has.
    baseline : float or None
        The value by chance, where it is known.
    rates : ndarray of float64, shape (n, 2)
        Step and learning rate of the run, where that is logged.
    notes : tuple of str
        What was repaired or passed over in the log.
    source : str
        Where the run was read from.
    """

    metric: str
    train: Points
    val: Points
    x: str = "step"
    lower_is_better: bool = False
    run: int = 0
    runs: int = 1
    baseline: float | None = None
    rates: Points = field(default_factory=lambda: NO_POINTS)
    notes: tuple[str, ...] = ()
    source: str = ""

    @property
    def is_loss(self) -> bool:
        """Whether it is a loss, by its name."""
        return is_loss(self.metric)

    def best(self) -> dict[str, Any] | None:
        """Return where the curve is best: on validation, or on train where that is all there is."""
        split = "val" if np.isfinite(self.val[:, 1]).any() else "train"
        points = getattr(self, split)
        points = points[np.isfinite(points[:, 1])]
        if not len(points):
            return None
        place = np.argmin(points[:, 1] if self.lower_is_better else -points[:, 1])
        step, value = points[place].tolist()
        return {"split": split, "step": _plain(step), "value": value}

    def to_dict(self, most: int | None = None) -> dict[str, Any]:
        """Return the curve as the report's document has it; NaN and infinity become None.

        Parameters
        ----------
        most : int, optional
            How many points of a split are listed at most, see `insight_widgets.reduction`; else all.
        """
        document = {
            "metric": self.metric,
            "x": self.x,
            "train": listed(self.train, most),
            "val": listed(self.val, most),
            "points": {"train": len(self.train), "val": len(self.val)},
            "best": self.best(),
            "lower_is_better": self.lower_is_better,
            "baseline": self.baseline,
            "verdict": None,
            "evidence": {},
        }
        return document | ({"run": self.run} if self.runs > 1 else {})


def read_curves(
    source: object,
    *,
    format: str | None = None,  # noqa: A002  (the word that `load` takes too)
    pairs: Pairs | None = None,
    lower_is_better: Mapping[str, bool] | None = None,
) -> tuple[Curve, ...]:
    """Read curves from the log of a training run.

    Parameters
    ----------
    source : path, History, DataFrame, mapping of str to sequence, or sequence
        A log file, the folder of a run or of several, Keras' ``History``, a Hugging Face trainer or its
        ``log_history``, or columns named after metric and split. A sequence of such are several runs; a
        sequence of `Curve` is returned as it is, and of a `TrainingCurves` what it shows.
    format : str, optional
        Which reader is to read a file, where it is not found by itself; see `insight_widgets.logs`.
    pairs : mapping of str to (str, str), optional
        For names in the log: split (``"train"`` or ``"val"``) and metric, where the rule of
        `insight_widgets.curve_pairing` would say otherwise.
    lower_is_better : mapping of str to bool, optional
        For metrics: whether less is better, where their names do not tell it.

    Returns
    -------
    tuple of Curve
        Run by run, in each the loss first, then its parts, then the other metrics in the order met.

    Raises
    ------
    ReadError
        There is no metric in it, or it is nothing that can be read.
    """
    if isinstance(source, list | tuple) and source and all(isinstance(curve, Curve) for curve in source):
        return tuple(source)
    if isinstance(curves := getattr(source, "curves", None), tuple):
        return curves
    return curves_of(_runs(source, format), pairs, lower_is_better)


def curves_of(
    runs: Sequence[Run], pairs: Pairs | None = None, lower_is_better: Mapping[str, bool] | None = None
) -> tuple[Curve, ...]:
    """Return the curves of runs; `pairs` and `lower_is_better` are those of `read_curves`."""
    return tuple(
        curve
        for number, run in enumerate(runs)
        for curve in _curves(run, number, len(runs), pairs or {}, lower_is_better or {})
    )


def beside(first: Sequence[Curve], second: Sequence[Curve]) -> tuple[Curve, ...]:
    """Return the curves of two logs together; the runs of the second are counted on."""
    before = first[0].runs if first else 0
    runs = before + (second[0].runs if second else 0)
    earlier = (replace(curve, runs=runs) for curve in first)
    return (*earlier, *(replace(curve, run=curve.run + before, runs=runs) for curve in second))


def with_chance(curves: Iterable[Curve], share: float) -> tuple[Curve, ...]:
    """Return curves in which accuracies have a baseline.

    Parameters
    ----------
    curves : iterable of Curve
    share : float
        Accuracy of always naming the most frequent class: its share; 1 / classes where they are balanced.

    Raises
    ------
    DataError
        `share` is no share.
    """
    if not 0 < share <= 1:
        raise DataError(f"the share of a class is wanted, over 0 and at most 1; got {share!r}")
    return tuple(replace(curve, baseline=share) if is_accuracy(curve.metric) else curve for curve in curves)


def _runs(source: object, format_name: str | None) -> list[Run]:
    if isinstance(source, str | Path):
        path = within_reach(source)
        return runs_of_folder(path) if path.is_dir() else read_log(path, format_name)
    if isinstance(source, list | tuple) and source and not all(map(_is_record, source)):
        return [run for one in source for run in _runs(one, format_name)]
    return runs_of_object(source)


def _is_record(one: object) -> bool:
    """Whether something is a record of a log, which has a number for a name; columns have many."""
    return isinstance(one, Mapping) and not any(hasattr(value, "__getitem__") for value in one.values())


def _curves(
    run: Run, number: int, runs: int, pairs: Pairs, lower_is_better: Mapping[str, bool]
) -> Sequence[Curve]:
    """Return the curves of a run, the loss first."""
    found: Paired = paired(run.series, pairs)
    rates = points_of(found.rate) if found.rate else NO_POINTS
    curves = [
        Curve(
            metric,
            points_of(of["train"]) if "train" in of else NO_POINTS,
            points_of(of["val"]) if "val" in of else NO_POINTS,
            run.x,
            lower_is_better=lower_is_better.get(metric, less_is_better(metric)),
            run=number,
            runs=runs,
            baseline=0.0 if starts_from_zero(metric) else None,
            rates=rates,
            notes=run.notes,
            source=run.source,
        )
        for metric, of in found.metrics.items()
    ]
    return sorted(curves, key=_order)


def _order(curve: Curve) -> int:
    """Return a sort key: the total loss, other losses, other metrics."""
    if not curve.is_loss:
        return 2
    return int("".join(filter(str.isalpha, curve.metric.lower())) not in ("loss", "totalloss", "losstotal"))


def listed(points: Points, most: int | None = None) -> list[list[float | None]]:
    """Return points as lists of step and value: whole steps as integers, what is not finite as None."""
    points = points if most is None else reduced(points, most)
    steps, values = points[:, 0], points[:, 1]
    whole = bool((steps == np.trunc(steps)).all()) and bool((np.abs(steps) < 2**53).all())
    told = steps.astype(np.int64).tolist() if whole else [_plain(step) for step in steps.tolist()]
    written = values.tolist()
    if not np.isfinite(values).all():
        written = [value if math.isfinite(value) else None for value in written]
    return [[step, value] for step, value in zip(told, written, strict=True)]


def _plain(step: float) -> float:
    return int(step) if step == int(step) else step
