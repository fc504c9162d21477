"""Which series of a run are one metric, on train and on validation.

A split word (train, training, val, valid, validation, dev, eval, evaluation, test, testing) before or behind
a metric's name, or as a part of a path, is the split; the rest is the metric (see
`insight_widgets.logs.names.split_of`). Then

- ``val``, ``eval`` and ``test`` are all validation. Where a log has several of them for a metric, the first
  of these pairs with train, and the others stay metrics of their full names.
- A name without a split word is train's (``loss`` beside Keras' ``val_loss``, Hugging Face's ``eval_loss``),
  but validation's where it is one that a library measures on validation alone (``metrics/mAP50(B)`` of
  Ultralytics, ``bbox/AP`` of Detectron2), or where it is a known measure of quality in a log whose
  losses all have split words (``accuracy`` beside ``train_loss`` and ``valid_loss`` of fastai).
- ``_epoch`` and ``_step`` that Lightning puts behind a name: with both, ``train_loss_epoch`` is
  ``loss`` and pairs with ``val_loss``.
- Metrics that differ in case alone are one. A second series of a metric and split keeps its full name.
- Learning rates are no metrics; the first of a run is kept apart.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from insight_widgets.errors import DataError
from insight_widgets.logs.names import is_loss, is_of_validation, is_quality, is_rate, split_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from insight_widgets.logs.run import Series

    Pairs = Mapping[str, tuple[str, str]]

_SPLITS = ("train", "val", "eval", "test")
"""In the order in which they are asked for."""

_EACH_EPOCH, _EACH_STEP = "_epoch", "_step"


@dataclass(frozen=True, slots=True)
class Paired:
    """The series of a run by metric and split.

    Attributes
    ----------
    metrics : dict of str to dict of str to Series
        For each metric its series by split (``"train"``, ``"val"``).
    rate : Series or None
        The learning rate.
    """

    metrics: dict[str, dict[str, Series]]
    rate: Series | None


@dataclass(frozen=True, slots=True)
class _Named:
    """A series with what its name says, and its place in the run."""

    series: Series
    place: int
    split: str
    metric: str

    @property
    def side(self) -> str:
        return "train" if self.split == "train" else "val"


def paired(series: Sequence[Series], pairs: Pairs) -> Paired:
    """Return the series of a run by metric and split.

    Parameters
    ----------
    series : sequence of Series
    pairs : mapping of str to (str, str)
        Split and metric of names for which the rule is not to be asked.

    Raises
    ------
    DataError
        A split in `pairs` is neither ``"train"`` nor ``"val"``.
    """
    for name, (split, _) in pairs.items():
        if split not in ("train", "val"):
            raise DataError(f'pairs: {name}: the split "train" or "val" is wanted; got {split!r}')
    rates = [one for one in series if one.name not in pairs and is_rate(one.name)]
    metrics = [one for one in series if one.name in pairs or not is_rate(one.name)]
    sides: dict[tuple[str, str], _Named] = {}
    for one in sorted(_named(metrics, pairs), key=lambda one: _SPLITS.index(one.split)):
        taken = (one.metric.lower(), one.side) in sides
        kept = replace(one, metric=one.series.name) if taken else one
        sides.setdefault((kept.metric.lower(), kept.side), kept)
    return Paired(_by_metric(sides), rates[0] if rates else None)


def _by_metric(sides: Mapping[tuple[str, str], _Named]) -> dict[str, dict[str, Series]]:
    found: dict[str, dict[str, _Named]] = {}
    for (metric, side), one in sorted(sides.items(), key=lambda pair: pair[1].place):
        found.setdefault(metric, {})[side] = one
    return {
        next(iter(of.values())).metric: {side: one.series for side, one in of.items()}
        for of in found.values()
    }


def _named(series: Sequence[Series], pairs: Pairs) -> Iterator[_Named]:
    """Pass each series with the split and metric that its name tells by the rule."""
    told = [split_of(one.name) for one in series]
    losses = [split for split, metric in told if is_loss(metric)]
    all_told = "train" in losses and None not in losses
    known = set(told)
    for place, (one, (split, metric)) in enumerate(zip(series, told, strict=True)):
        if one.name in pairs:
            yield _Named(one, place, *pairs[one.name])
            continue
        of_validation = is_of_validation(metric) or (all_told and is_quality(metric))
        yield _Named(
            one, place, split or ("val" if of_validation else "train"), _without_epoch(split, metric, known)
        )


def _without_epoch(split: str | None, metric: str, known: set[tuple[str | None, str]]) -> str:
    """Return a metric without ``_epoch`` where the log has it by step too."""
    bare = metric.removesuffix(_EACH_EPOCH)
    by_step = (split, bare + _EACH_STEP) in known and (split, bare) not in known
    return bare if by_step and bare != metric else metric
