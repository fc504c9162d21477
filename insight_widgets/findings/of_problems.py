"""Findings on what is wrong in the data: leaks, records that are bad, images without a label."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.counted import counted
from insight_widgets.findings.finding import Finding, Rank, picking
from insight_widgets.percent import percent_text
from insight_widgets.texts.findings import (
    LOOK_FOR_LABELS,
    MEND,
    leak,
    number_in,
    number_in_all,
    small_problems,
    without_label,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Document = Mapping[str, Any]
    Problem = Mapping[str, Any]

MANY = 0.01
"""From this share of a split's images or labels on, a problem concerns many."""

UNLABELLED = 0.1
"""From this share of images without a label on it is a finding; a few are useful as background."""

TOLD_ELSEWHERE = ("leak", "class-missing")


def of_problems(document: Document) -> Iterator[Finding]:
    """Yield what is found on leaks and on records that are bad; on images without a label in numbers."""
    for problem in document["problems"]:
        if problem["code"] == "leak":
            yield _leak(problem)
        elif problem["code"] == "image-no-label":
            yield from _unlabelled(problem, document)
    faults = [one for one in document["problems"] if one["level"] == "problem"]
    others = [one for one in faults if one["code"] not in TOLD_ELSEWHERE]
    many = [one for one in others if one["count"] >= MANY * _size(one, document)]
    yield from (_many(one) for one in many)
    few = [one for one in others if one not in many]
    if few:
        yield _few(few)


def _size(problem: Problem, document: Document) -> int:
    """Return how large the split is in which a problem was met: its images or labels, what is more."""
    split = document["splits"].get(problem["split"])
    sizes = [split] if split else document["splits"].values()
    return sum(max(size["images"], size["labels"], 1) for size in sizes)


def _leak(problem: Problem) -> Finding:
    text, action = leak(problem["split"])
    return Finding(Rank.LEAK, text, counted(problem["count"], "images"), "problems", action, _picks(problem))


def _unlabelled(problem: Problem, document: Document) -> Iterator[Finding]:
    images = document["splits"][problem["split"]]["images"]
    if problem["count"] < UNLABELLED * images:
        return
    share = percent_text(problem["count"], images)
    text = without_label(share, problem["split"])
    number = counted(problem["count"], "images")
    yield Finding(Rank.IMAGES_WITHOUT_LABEL, text, number, "problems", LOOK_FOR_LABELS, _picks(problem))


def _many(problem: Problem) -> Finding:
    number = number_in(problem["count"], problem["split"])
    return Finding(Rank.MANY_PROBLEMS, problem["text"], number, "problems", MEND, _picks(problem))


def _few(problems: list[Problem]) -> Finding:
    first = max(problems, key=lambda one: one["count"])
    total = sum(one["count"] for one in problems)
    text = first["text"] if len(problems) == 1 else small_problems(len(problems), first["text"])
    return Finding(Rank.FEW_PROBLEMS, text, number_in_all(total), "problems", MEND, _picks(first))


def _picks(problem: Problem) -> dict[str, Any]:
    return picking(split=problem["split"], problem=problem["code"])
