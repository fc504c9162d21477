"""From the values of index masks to areas of classes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.columns import UNKNOWN, Masks
from insight_widgets.naming import is_background

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from insight_widgets.problems import ProblemLog

LEFT_OUT = -2
"""Place of values that are background or to be ignored."""

_SHOWN = 5


@dataclass(slots=True)
class ValueCounts:
    """How many pixels of each value the masks of a split have, gathered one mask at a time.

    Attributes
    ----------
    image : list of ndarray of int64, shape (values of the mask,)
        Row of the image.
    value, pixels, total : list of ndarray of int64, shape (values of the mask,)
        The values met, their pixels, and the pixels of the whole mask.
    """

    image: list[NDArray[np.int64]] = field(default_factory=list)
    value: list[NDArray[np.int64]] = field(default_factory=list)
    pixels: list[NDArray[np.int64]] = field(default_factory=list)
    total: list[NDArray[np.int64]] = field(default_factory=list)

    def add(self, image: int, value: NDArray[np.int64], pixels: NDArray[np.int64]) -> None:
        """Take the values of one mask and the pixels of each."""
        self.image.append(np.full(len(value), image, dtype=np.int64))
        self.value.append(value)
        self.pixels.append(pixels)
        self.total.append(np.full(len(value), pixels.sum(), dtype=np.int64))

    def columns(self) -> tuple[NDArray[np.int64], ...]:
        """Return image, value, pixels and total of all masks."""
        columns = (self.image, self.value, self.pixels, self.total)
        return tuple(np.concatenate([np.zeros(0, dtype=np.int64), *column]) for column in columns)


class MaskClasses:
    """Which mask value is which class.

    Parameters
    ----------
    found : iterable of int
        All values met, which are the classes where there is no list.
    names : sequence of str or None
        The class list: line i names value i.
    background : collection of int
        Values that are no class, beside those whose name says so.
    ignore : int or None
        Value that is neither class nor error.
    """

    def __init__(
        self,
        found: Iterable[int],
        names: Sequence[str] | None,
        background: Collection[int] = (),
        ignore: int | None = 255,
    ) -> None:
        named = {value: str(value) for value in sorted(found)} if names is None else dict(enumerate(names))
        left_out = {value for value, name in named.items() if is_background(name)} | {*background}
        if ignore is not None:
            left_out.add(ignore)
        kept = [value for value in named if value not in left_out]
        self.names = tuple(named[value] for value in kept)
        self._places = dict.fromkeys(left_out, LEFT_OUT) | {value: place for place, value in enumerate(kept)}

    def places(self, values: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the class of each value: its place in `names`, -1 for none, -2 if it is left out."""
        distinct, inverse = np.unique(values, return_inverse=True)
        places = [self._places.get(value, UNKNOWN) for value in distinct.tolist()]
        return np.array(places, dtype=np.int32)[inverse]

    def masks(self, counts: ValueCounts, log: ProblemLog, describe: Callable[[int], str]) -> Masks:
        """Return the areas of classes; images with values that are no class are told.

        Parameters
        ----------
        counts : ValueCounts
        log : ProblemLog
        describe : callable
            Says which image a row is.
        """
        image, value, pixels, total = counts.columns()
        place = self.places(value)
        _log_unknown(image[place == UNKNOWN], value[place == UNKNOWN], log, describe)
        kept = (place >= 0) & (pixels > 0)
        return Masks(image[kept], place[kept], pixels[kept], total[kept])


def _log_unknown(
    image: NDArray[np.int64], value: NDArray[np.int64], log: ProblemLog, describe: Callable[[int], str]
) -> None:
    def words(row: int) -> str:
        values = value[image == row].tolist()
        shown = ", ".join(map(str, values[:_SHOWN])) + (" ..." if len(values) > _SHOWN else "")
        return f"{describe(row)}: no class for value {shown}"

    log.add_rows("mask-value", np.unique(image), words)


def count_values(mask: NDArray[np.integer]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct values of a mask and the pixels of each."""
    flat = mask.ravel()
    if flat.dtype.kind == "u" and flat.dtype.itemsize <= 2:  # noqa: PLR2004  (up to 16 bits a table is quick)
        counts = np.bincount(flat)
        values = np.flatnonzero(counts)
        return values, counts[values]
    values, counts = np.unique(flat, return_counts=True)
    return values.astype(np.int64), counts.astype(np.int64)
