"""Labels by number: what every library keeps beside a list of class names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import UNKNOWN, Boxes, Labels, Split
from insight_widgets.problems import EXAMPLES, ProblemLog
from insight_widgets.tables.class_index import ClassIndex
from insight_widgets.texts.where import NO_CLASS, class_in_list, class_number, class_text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.columns import Images


class NumberedClasses:
    """The class list that numbers are places in.

    Parameters
    ----------
    own : sequence of str
        The object's own list.
    given : sequence of str or None
        The list of the caller, by which the classes are ordered then.
    log : ProblemLog
        Told of names that stand twice.

    Attributes
    ----------
    names : tuple of str
        The classes.
    """

    def __init__(self, own: Sequence[str], given: Sequence[str] | None, log: ProblemLog) -> None:
        index = ClassIndex(own, given, ordered=own)
        self.names = index.names
        self._own = tuple(own)
        self._places = np.append(index.places(self._own), np.int32(UNKNOWN))
        repeated = (
            [place for place, name in enumerate(own) if name in own[:place]] if len({*own}) < len(own) else []
        )
        log.add_rows("duplicate-class", repeated, lambda place: class_in_list(place, own[place]))

    def places(self, numbers: NDArray[np.integer]) -> NDArray[np.int32]:
        """Return the place in `names` that each number stands for, or -1, shape (n,)."""
        inside = (numbers >= 0) & (numbers < len(self._own))
        places: NDArray[np.int32] = self._places[np.where(inside, numbers, UNKNOWN)]
        return places

    def unresolved(self, numbers: NDArray[np.integer]) -> dict[int, str]:
        """Return what the first numbers say that stand for no class, by row."""
        rows = np.flatnonzero(self.places(numbers) < 0)[: 2 * EXAMPLES].tolist()
        return {row: self._words(int(numbers[row])) for row in rows}

    def _words(self, number: int) -> str:
        if number < 0:
            return NO_CLASS
        named = number < len(self._own)
        return class_text(self._own[number]) if named else class_number(number)


def class_names(obj: Any, attribute: str = "classes") -> tuple[str, ...] | None:
    """Return the class names that an object carries; None where it has no such list.

    A class of several names (ImageNet's synonyms) is called by all of them.
    """
    listed = getattr(obj, attribute, None)
    if not isinstance(listed, Sequence) or isinstance(listed, str) or not listed:
        return None
    names = [name if isinstance(name, str) else ", ".join(map(str, _several(name))) for name in listed]
    return tuple(names)


def _several(name: Any) -> Sequence[Any]:
    return name if isinstance(name, list | tuple) else (name,)


def number_names(numbers: NDArray[np.integer]) -> tuple[str, ...]:
    """Return the numbers themselves as class names, from 0 to the highest."""
    return tuple(str(number) for number in range(int(numbers.max(initial=-1)) + 1))


def label_split(
    images: Images,
    image: NDArray[np.int64],
    number: NDArray[np.integer],
    classes: NumberedClasses,
    *,
    log: ProblemLog,
) -> Split:
    """Return the split of labels of whole images, given the image row and class number of each."""
    return Split(
        images,
        labels=Labels(image, classes.places(number)),
        record_name="label",
        unresolved=classes.unresolved(number),
        problems=log.problems(),
    )


def box_split(
    images: Images,
    image: NDArray[np.int64],
    number: NDArray[np.integer],
    boxes: NDArray[np.float64],
    classes: NumberedClasses,
    *,
    log: ProblemLog,
    **columns: Any,
) -> Split:
    """Return the split of boxes.

    Parameters
    ----------
    images : Images
    image, number : ndarray of int, shape (n,)
        Image row and class number of each box.
    boxes : ndarray of float64, shape (n, 4)
        x, y, width, height.
    classes : NumberedClasses
    log : ProblemLog
    **columns
        What else `Boxes` has: crowd, record, relative, attributes.
    """
    return Split(
        images,
        boxes=Boxes(image, classes.places(number), *boxes.T, **columns),
        record_name="box",
        unresolved=classes.unresolved(number),
        problems=log.problems(),
    )
