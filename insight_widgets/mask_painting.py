"""Masks painted one over the other, where the later ones cover the earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.mask_parts import Runs


def visible_pixels(parts: Sequence[Runs]) -> list[int]:
    """Return how many pixels of each part are seen, when they are painted in their order.

    From the last to the first, a part adds to what is painted already just what is seen of it.

    Parameters
    ----------
    parts : sequence of Runs
        All of one size.
    """
    from pycocotools import mask

    visible: list[int] = []
    painted: list[Runs] = []
    area = 0
    for part in reversed(parts):
        painted = [mask.merge([*painted, part])]
        grown = int(mask.area(painted[0]))
        visible.append(grown - area)
        area = grown
    return visible[::-1]
