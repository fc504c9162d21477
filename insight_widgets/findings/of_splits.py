"""Findings on train against validation: classes that one lacks, shares that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.counted import counted
from insight_widgets.findings.finding import Finding, Rank, picking
from insight_widgets.texts.comparison import SPLITS, ratio_sentence, title_of
from insight_widgets.texts.findings import (
    LOOK_AT_SPLITS,
    MOVE_TO_TRAIN,
    RESPLIT,
    bins,
    distributions_differ,
    only_in,
    only_in_train,
    shares_differ,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Document = Mapping[str, Any]


def of_splits(document: Document) -> Iterator[Finding]:
    """Yield what is found between train and validation; between train and test where that is all there is."""
    others = document["comparisons"].values()
    found = document["comparison"] or next(iter(others), None)
    if found:
        yield from _missing(found)
        yield from _different(found)


def _missing(found: Mapping[str, Any]) -> Iterator[Finding]:
    split, other = found["split"], SPLITS[found["split"]]
    untrained, unseen = found["only_in"][split], found["only_in"]["train"]
    if untrained:
        text, number = only_in(other, untrained), counted(len(untrained), "classes")
        yield Finding(Rank.CLASS_NOT_IN_TRAIN, text, number, "comparison", MOVE_TO_TRAIN, picking(untrained))
    if unseen:
        text, action = only_in_train(other, unseen)
        number = counted(len(unseen), "classes")
        yield Finding(Rank.CLASS_NOT_IN_VALIDATION, text, number, "comparison", action, picking(unseen))


def _different(found: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield one finding on all that differs; classes that one split lacks have theirs already."""
    other = SPLITS[found["split"]]
    alone = {name for names in found["only_in"].values() for name in names}
    rows = [row for row in found["classes"] if row["differs"] and row["name"] not in alone]
    if rows:
        names = [row["name"] for row in rows]
        text = shares_differ(other, names, ratio_sentence(rows[0], other))
        number = counted(len(rows), "classes")
        yield Finding(Rank.SPLITS_DIFFER, text, number, "comparison", RESPLIT, picking(names))
        return
    binned = [one for one in found["distributions"] if any(row["differs"] for row in one["bins"])]
    if binned:
        yield _binned(binned, other)


def _binned(binned: list[Mapping[str, Any]], other: str) -> Finding:
    differing = [row["name"] for row in binned[0]["bins"] if row["differs"]]
    titles = [title_of(one) for one in binned]
    picked = picking([binned[0]["class"]] if "class" in binned[0] else (), bins={binned[0]["id"]: differing})
    text, number = distributions_differ(other, titles), bins(len(differing))
    return Finding(Rank.SPLITS_DIFFER, text, number, "comparison", LOOK_AT_SPLITS, picked)
