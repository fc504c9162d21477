"""From the values of index masks to areas of classes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.byte_counts import count_bytes, cut, ends_of_runs, lengths_of_runs
from insight_widgets.columns import UNKNOWN, Masks
from insight_widgets.naming import is_background
from insight_widgets.texts.records import no_class_for

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from numpy.typing import NDArray

    from insight_widgets.colour_table import Colour
    from insight_widgets.problems import ProblemLog

LEFT_OUT = -2
"""Place of values that are background or to be ignored."""

COLOUR = 2**40
"""Values from here on are colours, eight bits each of red, green and blue; indices are below."""

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
    names : sequence of str, mapping of int to str, or None
        The class list: line i names value i. Values of one name are one class.
    background : collection of int
        Values that are no class, beside those whose name says so.
    ignore : int or None
        Value that is neither class nor error.
    colours : sequence of (int, int, int), optional
        Colour of every line of the class list.

    Attributes
    ----------
    names : tuple of str
        The classes.
    """

    def __init__(
        self,
        found: Iterable[int],
        names: Sequence[str] | Mapping[int, str] | None,
        background: Collection[int] = (),
        ignore: int | None = 255,
        colours: Sequence[Colour] | None = None,
    ) -> None:
        named = _named_values(found, names)
        left_out = {value for value, name in named.items() if is_background(name)} | {*background}
        if ignore is not None:
            left_out.add(ignore)
        kept = {value: name for value, name in named.items() if value not in left_out}
        self.names = tuple(dict.fromkeys(kept.values()))
        places = {name: place for place, name in enumerate(self.names)}
        self._places = dict.fromkeys(left_out, LEFT_OUT) | {value: places[kept[value]] for value in kept}
        for line, colour in enumerate(colours or ()):
            self._places[colour_value(colour)] = self._places[line]

    def places(self, values: NDArray[np.int64]) -> NDArray[np.int32]:
        """Return the class of each value: its place in `names`, -1 for none, -2 if it is left out."""
        distinct, inverse = np.unique(values, return_inverse=True)
        places = [self._places.get(value, UNKNOWN) for value in distinct.tolist()]
        return np.array(places, dtype=np.int32)[inverse]

    def masks(
        self,
        counts: ValueCounts,
        log: ProblemLog,
        describe: Callable[[int], str],
        name: Callable[[int], str],
    ) -> Masks:
        """Return the areas of classes; images with values that are no class are told.

        Parameters
        ----------
        counts : ValueCounts
        log : ProblemLog
        describe : callable
            Says which image a row is.
        name : callable
            Returns the name of the image at a row.
        """
        image, value, pixels, total = counts.columns()
        place = self.places(value)
        _log_unknown(image[place == UNKNOWN], value[place == UNKNOWN], log, describe, name)
        kept = (place >= 0) & (pixels > 0)
        return _united(image[kept], place[kept], pixels[kept], total[kept])


def _named_values(found: Iterable[int], names: Sequence[str] | Mapping[int, str] | None) -> dict[int, str]:
    if names is None:
        return {value: str(value) for value in sorted(found)}
    return dict(names) if isinstance(names, Mapping) else dict(enumerate(names))


def _united(
    image: NDArray[np.int64], place: NDArray[np.int32], pixels: NDArray[np.int64], total: NDArray[np.int64]
) -> Masks:
    """Return one row an image and class: several values may be one class."""
    classes = int(place.max(initial=0)) + 1
    pairs, first, inverse = np.unique(image * classes + place, return_index=True, return_inverse=True)
    united = np.bincount(inverse, weights=pixels, minlength=len(pairs)).astype(np.int64)
    return Masks(pairs // classes, (pairs % classes).astype(np.int32), united, total[first])


def _log_unknown(
    image: NDArray[np.int64],
    value: NDArray[np.int64],
    log: ProblemLog,
    describe: Callable[[int], str],
    name: Callable[[int], str],
) -> None:
    def words(row: int) -> str:
        values = value[image == row].tolist()
        shown = ", ".join(map(value_words, values[:_SHOWN])) + (" ..." if len(values) > _SHOWN else "")
        return no_class_for(describe(row), shown)

    log.add_rows("mask-value", np.unique(image), words, name)


def colour_value(colour: Colour) -> int:
    """Return the value that stands for a colour."""
    red, green, blue = colour
    return COLOUR + (red << 16) + (green << 8) + blue


def value_words(value: int) -> str:
    """Return a value as messages call it: ``7``, or a colour ``(128, 0, 64)``."""
    return str(value) if value < COLOUR else str((value >> 16 & 255, value >> 8 & 255, value & 255))


def count_values(mask: NDArray[np.integer | np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the distinct values of a mask and the pixels of each."""
    flat: NDArray[Any] = mask.ravel()
    if flat.dtype == np.uint8:
        return values_met(count_bytes(cut(flat)))
    ends = ends_of_runs(flat)
    return _counted(flat) if ends is None else _counted(flat[ends], lengths_of_runs(ends))


def values_met(pixels: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the values that have pixels, and these, given the pixels of every value from 0 on."""
    found = np.flatnonzero(pixels)
    return found, pixels[found]


def _counted(
    values: NDArray[Any], weights: NDArray[Any] | None = None
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    if values.dtype == np.uint16:
        return values_met(np.bincount(values, weights).astype(np.int64))
    found, inverse = np.unique(values, return_inverse=True)
    return found.astype(np.int64), np.bincount(inverse, weights).astype(np.int64)
