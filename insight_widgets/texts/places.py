"""What is said of the sizes of boxes at the input of a network, and of their places in the image."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import shorten
from insight_widgets.percent import fine_percent_text
from insight_widgets.stats.places import LIMITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    Document = Mapping[str, Any]

NINTHS = (
    "top left",
    "top middle",
    "top right",
    "middle left",
    "middle",
    "middle right",
    "bottom left",
    "bottom middle",
    "bottom right",
)
"""Of the image, row by row from the top left."""

NAME_LENGTH = 40
TELLING = 20
"""Boxes of a class from which on it is said how small they are."""


def size_sentences(document: Document) -> list[str]:
    """Return what is said of the sizes of boxes; nothing where none is known.

    As in ``"At 640 px, 41% of the boxes are under 32 px and 12% under 8 px in train; 38% and 10% in val."``
    """
    found = document["statistics"]["box_size"]
    told = [(split, *_small(found[split])) for split in document["splits"] if sum(found[split])]
    if not told:
        return []
    (first, small, tiny), *others = told
    rest = "".join(f"; {small} and {tiny} in {split}" for split, small, tiny in others)
    largest, smallest = LIMITS[-1], LIMITS[0]
    sentence = (
        f"At {found['input_size']} px, {small} of the boxes are under {largest} px and {tiny} under "
        f"{smallest} px in {first}{rest}."
    )
    worst = max(_telling(found, first), default=None, key=lambda row: row[1] / row[2])
    if worst is None or len(document["classes"]) == 1 or not worst[1]:
        return [sentence]
    name, under, known = worst
    share = fine_percent_text(under, known)
    return [sentence, f"Smallest: {shorten(name, NAME_LENGTH)}, {share} under {largest} px in {first}."]


def position_sentence(document: Document) -> str:
    """Return where most boxes lie; nothing where no place is known.

    As in ``"57% of the boxes in train lie in the middle ninth of the image."``
    """
    found = document["statistics"]["box_position"]
    parts = [_most(ninths(found, split), split) for split in document["splits"] if sum(found[split])]
    return f"{'; '.join(parts)}." if parts else ""


def ninths(statistic: Mapping[str, Any], split: str) -> list[int]:
    """Return boxes by ninth of the image, in the order of `NINTHS`."""
    third = statistic["grid"] // 3
    cells = np.array(statistic[split]).reshape(3, third, 3, third)
    listed: list[int] = cells.sum(axis=(1, 3)).ravel().tolist()
    return listed


def _most(counts: Sequence[int], split: str) -> str:
    most = max(counts)
    share = fine_percent_text(most, sum(counts))
    return f"{share} of the boxes in {split} lie in the {NINTHS[counts.index(most)]} ninth of the image"


def _small(ranges: Sequence[int]) -> tuple[str, str]:
    """Return the shares under the largest and the smallest limit."""
    total = sum(ranges)
    return fine_percent_text(total - ranges[-1], total), fine_percent_text(ranges[0], total)


def _telling(found: Mapping[str, Any], split: str) -> Iterator[tuple[str, int, int]]:
    """Pass the classes that have boxes enough: name, boxes under the largest limit, boxes."""
    for name, of in found["by_class"].items():
        total = sum(of[split])
        if total >= TELLING:
            yield name, total - of[split][-1], total
