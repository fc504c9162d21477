"""Exact areas of masks: the parts of a class in an image, united pixel by pixel."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.columns import Masks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.mask_parts import Runs


def union_area(parts: Sequence[Runs]) -> int:
    """Return the pixels of the union of parts of one size."""
    from pycocotools import mask

    return int(mask.area(parts[0] if len(parts) == 1 else mask.merge(list(parts))))


class MaskUnions:
    """Unites the parts of every class in every image, as soon as the last of them has come.

    Parameters
    ----------
    image, label : ndarray of int, shape (records,)
        Image row and class of every record; those that lack one (-1 and less) do not come.
    """

    def __init__(self, image: NDArray[np.int64], label: NDArray[np.int32]) -> None:
        known = (image >= 0) & (label >= 0)
        classes = int(label.max(initial=0)) + 1
        pairs, inverse, records = np.unique(
            image[known] * classes + label[known], return_inverse=True, return_counts=True
        )
        self._image, self._label = np.divmod(pairs, classes)
        pair = np.full(len(image), -1)
        pair[known] = inverse
        self._pair: list[int] = pair.tolist()
        self._to_come: list[int] = records.tolist()
        self._parts: dict[int, list[Runs]] = {}
        self._pixels, self._total = np.zeros((2, len(pairs)), dtype=np.int64)

    def add(self, record: int, parts: list[Runs]) -> bool:
        """Add the parts of a record; records without a readable mask come too, without parts.

        Returns
        -------
        bool
            Whether their size is that of the other parts of the class in the image; else they are left out.
        """
        pair = self._pair[record]
        known = self._parts.setdefault(pair, [])
        fits = not (known and parts) or known[0]["size"] == parts[0]["size"]
        known.extend(parts if fits else ())
        self._to_come[pair] -= 1
        if not self._to_come[pair]:
            self._unite(pair, self._parts.pop(pair))
        return fits

    def add_unsized(self, record: int) -> None:
        """Add a record whose mask is there, but in an image of unknown size: its area is not known."""
        pair = self._pair[record]
        self._pixels[pair] = max(self._pixels[pair], 1)
        self.add(record, [])

    def masks(self) -> Masks:
        """Return one row an image and class that has a mask; `total` is 0 where its area is not known."""
        found = self._pixels > 0
        label = self._label[found].astype(np.int32)
        return Masks(self._image[found], label, self._pixels[found], self._total[found])

    def _unite(self, pair: int, parts: list[Runs]) -> None:
        if parts:
            height, width = parts[0]["size"]
            self._pixels[pair], self._total[pair] = union_area(parts), height * width
