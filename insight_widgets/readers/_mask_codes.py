"""Masks of street scenes whose values have a meaning of their own: those of Cityscapes and KITTI."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

_IDS = (7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33)
_NAMES = (
    *("road", "sidewalk", "building", "wall", "fence", "pole", "traffic light", "traffic sign"),
    *("vegetation", "terrain", "sky", "person", "rider", "car", "truck", "bus", "train"),
    *("motorcycle", "bicycle"),
)
_BY_ID = dict(zip(_IDS, _NAMES, strict=True))
"""Classes of Cityscapes by label id, in the order of their train ids."""

_VOID_IDS = frozenset(range(max(_IDS))).difference(_IDS)
"""Label ids that the evaluation of Cityscapes passes over."""


@dataclass(frozen=True, slots=True)
class MaskCode:
    """What the values of masks mean, and which files hold such masks.

    Attributes
    ----------
    ending : str
        What the names of the files end with; others beside them say the same in another way.
    names : mapping of int to str
        The classes by value.
    void : frozenset of int
        Values that are no class.
    class_of : callable or None
        Returns the class values of values that hold an instance, too.
    """

    ending: str
    names: Mapping[int, str]
    void: frozenset[int]
    class_of: Callable[[NDArray[np.int64]], NDArray[np.int64]] | None = None

    def fits(self, name: str) -> bool:
        """Whether a file of this name holds such a mask."""
        return name.endswith(self.ending)


def _cityscapes_class(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the class of 26003, the third car, or of 26, several cars: 26."""
    return np.where(values < 1000, values, values // 1000)  # noqa: PLR2004  (the format's own factor)


def _kitti_class(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the class of 26 * 256 + 3, the third car: 26."""
    return values // 256


CITYSCAPES = (
    MaskCode("_labelIds.png", _BY_ID, _VOID_IDS),
    MaskCode("_labelTrainIds.png", dict(enumerate(_NAMES)), frozenset({255})),
    MaskCode("_instanceIds.png", _BY_ID, _VOID_IDS, _cityscapes_class),
)
"""The kinds of Cityscapes' masks, the best first."""

KITTI = {
    "semantic": MaskCode(".png", _BY_ID, _VOID_IDS),
    "instance": MaskCode(".png", _BY_ID, _VOID_IDS, _kitti_class),
}
"""The kinds of KITTI's masks by their folder beside ``image_2``, the best first."""
