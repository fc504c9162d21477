"""The comparison of train with another split, as plain JSON."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.stats.comparison import ALPHA, compare
from insight_widgets.stats.distance import jensen_shannon, stability_index
from insight_widgets.stats.intervals import LEVEL
from insight_widgets.stats.tallies import binned_tallies, class_tally
from insight_widgets.texts.charts import CHARTS
from insight_widgets.texts.comparison import change_words, comparison_sentence, distribution_text
from insight_widgets.texts.sentences import whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from insight_widgets.stats.comparison import Comparison, Tally
    from insight_widgets.stats.counts import Counts
    from insight_widgets.stats.intervals import Estimate
    from insight_widgets.stats.tallies import BinnedTally

TRAIN, OTHERS = "train", ("val", "test")
"""What is compared with what."""

LISTED = 100
"""Classes whose mask areas are listed at most: those that differ, then those of most images."""

CLASSES_PART = 0.5
"""The part of the rate of false discoveries that falls to the classes; the distributions share the rest."""


def comparisons(counts: Mapping[str, Counts], classes: tuple[str, ...]) -> dict[str, dict[str, Any]]:
    """Return train compared with validation and with test, by the name of that split; of those there are.

    Parameters
    ----------
    counts : mapping of str to Counts
        By split.
    classes : tuple of str
    """
    if TRAIN not in counts or not counts[TRAIN].images:
        return {}
    others = {name: counts[name] for name in OTHERS if name in counts and counts[name].images}
    return {name: _comparison(counts[TRAIN], of, name, classes) for name, of in others.items()}


def _comparison(train: Counts, other: Counts, name: str, classes: tuple[str, ...]) -> dict[str, Any]:
    pairs = list(zip(binned_tallies(train), binned_tallies(other), strict=True))
    part = CLASSES_PART if pairs else 1.0
    found = compare(class_tally(train), class_tally(other), part)
    rows = _rows(found, classes, name)
    binned = [
        listed
        for one, of in pairs
        for listed in _distributions(one, of, name, classes, (1 - CLASSES_PART) / len(pairs))
    ]
    labels = train.labels(), other.labels()
    document = {
        "alpha": ALPHA,
        "level": LEVEL,
        "split": name,
        "classes": [rows[place] for place in found.order().tolist()],
        "tested": int(((found.one.count + found.other.count) > 0).sum()),
        "js": _plain(jensen_shannon(*labels)),
        "psi": _plain(stability_index(*labels)),
        "distributions": binned,
        "left_out": _left_out(pairs),
        "only_in": {
            TRAIN: _names(classes, (found.one.count > 0) & (found.other.count == 0)),
            name: _names(classes, (found.one.count == 0) & (found.other.count > 0)),
        },
    }
    sentence = comparison_sentence(document)
    return document | {"number": sentence["number"], "text": whole(sentence)}


def _names(classes: tuple[str, ...], chosen: np.ndarray[Any, np.dtype[np.bool_]]) -> list[str]:
    return [classes[place] for place in np.flatnonzero(chosen)]


def _distributions(
    one: BinnedTally, other: BinnedTally, split: str, classes: tuple[str, ...], part: float
) -> list[dict[str, Any]]:
    """Return a distribution; one that exists for each class is tested as a whole, and listed by class."""
    found = compare(one.images, other.images, part)
    size = len(one.bins)

    def rows(group: int) -> list[dict[str, Any]]:
        return _rows(found.rows(slice(group * size, (group + 1) * size)), one.bins, split)

    return [
        _distribution(one, other, group, rows(group), split)
        | ({"class": classes[group]} if one.id == "mask_area" else {})
        for group in _groups(one, other, found)
    ]


def _groups(one: BinnedTally, other: BinnedTally, found: Comparison) -> Sequence[int]:
    """Return the groups that are listed."""
    groups, bins = one.counts.shape
    differing = found.differs.reshape(groups, bins).sum(axis=1)
    size = one.counts.sum(axis=1) + other.counts.sum(axis=1)
    order: list[int] = np.lexsort((-size, -differing))[:LISTED].tolist()
    return [group for group in order if size[group] or groups == 1]


def _left_out(pairs: Sequence[tuple[BinnedTally, BinnedTally]]) -> int:
    """Return the number of classes whose mask areas are not listed."""
    some = (np.count_nonzero((one.counts + other.counts).sum(axis=1)) for one, other in pairs)
    return max([0, *(int(groups) - LISTED for groups in some)])


def _distribution(
    one: BinnedTally, other: BinnedTally, group: int, bins: list[dict[str, Any]], split: str
) -> dict[str, Any]:
    counts = one.counts[group], other.counts[group]
    document = {
        "id": one.id,
        "title": CHARTS[one.id].title,
        "js": _plain(jensen_shannon(*counts)),
        "psi": _plain(stability_index(*counts)),
        "bins": bins[: _last_used(*counts)] if one.id == "mask_area" else bins,
    }
    change = change_words(document)
    return document | {"change": change, "text": distribution_text(document, split)}


def _last_used(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> int:
    """Return the number of bins up to the last one that is used."""
    used = np.flatnonzero(one + other)
    return int(used[-1]) + 1 if len(used) else 0


def _rows(found: Comparison, names: Sequence[str], split: str) -> list[dict[str, Any]]:
    one, other = found.shares()
    columns = zip(
        names,
        _shares(found.one, one),
        _shares(found.other, other),
        _triples(found.difference()),
        _triples(found.ratio()),
        found.p.tolist(),
        found.q.tolist(),
        found.differs.tolist(),
        strict=True,
    )
    return [
        {
            "name": name,
            TRAIN: train,
            split: other,
            "difference": difference,
            "ratio": None if ratio[1] is None else ratio,
            "p": p,
            "q": q,
            "differs": differs,
        }
        for name, train, other, difference, ratio, p, q, differs in columns
    ]


def _shares(tally: Tally, found: Estimate) -> list[dict[str, Any]]:
    rows = zip(tally.count.tolist(), tally.of.tolist(), _triples(found), strict=True)
    return [
        {"count": count, "of": of, "share": value, "low": low, "high": high}
        for count, of, (value, low, high) in rows
    ]


def _triples(found: Estimate) -> list[list[float | None]]:
    """Return value and limits row by row; what is no number is None."""
    table = np.stack([found.value, found.low, found.high], axis=1)
    return [[_plain(number) for number in row] for row in table.tolist()]


def _plain(number: float) -> float | None:
    return number if isfinite(number) else None
