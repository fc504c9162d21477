"""The content of images in parts: hashed where a part is read, and compared once all parts are there."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.content.copies import Copies, compare
from insight_widgets.content.hashing import Content, rows_of
from insight_widgets.stats.across import leaks_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from insight_widgets.columns import Images
    from insight_widgets.problems import Problem

    Rows = NDArray[np.uint64]

NO_CONTENT: Rows = np.zeros((0, 4), dtype=np.uint64)
_KEY = 3


def content_of_part(images: Images, keys: Rows) -> Rows:
    """Return the content of the images of a part, each with its key, shape (n, 4)."""
    return np.column_stack([rows_of(images.name.tolist(), images.roots), keys])


@dataclass(frozen=True)
class PlacedContent:
    """The content of the images of a split, part by part.

    Attributes
    ----------
    pieces : sequence of (int, ndarray of uint64, shape (n, 4))
        Place of each part, ascending, and the content of its images.
    name_of : callable
        Returns the name of an image by the place of its part, its row there, and its key.
    """

    pieces: Sequence[tuple[int, Rows]]
    name_of: Callable[[int, int, np.uint64], str]

    @cached_property
    def rows(self) -> Rows:
        """The content of all images, shape (n, 4)."""
        return np.concatenate([NO_CONTENT, *(rows for _, rows in self.pieces)])

    def __getitem__(self, row: int) -> str:
        """Return the name of the image at a row."""
        piece = int(np.searchsorted(self._ends, row, side="right"))
        place, rows = self.pieces[piece]
        inner = row - int(self._ends[piece]) + len(rows)
        return self.name_of(place, inner, rows[inner, _KEY])

    def keyed(self, keys: Rows) -> NDArray[np.int64]:
        """Return the rows of images that have one of some keys."""
        return np.flatnonzero(np.isin(self.rows[:, _KEY], keys))

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        return np.cumsum([len(rows) for _, rows in self.pieces])


def compared(splits: Mapping[str, PlacedContent], distance: int) -> Copies:
    """Return the copies among the images of all parts."""
    contents = {name: Content.of(of.rows) for name, of in splits.items()}
    return compare(contents, splits, distance)


def leaks_in_parts(
    splits: Mapping[str, PlacedContent], copies: Copies, shared: Mapping[str, Rows], key_name: str
) -> dict[str, tuple[Problem, ...]]:
    """Return the leaks of every split: by key, and by content.

    Parameters
    ----------
    splits : mapping of str to PlacedContent
    copies : Copies
    shared : mapping of str to ndarray of uint64
        Keys that train has, too, by split.
    key_name : str
    """
    nothing: Any = np.zeros(0, dtype=np.uint64)
    return {
        name: leaks_of(splits[name].keyed(shared.get(name, nothing)), splits[name], key_name, found)
        for name, found in copies.leaks.items()
    }
