"""What one sample says, checked: the name of its image, its labels, boxes and masks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from insight_widgets.errors import DataError, shorten
from insight_widgets.tables.cells import text

if TYPE_CHECKING:
    from numpy.typing import NDArray

Kind = Literal["label", "labels", "boxes", "masks", "mask"]

_LARGEST_SIDE = 2**31 - 1


def image_name(sample: Mapping[str, Any]) -> str:
    """Return the name of the image; DataError where there is none."""
    name = sample.get("image")
    if isinstance(name, os.PathLike):
        name = os.fspath(name)
    if not isinstance(name, str | int | np.integer) or not text(name):
        keys = ", ".join(f'"{shorten(key, 40)}"' for key in sample)
        raise DataError(
            f'"image" is the name of the image; got {told(name)} among the keys {keys or "(none)"}'
        )
    return text(name)


def kind_of(sample: Mapping[str, Any]) -> Kind | None:
    """Return what a sample tells of its image; None where it has no label."""
    kinds: tuple[Kind, ...] = ("mask", "masks", "boxes", "label")
    found = [kind for kind in kinds if sample.get(kind) is not None]
    if not found and sample.get("labels") is not None:
        return "labels"
    if len(found) > 1 or (found == ["label"] and sample.get("labels") is not None):
        raise DataError(
            'one of "label", "labels", "boxes" (with "labels"), "masks" (with "labels") and "mask" is wanted'
            "; got several"
        )
    return found[0] if found else None


def listed(sample: Mapping[str, Any], kind: Kind) -> Sequence[Any]:
    """Return the labels as they are written; DataError where they are no list."""
    if kind == "label":
        return [sample["label"]]
    labels = sample.get("labels")
    if isinstance(labels, str) or not isinstance(labels, Iterable):
        raise DataError(f'"labels" is a list of classes; got {told(labels)}')
    return list(labels)


def side(sample: Mapping[str, Any], key: str) -> int:
    """Return a side in pixels, 0 where it is not told."""
    given = sample.get(key)
    if given is None:
        return 0
    try:
        number = float(given)
    except (TypeError, ValueError):
        number = -1
    if not 0 <= number <= _LARGEST_SIDE:
        raise DataError(f'"{key}" is a number of pixels; got {told(given)}')
    return int(number)


def box_array(given: Any, labels: int) -> NDArray[np.float64]:
    """Return boxes as x, y, width, height, shape (labels, 4); DataError where they are none."""
    try:
        boxes = np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError, RuntimeError):
        raise DataError(f'"boxes" is an array of numbers, shape (n, 4); got {told(given)}') from None
    if boxes.size == 0:
        boxes = np.zeros((0, 4))
    if boxes.ndim != 2 or boxes.shape[1] != 4:  # noqa: PLR2004  (x, y, width, height)
        raise DataError(f'"boxes" has the shape (n, 4): x, y, width, height; got {boxes.shape}')
    if len(boxes) != labels:
        raise DataError(f'one of "labels" for each of "boxes" is wanted; got {labels} and {len(boxes)}')
    return boxes


def flag_array(given: Any, labels: int) -> NDArray[np.bool_]:
    """Return one flag a box, shape (labels,), all false where none is given; DataError if they do not fit."""
    flags = np.zeros(labels, dtype=np.bool_) if given is None else np.asarray(given) != 0
    if flags.shape != (labels,):
        raise DataError(f'"crowd" has the shape ({labels},), one for each box; got {flags.shape}')
    return flags


def masks_array(given: Any, labels: int) -> NDArray[np.bool_]:
    """Return where each region is, shape (labels, height, width); DataError where they are none."""
    masks: NDArray[Any] = np.asarray(given)
    if masks.size == 0 and not labels:
        return np.zeros((0, 0, 0), dtype=np.bool_)
    if masks.ndim != 3 or len(masks) != labels or masks.dtype.kind not in "bui":  # noqa: PLR2004  (n, height, width)
        raise DataError(
            f'"masks" has whole numbers and the shape ({labels}, height, width), one for each of "labels"; '
            f"got {masks.dtype} of shape {masks.shape}"
        )
    inside: NDArray[np.bool_] = masks != 0
    return inside


def mask_array(given: Any) -> NDArray[np.integer]:
    """Return a mask of whole numbers, shape (height, width); DataError if it is none."""
    mask: NDArray[Any] = np.asarray(given)
    if mask.ndim != 2 or mask.dtype.kind not in "bui":  # noqa: PLR2004  (height, width)
        raise DataError(
            f'"mask" has whole numbers and the shape (height, width); got {mask.dtype} of shape {mask.shape}'
        )
    return mask.astype(np.uint8) if mask.dtype.kind == "b" else mask


def told(value: object) -> str:
    """Return a value and its type, short, for a message."""
    return f"{shorten(repr(value), 40)} ({type(value).__name__})"
