"""Several splits put into one, so that it can be parted anew: no record is lost."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from insight_widgets.columns import Boxes, Images, Labels, Masks, Split
from insight_widgets.errors import DataError
from insight_widgets.looked_up import pictures_of, shapes_of
from insight_widgets.problems import ProblemLog
from insight_widgets.stats.duplicates import repeated_records

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Table = TypeVar("Table", Labels, Boxes, Masks)


def pooled(splits: Sequence[Split]) -> Split:
    """Return one split that holds the images of several, in order, with all their records.

    Raises
    ------
    DataError
        Boxes of one split are in pixels, those of another shares of the image.
    """
    return reduce(_both, splits)


def _both(one: Split, other: Split) -> Split:
    shift = len(one.images)
    first = next((table for table in (one.labels, one.boxes) if table is not None), None)
    unresolved = {row + (0 if first is None else len(first)): text for row, text in other.unresolved.items()}
    log = ProblemLog(one.problems)
    log.extend(other.problems)
    return Split(
        images=_images(one, other),
        labels=_tables(one.labels, other.labels, shift),
        boxes=_boxes(one.boxes, other.boxes, shift),
        masks=_tables(one.masks, other.masks, shift),
        source=one.source if one.source == other.source else "",
        record_name=one.record_name,
        unresolved={**one.unresolved, **unresolved},
        problems=log.problems(),
        shapes=shapes_of([one, other]),
        pictures=pictures_of([one, other]),
    )


def _images(one: Split, other: Split) -> Images:
    first, second = one.images, other.images
    looked_up = any((one.shapes, other.shapes, one.pictures, other.pictures))
    return Images(
        name=np.concatenate([first.name, second.name]),
        width=np.concatenate([first.width, second.width]),
        height=np.concatenate([first.height, second.height]),
        key=_optional(first, second, "key", None),
        key_name=first.key_name,
        roots=tuple(dict.fromkeys([*first.roots, *second.roots])),
        missing=_optional(first, second, "missing", fill=False),
        origin=np.arange(len(first) + len(second)) if looked_up else None,
    )


def _tables(one: Table | None, other: Table | None, shift: int) -> Table | None:
    """Return the rows of both; those of the second point at images further down."""
    if other is None:
        return one
    moved = replace(other, image=np.where(other.image < 0, other.image, other.image + shift))
    if one is None:
        return moved
    columns: dict[str, Any] = {
        name: np.concatenate([getattr(one, name), getattr(moved, name)])
        for name in ("image", "label", *(("pixels", "total") if isinstance(one, Masks) else ()))
    }
    if not isinstance(one, Masks):
        columns["record"] = _optional(one, moved, "record", None)
    return replace(one, **columns)


def _boxes(one: Boxes | None, other: Boxes | None, shift: int) -> Boxes | None:
    if one is None or other is None:
        return _tables(one, other, shift)
    if len(one) and len(other) and one.relative != other.relative:
        raise DataError("resplit: boxes of one split are in pixels, those of another are shares of the image")
    first, second = one.plain(), other.plain()
    joined = _tables(first, second, shift)
    assert joined is not None  # noqa: S101  (both are there)
    sides: dict[str, Any] = {
        name: np.concatenate([getattr(first, name), getattr(second, name)]) for name in _SIDES
    }
    known = first.attributes.keys() & second.attributes.keys()
    return replace(
        joined,
        **sides,
        crowd=_optional(first, second, "crowd", fill=False),
        relative=first.relative if len(first) else second.relative,
        unique_records=False,  # ids of two files may be the same: what repeats is known
        repeated=np.concatenate([_repeated(first), _repeated(second)]),
        attributes={name: _joined(first.attributes[name], second.attributes[name]) for name in known},
    )


_SIDES = ("x", "y", "width", "height")


def _repeated(boxes: Boxes) -> NDArray[np.bool_]:
    if boxes.repeated is not None:
        return boxes.repeated
    if boxes.record is None or not boxes.unique_records:
        return np.zeros(len(boxes), dtype=np.bool_)
    return repeated_records(boxes.record)


def _optional(one: Any, other: Any, name: str, fill: object) -> NDArray[Any] | None:
    """Return a column that one of two tables may not have."""
    first, second = getattr(one, name), getattr(other, name)
    if first is None and second is None:
        return None
    filled = [
        np.full(len(table), fill) if column is None else column
        for table, column in ((one, first), (other, second))
    ]
    return _joined(*filled)


def _joined(one: NDArray[Any], other: NDArray[Any]) -> NDArray[Any]:
    """Return two columns in one; of objects, where they are of different kinds."""
    if one.dtype.kind == other.dtype.kind:
        return np.concatenate([one, other])
    return np.concatenate([one.astype(object), other.astype(object)])
