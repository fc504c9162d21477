"""Masks of street scenes whose values have a meaning of their own: those of Cityscapes and KITTI."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.readers._cityscapes_labels import EVALUATED, OTHERS, VOID

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from numpy.typing import NDArray

    ClassOf = Callable[[NDArray[np.int64]], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class MaskCode:
    """What the values of masks mean, and which files hold such masks.

    Attributes
    ----------
    ending : str
        What the names of the files end with; others beside them say the same in another way.
    names : mapping of int to str
        The classes by value.
    others : mapping of int to str
        Values that are classes only where they are met.
    void : frozenset of int
        Values that are no class.
    class_of : callable or None
        Returns the class values of values that hold an instance, too.
    """

    ending: str
    names: Mapping[int, str]
    others: Mapping[int, str]
    void: frozenset[int]
    class_of: ClassOf | None = None

    def classes(self, values: Collection[int]) -> dict[int, str]:
        """Return the classes of masks with these values."""
        return {**self.names, **{value: name for value, name in self.others.items() if value in values}}

    def fits(self, name: str) -> bool:
        """Whether a file of this name holds such a mask."""
        return name.endswith(self.ending)


def _cityscapes_class(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the class of 26003, the third car, or of 26, several cars: 26."""
    return np.where(values < 1000, values, values // 1000)  # noqa: PLR2004  (the format's own factor)


def _kitti_class(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the class of 26 * 256 + 3, the third car: 26."""
    return values // 256


_TRAIN_IDS = dict(enumerate(EVALUATED.values()))

CITYSCAPES = (
    MaskCode("_labelIds.png", EVALUATED, OTHERS, frozenset(VOID)),
    MaskCode("_labelTrainIds.png", _TRAIN_IDS, {}, frozenset({255})),
    MaskCode("_instanceIds.png", EVALUATED, OTHERS, frozenset(VOID), _cityscapes_class),
)
"""The kinds of Cityscapes' masks, the best first."""

KITTI = {
    "semantic": MaskCode(".png", EVALUATED, OTHERS, frozenset(VOID)),
    "instance": MaskCode(".png", EVALUATED, OTHERS, frozenset(VOID), _kitti_class),
}
"""The kinds of KITTI's masks by their folder beside ``image_2``, the best first."""
