"""Thumbnails within a page on disk: typical images of every class, up to so many bytes."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import DataError, shorten
from insight_widgets.gallery.finder import Finder
from insight_widgets.gallery.items import FEW_OBJECTS, ItemMaker
from insight_widgets.gallery.orders import FIRST, TYPICAL, orders_of
from insight_widgets.gallery.painter import Painter
from insight_widgets.gallery.picture_error import OK
from insight_widgets.gallery.requests import MOST_ITEMS
from insight_widgets.progress import track
from insight_widgets.texts.progress import MAKING_THUMBNAILS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from insight_widgets.dataset import Dataset
    from insight_widgets.gallery.items import Item

MOST_BYTES = 16_000_000
"""Bytes of all thumbnails in a page at the most; what comes later is left out and told."""

SIDE = 240
"""Pixels of the longer side of a thumbnail."""

_TRIES = 4
"""Times as many images are tried as are wanted: some may not be there."""


def embedded_samples(
    dataset: Dataset, number: int, *, most_bytes: int = MOST_BYTES, progress: bool = True
) -> dict[str, Any]:
    """Return what a page without a kernel is told of samples.

    Parameters
    ----------
    dataset : Dataset
    number : int
        Thumbnails of a class and split at the most, 1 to 24: the most typical images of the class, or the
        first ones of a task without sizes. Those that cannot be opened are passed over.
    most_bytes : int
        Bytes of all thumbnails at the most. Every class gets its first one before any gets a second.
    progress : bool
        Whether a progress bar is shown.

    Returns
    -------
    dict
        ``embedded``: what is told of images, with ``type`` and ``data`` (base64) of the thumbnail, by split
        and class; ``left_out``: how many there was no room for; and what a page with a kernel is told.

    Raises
    ------
    DataError
        `number` is not from 1 to 24.
    """
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= MOST_ITEMS:
        raise DataError(f"samples: a number from 1 to {MOST_ITEMS} is wanted; got {shorten(repr(number))}")
    shelf = _Shelf(dataset, number, most_bytes)
    places = [(split, name) for split in dataset.splits for name in dataset.classes]
    for rank in range(number):
        for split, name in track(places, MAKING_THUMBNAILS, total=len(places), show=progress):
            shelf.take(split, name, rank)
    return {
        "orders": list(orders_of(dataset.task)),
        "codes": [],
        "live": False,
        "embedded": shelf.embedded,
        "left_out": shelf.left_out,
    }


class _Shelf:
    """Takes the thumbnails of classes, one after the other, as long as there is room."""

    def __init__(self, dataset: Dataset, number: int, most_bytes: int) -> None:
        self.embedded: dict[str, dict[str, list[dict[str, Any]]]] = {name: {} for name in dataset.splits}
        self.left_out = 0
        self._finder = Finder(dataset)
        self._painter = Painter(dataset)
        self._room = most_bytes
        self._number = number
        self._order = TYPICAL if TYPICAL in orders_of(dataset.task) else FIRST
        self._makers = {
            split: ItemMaker(dataset, split, self._finder.index(split)) for split in dataset.splits
        }
        self._coming: dict[tuple[str, str], Iterator[dict[str, Any]]] = {}

    def take(self, split: str, name: str, rank: int) -> None:
        """Take the next thumbnail of a class in a split, if there is one and room for it."""
        if rank and (split, name) not in self._coming:
            return
        told = next(self._coming.setdefault((split, name), self._told(split, name)), None)
        if told is None:
            del self._coming[split, name]
            return
        size = len(told["data"]) + sum(map(len, told["masks"]))
        if size > self._room:
            self.left_out += 1
            return
        self._room -= size
        self.embedded[split].setdefault(name, []).append(told)

    def _told(self, split: str, name: str) -> Iterator[dict[str, Any]]:
        found = self._finder.find(split, {"classes": [name], "bins": {}}, self._order)
        for row in found.images[: _TRIES * self._number].tolist():
            (item,) = self._makers[split].items([row], found.matches.rows, FEW_OBJECTS)
            told = self._with_picture(split, item)
            if told is not None:
                yield told

    def _with_picture(self, split: str, item: Item) -> dict[str, Any] | None:
        picture, masks = self._painter.drawn(split, item, SIDE)
        if picture.state != OK:
            return None
        return item.told | {
            "state": picture.state,
            "type": picture.type,
            "data": b64encode(picture.data).decode(),
            "masks": [b64encode(mask).decode() for mask in masks],
        }
