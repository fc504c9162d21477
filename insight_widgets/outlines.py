"""Outlines of objects: their bounding boxes, and the areas of the masks that they enclose."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

import numpy as np

from insight_widgets.mask_parts import MaskError, parts_of
from insight_widgets.mask_union import MaskUnions
from insight_widgets.progress import track
from insight_widgets.texts.progress import UNITING_MASKS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from insight_widgets.columns import Images, Masks
    from insight_widgets.mask_parts import Runs
    from insight_widgets.problems import ProblemLog


class Drawing(Protocol):
    """A mask that is no outline."""

    def parts(self, height: int, width: int) -> list[Runs]:
        """Return the parts of the mask in an image of a size in pixels.

        Raises
        ------
        MaskError
            It is damaged, or does not fit.
        """


_NO_DRAWINGS: Mapping[int, Drawing] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Outlines:
    """Polygons, one for each record; the points of all stand one behind the other.

    Attributes
    ----------
    points : ndarray of float64, shape (m, 2)
        x and y in pixels.
    length : ndarray of int64, shape (n,)
        Number of points of each polygon; 0 for a record without one.
    """

    points: NDArray[np.float64]
    length: NDArray[np.int64]

    @np.errstate(invalid="ignore", over="ignore")  # coordinates may be infinite
    def boxes(self) -> NDArray[np.float64]:
        """Return x, y, width and height of the bounding boxes, shape (n, 4); NaN where there is no point."""
        boxes = np.full((len(self.length), 4), np.nan)
        drawn = self.length > 0
        if drawn.any():
            first = (np.cumsum(self.length) - self.length)[drawn]
            low = np.minimum.reduceat(self.points, first)
            boxes[drawn] = np.hstack([low, np.maximum.reduceat(self.points, first) - low])
        return boxes

    def masks(
        self,
        image: NDArray[np.int64],
        label: NDArray[np.int32],
        images: Images,
        log: ProblemLog,
        describe: Callable[[int], str],
        *,
        drawings: Mapping[int, Drawing] = _NO_DRAWINGS,
        show: bool = True,
    ) -> Masks:
        """Return the area of every class in every image, its outlines united as pycocotools draws them.

        Parameters
        ----------
        image, label : ndarray of int, shape (n,)
            Image row and class of each record, or -1.
        images : Images
        log : ProblemLog
            Told of outlines that cannot be drawn (``mask-unreadable``).
        describe : callable
            Says where a record stands.
        drawings : mapping of int to Drawing
            Records whose mask is not what their points enclose.
        show : bool
            Whether a progress bar is shown.
        """
        unions = MaskUnions(image, label)
        ends = np.cumsum(self.length).tolist()
        lengths = self.length.tolist()
        sizes = np.stack([images.height, images.width], axis=1).tolist()
        places = np.where(label >= 0, image, -1).tolist()
        for record, place in enumerate(track(places, UNITING_MASKS, total=len(places), show=show)):
            if place < 0:
                continue
            points = self.points[ends[record] - lengths[record] : ends[record]]
            if lengths[record] and not all(sizes[place]):
                unions.add_unsized(record)
                continue
            try:
                drawing = drawings.get(record) or _Polygon(points)
                unions.add(record, drawing.parts(*sizes[place]))
            except MaskError as error:
                unions.add(record, [])
                log.add("mask-unreadable", f"{describe(record)}: {error}", images=[str(images.name[place])])
        return unions.masks()


@dataclass(frozen=True, slots=True)
class _Polygon:
    """The mask that an outline encloses; points have shape (m, 2)."""

    points: NDArray[np.float64]

    def parts(self, height: int, width: int) -> list[Runs]:
        return parts_of([self.points.ravel().tolist()], height, width)
