"""What the page asks for, checked: nothing that comes from it is believed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from insight_widgets.errors import SelectionError, shorten
from insight_widgets.picking import checked_pick

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_ITEMS = 24
"""Images of a page at the most."""

_SMALLEST_SIDE, _LARGEST_SIDE = 16, 4096
_LARGEST = 2**53
_IN_FULL, _BESIDE = "", "\n"
"""What no split is called."""


@dataclass(frozen=True, slots=True)
class PageRequest:
    """A page of samples, or one image (`row`), that is asked for.

    Attributes
    ----------
    number : int
        That of the request; they grow.
    picked : dict
    split : str
    side : int
        Pixels of the longer side of a picture at the most.
    view : int
        Which of the views of the widget asks; they may be in several pages, each of which hears all answers.
    order : str or None
    seed, offset, limit : int
    row : int
    beside : bool
        Whether the image is shown beside another one.
    """

    number: int
    picked: dict[str, Any]
    split: str
    side: int
    view: int = 0
    order: str | None = None
    seed: int = 0
    offset: int = 0
    limit: int = 0
    row: int | None = None
    beside: bool = False

    @property
    def place(self) -> tuple[int, str]:
        """Where the answer is shown: a newer request for the same place takes over.

        Each view of a widget shows a page of each split, and one image of any split, beside which is another.
        """
        if self.row is None:
            return self.view, self.split
        return self.view, _BESIDE if self.beside else _IN_FULL


def page_request(content: Mapping[str, Any], document: Mapping[str, Any]) -> PageRequest:
    """Return a request for a page of samples.

    Raises
    ------
    SelectionError
        Something of it does not fit.
    """
    order = content.get("order")
    if order is not None and not isinstance(order, str):
        raise SelectionError(f"samples order: a name is wanted; got {shorten(repr(order))}")
    return PageRequest(
        **_common(content, document, 240),
        order=order,
        seed=_whole(content, "seed", 0, _LARGEST),
        offset=_whole(content, "offset", 0, _LARGEST),
        limit=_whole(content, "limit", 12, MOST_ITEMS),
    )


def image_request(content: Mapping[str, Any], document: Mapping[str, Any]) -> PageRequest:
    """Return a request for one image.

    Raises
    ------
    SelectionError
        Something of it does not fit.
    """
    common = _common(content, document, 1600)
    images = document["splits"][common["split"]]["images"]
    row = _whole(content, "row", 0, _LARGEST)
    if row >= images:
        raise SelectionError(f"samples row: one from 0 to {images - 1:,} is wanted; got {row:,}")
    return PageRequest(**common, row=row, beside=content.get("beside") is True)


def request_number(content: Mapping[str, Any]) -> int:
    """Return the number of a request; 0 for what is none."""
    number = content.get("request")
    return number if isinstance(number, int) and not isinstance(number, bool) else 0


def view_number(content: Mapping[str, Any]) -> int:
    """Return which view of the widget asks; 0 for what is none."""
    view = content.get("view")
    return view if isinstance(view, int) and not isinstance(view, bool) else 0


def _common(content: Mapping[str, Any], document: Mapping[str, Any], side: int) -> dict[str, Any]:
    split = content.get("split")
    if not isinstance(split, str) or split not in document["splits"]:
        raise SelectionError(f"samples split: one of {', '.join(document['splits'])} is wanted")
    wanted = max(_whole(content, "side", side, _LARGEST_SIDE), _SMALLEST_SIDE)
    return {
        "number": request_number(content),
        "picked": checked_pick(content.get("picked"), document),
        "split": split,
        "side": wanted,
        "view": _whole(content, "view", 0, _LARGEST),
    }


def _whole(content: Mapping[str, Any], key: str, usual: int, most: int) -> int:
    """Return a whole number from 0 up; larger ones than `most` are taken as that."""
    value = content.get(key, usual)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise SelectionError(f"samples {key}: a whole number is wanted; got {shorten(repr(value))}")
    return min(value, most)
