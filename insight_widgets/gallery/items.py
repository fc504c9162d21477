"""What is told of an image: its name and size, its labels, and the objects in it as shares of the image."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.gallery.frame import UPRIGHT, Frame, frame_of
from insight_widgets.gallery.objects import InImage, Object, box_objects, mask_objects
from insight_widgets.gallery.picture import lie_of
from insight_widgets.gallery.picture_error import PictureError
from insight_widgets.gallery.sources import origin_of, source_of
from insight_widgets.image_files import base_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from insight_widgets.dataset import Dataset
    from insight_widgets.gallery.index import SplitIndex
    from insight_widgets.shapes import Shape

FEW_OBJECTS = 200
"""Objects told with a thumbnail at the most."""

_KEPT_SHAPES = 64
"""Images whose shapes are kept."""

_OBJECTS = {"detection": box_objects, "segmentation": mask_objects}


@dataclass(frozen=True, slots=True)
class Item:
    """An image, as the page takes it.

    Attributes
    ----------
    row : int
    told : dict
        What the page is told, plain JSON.
    frame : Frame
    masks : list of (int, Shape)
        Those that are drawn as masks, in the order in which objects name them; each with its place among
        the shapes of the image.
    """

    row: int
    told: dict[str, Any]
    frame: Frame
    masks: list[tuple[int, Shape]] = field(default_factory=list)


class ItemMaker:
    """Tells of the images of a split.

    Parameters
    ----------
    dataset : Dataset
    split : str
    index : SplitIndex
    originals : mapping of int to list of dict, optional
        What is told of the images that some are copies of, see `insight_widgets.gallery.originals`.
    """

    def __init__(
        self,
        dataset: Dataset,
        split: str,
        index: SplitIndex,
        originals: Mapping[int, list[dict[str, Any]]] | None = None,
    ) -> None:
        self._dataset = dataset
        self._split = dataset.splits[split]
        self._index = index
        self._originals = originals or {}
        self._shapes = lru_cache(_KEPT_SHAPES)(self._read_shapes)

    def items(self, images: Sequence[int], matching: NDArray[np.int64], most: int | None) -> list[Item]:
        """Return what is told of some images.

        Parameters
        ----------
        images : sequence of int
            Their rows.
        matching : ndarray of int64
            Rows of the records that are picked, ascending.
        most : int or None
            Objects of an image at the most, those that are picked first; None for all.
        """
        wanted = np.zeros(self._index.images + 1, dtype=np.bool_)  # the last place is that of -1
        wanted[list(images)] = True
        rows = np.flatnonzero(wanted[self._index.records.image])
        image = self._index.records.image[rows]
        return [self._item(row, rows[image == row], matching, most) for row in images]

    def _item(self, row: int, rows: NDArray[np.int64], matching: NDArray[np.int64], most: int | None) -> Item:
        task, split = self._dataset.task, self._split
        in_image = InImage(
            split,
            self._index.records,
            rows,
            _members(rows, matching),
            self._shapes(row),
            self._frame(row),
            self._dataset.classes,
        )
        objects = _OBJECTS[task](in_image) if task in _OBJECTS else []
        labels = [] if task in _OBJECTS else [name for name in dict.fromkeys(in_image.names()) if name]
        kept = sorted(objects, key=lambda one: not one.told["matches"])[:most]
        masks = _draw(kept, in_image)
        name = str(split.images.name[row])
        width, height = in_image.frame.shown
        told = {
            "row": row,
            "name": base_name(name),
            "path": name,
            "width": width or None,
            "height": height or None,
            "labels": labels,
            "objects": [one.told for one in kept],
            "more": len(objects) - len(kept),
        }
        if row in self._originals:
            told["originals"] = self._originals[row]
        return Item(row, told, in_image.frame, masks)

    def _frame(self, row: int) -> Frame:
        images = self._split.images
        told = int(images.width[row]), int(images.height[row])
        pictures = self._split.pictures
        if pictures is not None and not pictures.is_file(origin_of(self._split, row)):
            return frame_of(told, None, UPRIGHT)  # to have it takes long, and it tells nothing more
        try:
            source = source_of(self._split, row)
        except PictureError:
            return frame_of(told, None, UPRIGHT)
        lie = lie_of(source)
        return frame_of(told, None, UPRIGHT) if lie is None else frame_of(told, *lie)

    def _read_shapes(self, row: int) -> Sequence[Shape]:
        """Return the shapes of an image; none where they cannot be read (any more)."""
        if self._split.shapes is None:
            return ()
        try:
            return self._split.shapes.shapes(origin_of(self._split, row))
        except (OSError, ValueError):
            return ()


def _members(rows: NDArray[np.int64], among: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Return which rows stand in an ascending column of rows."""
    places = np.searchsorted(among, rows)
    found: NDArray[np.bool_] = np.zeros(len(rows), dtype=np.bool_)
    inside = places < len(among)
    found[inside] = among[places[inside]] == rows[inside]
    return found


def _draw(objects: Sequence[Object], image: InImage) -> list[tuple[int, Shape]]:
    """Write outlines into what is told of objects, and the places of masks among those returned."""
    places = {id(shape): place for place, shape in enumerate(image.shapes)}
    masks: list[tuple[int, Shape]] = []
    for one in objects:
        shape = one.shape
        if shape is None:
            continue
        if shape.rings:
            one.told["outline"] = _outline(shape, image.frame)
        elif shape.drawing is not None or shape.pixels is not None:
            one.told["mask"] = len(masks)
            masks.append((places[id(shape)], shape))
    return masks


def _outline(shape: Shape, frame: Frame) -> list[list[float]] | None:
    """Return the rings of a shape as x, y, x, y, ... in shares of the shown image."""
    rings = [frame.shares(ring, relative=shape.relative) for ring in shape.rings]
    known = [ring for ring in rings if ring is not None and np.isfinite(ring).all()]
    return [np.round(ring, 5).ravel().tolist() for ring in known] or None
