"""What is shown of a long list, so that a page or a screen is not flooded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from insight_widgets.texts.report import and_more

if TYPE_CHECKING:
    from collections.abc import Sequence

Item = TypeVar("Item")

ROWS = 30
"""Rows of a chart or table of classes."""

FIRST, LAST = 10, 20
"""Rows of the summary: the longest, and the shortest, which need labels most."""


@dataclass(frozen=True, slots=True)
class Excerpt(Generic[Item]):
    """The beginning and end of a list, and how many items lie between."""

    first: Sequence[Item]
    left_out: int
    last: Sequence[Item]

    @property
    def gap(self) -> list[str]:
        """A line that says how many are left out; no line where none is."""
        return [f"… {and_more(self.left_out)}"] if self.left_out else []


def excerpt(items: Sequence[Item], first: int = ROWS, last: int = 0) -> Excerpt[Item]:
    """Return the first and last items of a list, or all where they are few enough.

    Examples
    --------
    >>> excerpt("abcdefgh", first=2, last=1)
    Excerpt(first='ab', left_out=5, last='h')
    """
    left_out = len(items) - first - last
    if left_out <= 0:
        return Excerpt(items, 0, items[:0])
    return Excerpt(items[:first], left_out, items[len(items) - last :])
