"""Findings on single classes: too few labels, and on boxes that are hard to see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from insight_widgets.counted import counted
from insight_widgets.findings.finding import Finding, Rank, picking
from insight_widgets.percent import percent_text
from insight_widgets.stats.bins import BOX_AREA
from insight_widgets.texts.findings import (
    LARGER_INPUT,
    addition,
    of_boxes,
    small_boxes,
    under_represented,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Document = Mapping[str, Any]

SMALL_SHARE = 0.25
"""From this share of boxes in the smallest bin on it is a finding."""

USUAL_SIDE = 640
SMALL_SIDE = 0.04
"""Side of a square box at the upper edge of the smallest bin, as a share of the image's."""


def of_classes(document: Document) -> Iterator[Finding]:
    """Yield what is found on classes that are under-represented, and on the size of boxes."""
    yield from _under_represented(document, "serious", Rank.SERIOUS_CLASSES)
    yield from _under_represented(document, "mild", Rank.MILD_CLASSES)
    yield from _small_boxes(document)


def _under_represented(document: Document, verdict: str, rank: Rank) -> Iterator[Finding]:
    summary = document["summary"]
    rows = [row for row in reversed(summary["classes"]) if row["verdict"] == verdict]
    if not rows:
        return
    names = [row["name"] for row in rows]
    empty = sum(row["count"] == 0 for row in rows)
    text = under_represented(verdict, names, empty)
    yield Finding(
        rank, text, counted(len(rows), "classes"), "summary", _addition(rows, summary["unit"]), picking(names)
    )


def _addition(rows: Sequence[Mapping[str, Any]], unit: str) -> str:
    labels = sum(row["add"]["labels"] for row in rows)
    images = [row["add"]["images"] for row in rows]
    known = unit == "boxes" and all(number is not None for number in images)
    return addition(labels, unit, sum(images) if known else None)


def _small_boxes(document: Document) -> Iterator[Finding]:
    found = document["statistics"].get("box_area")
    if not found:
        return
    counts = [sum(found[split][place] for split in document["splits"]) for place in range(len(BOX_AREA))]
    total = sum(counts)
    if not total or counts[0] < SMALL_SHARE * total:
        return
    share, pixels = percent_text(counts[0], total), round(SMALL_SIDE * USUAL_SIDE)
    yield Finding(
        Rank.SMALL_BOXES,
        small_boxes(share, pixels, USUAL_SIDE),
        of_boxes(share),
        "statistics",
        LARGER_INPUT,
        picking(bins={"box_area": [BOX_AREA.names[0]]}),
    )
