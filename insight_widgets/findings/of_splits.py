"""Findings on train against validation: classes that one lacks, shares that differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.comparison.words import SPLITS, ratio_sentence, title_of
from insight_widgets.counted import counted
from insight_widgets.findings.finding import Finding, Rank, named, picking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Document = Mapping[str, Any]

RESPLIT = "Deal the images anew, so that each class keeps its share."


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
        text = f"Only in {other}, never in train: {named(untrained)}."
        action = "A model cannot learn them: move images of them to train."
        number = counted(len(untrained), "classes")
        yield Finding(Rank.CLASS_NOT_IN_TRAIN, text, number, "comparison", action, picking(untrained))
    if unseen:
        text = f"Only in train, never in {other}: {named(unseen)}."
        action = f"Nothing tells how well they are learnt: move images of them to {other}."
        number = counted(len(unseen), "classes")
        yield Finding(Rank.CLASS_NOT_IN_VALIDATION, text, number, "comparison", action, picking(unseen))


def _different(found: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield one finding on all that differs; classes that one split lacks have theirs already."""
    other = SPLITS[found["split"]]
    alone = {name for names in found["only_in"].values() for name in names}
    rows = [row for row in found["classes"] if row["differs"] and row["name"] not in alone]
    if rows:
        names = [row["name"] for row in rows]
        surest = f"{named(names[:1])}: {ratio_sentence(rows[0], other)}."
        others = f"Shares in train and {other} differ: {named(names)}; most of all "
        text = surest if len(rows) == 1 else others + surest
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
    text = f"Train and {other} differ in {named(titles)}."
    action = "See whether they were taken in the same way: what is measured is not what is trained."
    number = f"{len(differing)} {'bin' if len(differing) == 1 else 'bins'}"
    return Finding(Rank.SPLITS_DIFFER, text, number, "comparison", action, picked)
