"""Images and targets, as loops of training pass them, told apart and put into samples.

What a target is follows torchvision: a class number, a vector of 0 and 1, a mask, or a dict of boxes (as
corners) and labels. Arrays of torch, TensorFlow and numpy are taken alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import DataError, shorten
from insight_widgets.objects import is_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from numpy.typing import NDArray

IMAGE_KEYS = ("image", "images", "img", "pixel_values")
TARGET_KEYS = ("label", "labels", "target", "targets", "mask", "masks", "class")

_CHANNELS = (1, 3, 4)
_SHOWN = 6
_SIDES = 2
_VOLUME = 3


def pair_of(sample: Any) -> tuple[Any, Any]:
    """Return image and target of a sample or batch; the target is None where there is none.

    Raises
    ------
    DataError
        It is no pair.
    """
    if isinstance(sample, Mapping):
        return _pair_of_mapping(sample)
    if isinstance(sample, list | tuple) and 1 <= len(sample) <= _SIDES:
        return sample[0], sample[1] if len(sample) == _SIDES else None
    raise DataError(f"a pair (image, target) is wanted; got {described(sample)}")


def _pair_of_mapping(sample: Mapping[Any, Any]) -> tuple[Any, Any]:
    image = next((sample[key] for key in IMAGE_KEYS if key in sample), None)
    if "boxes" in sample:
        return image, {key: value for key, value in sample.items() if key not in IMAGE_KEYS}
    found = [key for key in TARGET_KEYS if key in sample]
    if image is None or not found:
        raise DataError(
            f"a pair (image, target), or a dict with one of {', '.join(IMAGE_KEYS)} and one of "
            f"{', '.join(TARGET_KEYS)}, is wanted; got {described(sample)}"
        )
    return image, sample[found[0]]


def one_pair(sample: Any) -> list[tuple[Any, Any]]:
    """Return the pair of a sample, as a list of one."""
    return [pair_of(sample)]


def pairs_of_batch(batch: Any) -> Iterator[tuple[Any, Any]]:
    """Yield image and target of every sample of a batch, collated by default or as two lists.

    Raises
    ------
    DataError
        Images and targets do not fit.
    """
    images, targets = pair_of(batch)
    count = _length(images)
    for place, target in enumerate(_apart(targets, count, batch)):
        yield images[place], target


def _apart(targets: Any, count: int, batch: Any) -> Sequence[Any]:
    """Return the targets of a batch, one a sample."""
    if targets is None:
        return [None] * count
    if isinstance(targets, Mapping):
        if all(_length(value) == count for value in targets.values()):
            return [{key: value[place] for key, value in targets.items()} for place in range(count)]
    elif _length(targets) == count:
        return targets  # type: ignore[no-any-return]
    elif isinstance(targets, list | tuple) and all(_length(column) == count for column in targets):
        return [[column[place] for column in targets] for place in range(count)]  # a list a sample, collated
    raise DataError(f"a batch of {count} images and as many targets is wanted; got {described(batch)}")


def _length(value: Any) -> int:
    shape = getattr(value, "shape", None)
    if shape is not None:
        return int(shape[0]) if len(shape) else -1
    return len(value) if isinstance(value, Sequence) else -1


def each_pair(
    items: Iterable[Any], pairs: Callable[[Any], Iterable[tuple[Any, Any]]], what: str
) -> Iterator[tuple[Any, Any]]:
    """Yield the pairs of image and target of all items.

    Parameters
    ----------
    items : iterable
        Samples or batches.
    pairs : callable
        Returns the pairs of an item.
    what : str
        What an item is called in messages.

    Raises
    ------
    DataError
        An item cannot be had or understood; the message says which.
    """
    for number, item in enumerate(had(items, what)):
        try:
            yield from pairs(item)
        except DataError as error:
            raise DataError(f"{what} {number}: {error}") from None


def had(items: Iterable[Any], what: str) -> Iterator[Any]:
    """Yield items; what goes wrong in the code that makes them is a DataError with the number of the item."""
    iterator, number = iter(items), 0
    while True:
        try:
            item = next(iterator)
        except StopIteration:
            return
        except Exception as error:
            words = f"{type(error).__name__}: {shorten(error)}"
            raise DataError(f"{what} {number} cannot be had; asking for it raises {words}") from error
        yield item
        number += 1


def image_sides(image: Any, *, channels_last: bool | None = None) -> dict[str, int]:
    """Return width and height of an image in pixels; nothing where it does not tell them.

    Parameters
    ----------
    image : PIL image, or array of shape (height, width) or with channels, before or behind
    channels_last : bool, optional
        Where the channels are; before in tensors of torch, else by their number, where it is not told.
    """
    if is_of(image, "PIL.Image", "Image"):
        return {"width": image.size[0], "height": image.size[1]}
    shape = tuple(getattr(image, "shape", ()))
    if len(shape) == _VOLUME:
        shape = shape[:2] if is_channels_last(image, channels_last) else shape[1:]
    return {"width": int(shape[1]), "height": int(shape[0])} if len(shape) == _SIDES else {}


def is_channels_last(image: Any, told: bool | None) -> bool:  # noqa: FBT001
    """Whether the channels of an image are behind its sides: as is told, else as its kind and shape say."""
    if told is not None:
        return told
    shape = tuple(getattr(image, "shape", ()))
    return not is_of(image, "torch") and len(shape) == _VOLUME and shape[2] in _CHANNELS


def as_array(value: Any) -> NDArray[Any]:
    """Return a tensor of any library as an array, wherever it lies."""
    if hasattr(value, "detach"):
        value = value.detach().cpu()
    try:
        return np.asarray(value)
    except (TypeError, ValueError, RuntimeError):
        raise DataError(f"an array is wanted; got {described(value)}") from None


def described(value: Any) -> str:
    """Return what a value is, with types and shapes, short, for a message."""
    kind = type(value).__name__
    shape = getattr(value, "shape", None)
    if shape is not None:
        return f"{kind} of shape {tuple(shape)} ({str(getattr(value, 'dtype', '?')).removeprefix('torch.')})"
    if isinstance(value, Mapping):
        parts = [f"{shorten(key, 20)}: {described(part)}" for key, part in [*value.items()][:_SHOWN]]
        return f"{kind} {{{', '.join(parts)}{', ...' if len(value) > _SHOWN else ''}}}"
    if isinstance(value, list | tuple):
        parts = [described(part) for part in value[:_SHOWN]]
        return f"{kind} ({', '.join(parts)}{', ...' if len(value) > _SHOWN else ''})"
    if isinstance(value, str | int | float):
        return f"{kind} {shorten(repr(value), 30)}"
    return kind
