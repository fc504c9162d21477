"""Training curves: metrics by step, train beside validation, from a table of a run.

Names are paired by rule: a split word (train, training, val, valid, validation, test, eval)
before or behind the metric's name, parted by ``_``, ``/``, ``-``, ``.`` or a blank, is the split;
what is left is the metric. A name without such a word belongs to train (as Keras writes it).
"""

from __future__ import annotations

import csv
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import ReadError, shorten

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Point = tuple[float, float]

STEP_NAMES = ("epoch", "step", "iteration", "iter", "global_step")
_SPLITS = {"train": "train", "training": "train"} | dict.fromkeys(
    ("val", "valid", "validation", "test", "eval"), "val"
)
_SPLIT = "|".join(sorted(_SPLITS, key=len, reverse=True))
_BEFORE = re.compile(rf"^({_SPLIT})[_/\-. ](.+)$", re.IGNORECASE)
_BEHIND = re.compile(rf"^(.+)[_/\-. ]({_SPLIT})$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Curve:
    """One metric of a run.

    Attributes
    ----------
    metric : str
        Its name without the split.
    train, val : tuple of (step, value)
        In the order of steps; values may be NaN or infinite.
    x : str
        What a step is (``"epoch"`` or ``"step"``).
    """

    metric: str
    train: tuple[Point, ...]
    val: tuple[Point, ...]
    x: str = "step"

    @property
    def is_loss(self) -> bool:
        """Whether lower is better."""
        return "loss" in self.metric.lower()

    def best(self) -> dict[str, Any] | None:
        """Return where the curve is best: on validation, or on train where that is all there is."""
        split = "val" if _finite(self.val) else "train"
        points = _finite(getattr(self, split))
        if not points:
            return None
        sign = 1 if self.is_loss else -1
        step, value = min(points, key=lambda point: (sign * point[1], point[0]))
        return {"split": split, "step": _plain(step), "value": value}

    def to_dict(self) -> dict[str, Any]:
        """Return the curve as the report's document has it; NaN and infinity become None."""
        return {
            "metric": self.metric,
            "x": self.x,
            "train": [[_plain(step), _or_none(value)] for step, value in self.train],
            "val": [[_plain(step), _or_none(value)] for step, value in self.val],
            "best": self.best(),
            "verdict": None,
            "evidence": {},
        }


def read_curves(source: object) -> tuple[Curve, ...]:
    """Read curves from a run's record.

    Parameters
    ----------
    source : DataFrame, mapping of str to sequence, path of a CSV file, or sequence of Curve
        Columns named after metric and split, and maybe one of steps or epochs.

    Returns
    -------
    tuple of Curve
        The loss first, then the other metrics in the order met.

    Raises
    ------
    ReadError
        There is no metric in it, or it is nothing that can be read.
    """
    if isinstance(source, str | Path):
        return curves_from_columns(_csv_columns(Path(source)), str(source))
    if hasattr(source, "items"):  # a dict or a pandas DataFrame
        return curves_from_columns({str(name): list(values) for name, values in source.items()}, "curves")
    if isinstance(source, list | tuple) and all(isinstance(curve, Curve) for curve in source):
        return tuple(source)
    raise ReadError(
        f"curves: a DataFrame, a dict of columns or the path of a CSV file is wanted; "
        f"got {type(source).__name__}"
    )


def curves_from_columns(columns: Mapping[str, Sequence[object]], where: str) -> tuple[Curve, ...]:
    """Pair the columns of a table into curves; see `read_curves`."""
    lengths = {name: len(values) for name, values in columns.items()}
    if len(set(lengths.values())) > 1:
        raise ReadError(f"{where}: columns of one length are wanted; got {lengths}")
    named = {name.strip().lower(): name for name in columns}
    step_name = next((named[name] for name in STEP_NAMES if name in named), None)
    steps = [_number(value) for value in columns[step_name]] if step_name else None
    found: dict[str, dict[str, tuple[Point, ...]]] = {}
    for name, values in columns.items():
        points = () if name == step_name else _points(steps, values)
        if points:
            split, metric = split_of(name)
            found.setdefault(metric, {}).setdefault(split, points)
    if not found:
        names = shorten(", ".join(columns), 200)
        raise ReadError(f"{where}: no column holds a metric; columns are {names or 'none'}")
    x = "epoch" if step_name and step_name.strip().lower() == "epoch" else "step"
    curves = [Curve(metric, of.get("train", ()), of.get("val", ()), x) for metric, of in found.items()]
    return tuple(sorted(curves, key=lambda curve: (curve.metric != "loss", not curve.is_loss)))


def split_of(name: str) -> tuple[str, str]:
    """Return split and metric of a column.

    Examples
    --------
    >>> split_of("val_loss"), split_of("train/box_loss"), split_of("loss")
    (('val', 'loss'), ('train', 'box_loss'), ('train', 'loss'))
    """
    bare = name.strip()
    if found := _BEFORE.match(bare):
        return _SPLITS[found[1].lower()], found[2]
    if found := _BEHIND.match(bare):
        return _SPLITS[found[2].lower()], found[1]
    return "train", bare


def _points(steps: list[float | None] | None, values: Sequence[object]) -> tuple[Point, ...]:
    """Return the points of a column: blanks are no record; a column with words is no metric."""
    numbers: list[float | None] = []
    for value in values:
        if isinstance(value, bool | bytes) or ((number := _number(value)) is None and not _blank(value)):
            return ()
        numbers.append(number)
    places: Iterable[float | None] = steps if steps is not None else range(len(numbers))
    pairs = [
        (step, value)
        for step, value in zip(places, numbers, strict=True)
        if step is not None and math.isfinite(step) and value is not None
    ]
    return tuple(sorted(pairs, key=lambda point: point[0]))


def _number(value: object) -> float | None:
    try:
        return float(value)  # type: ignore[arg-type]  # whatever a cell holds is tried
    except (TypeError, ValueError):
        return None


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip())


def _csv_columns(path: Path) -> dict[str, list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = [row for row in csv.reader(file) if row]
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: cannot be read as a CSV file ({error})") from error
    if len(rows) < 2:  # noqa: PLR2004  (a header and one record)
        raise ReadError(f"{path}: a header and a record at least are wanted; got {len(rows)} lines")
    header, *records = rows
    full = [row + [""] * (len(header) - len(row)) for row in records]
    return {name: [row[place] for row in full] for place, name in enumerate(header)}


def _finite(points: Sequence[Point]) -> list[Point]:
    return [point for point in points if math.isfinite(point[1])]


def _plain(step: float) -> float:
    return int(step) if step == int(step) else step


def _or_none(value: float) -> float | None:
    return value if math.isfinite(value) else None
