"""Pictures of images with the masks over them; those that were made last are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from insight_widgets.gallery.cache import ByteCache
from insight_widgets.gallery.drawn_masks import mask_png
from insight_widgets.gallery.picture import Picture, picture_of
from insight_widgets.gallery.picture_error import OK, PictureError
from insight_widgets.gallery.sources import source_of

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

    from insight_widgets.dataset import Dataset
    from insight_widgets.gallery.items import Item
    from insight_widgets.image_size import Size
    from insight_widgets.shapes import Shape

CACHE_BYTES = 64 * 2**20
"""Pictures that are kept take so many bytes at the most."""

_OVERHEAD = 500
"""Bytes that a picture takes besides its data, roughly."""


class Drawn(NamedTuple):
    """A picture and the masks over it, as PNGs of which the alpha tells."""

    picture: Picture
    masks: tuple[bytes, ...] = ()

    def told(self) -> dict[str, Any]:
        """Return what the page is told of it."""
        picture = self.picture
        width, height = picture.size
        return {
            "state": picture.state,
            "reason": picture.reason,
            "type": picture.type,
            "width": width,
            "height": height,
        }


class Painter:
    """Makes pictures of the images of a data set; may be asked from several threads.

    Parameters
    ----------
    dataset : Dataset
    """

    def __init__(self, dataset: Dataset, cache_bytes: int = CACHE_BYTES) -> None:
        self.cache = ByteCache[Picture](cache_bytes, lambda picture: _OVERHEAD + len(picture.data))
        self._splits = dataset.splits

    def drawn(self, split: str, item: Item, side: int) -> Drawn:
        """Return the picture of an image, no side of it longer than `side`, and its masks; never raises."""
        picture = self._kept((split, item.row, side), lambda: self._picture(split, item.row, side))
        if picture.state != OK:
            return Drawn(picture)
        return Drawn(picture, tuple(self._mask(split, item, *mask, picture.size) for mask in item.masks))

    def _picture(self, split: str, row: int, side: int) -> Picture:
        try:
            return picture_of(source_of(self._splits[split], row), side)
        except PictureError as error:
            return Picture(error.state, str(error))

    def _mask(self, split: str, item: Item, place: int, shape: Shape, size: Size) -> bytes:
        def draw() -> Picture:
            return Picture(OK, "", "image/png", size, mask_png(shape, item.frame, size))

        return self._kept((split, item.row, place, size), draw).data

    def _kept(self, key: Hashable, make: Callable[[], Picture]) -> Picture:
        known = self.cache.get(key)
        if known is None:
            known = make()
            self.cache.put(key, known)
        return known
