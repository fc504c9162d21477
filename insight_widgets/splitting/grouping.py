"""Which images belong together and stay in one split: a patient, a video, copies of one image."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.errors import DataError, shorten

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Grouping = Mapping[str, Any] | Sequence[Any] | Callable[[str], Any] | str

Integers = np.ndarray[tuple[int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Told:
    """The groups that a caller tells, for the images of all splits in a row.

    Attributes
    ----------
    code : ndarray of int64, shape (images,)
        A number for each group; an image that is told no group has a number of its own.
    names : list of str or None
        What the caller calls the group of each image.
    """

    code: Integers
    names: list[str | None]


def told_groups(names: Sequence[str], groups: Grouping | None) -> Told:
    r"""Return the groups that a caller tells.

    Parameters
    ----------
    names : sequence of str
        Names of the images of all splits, in order.
    groups : mapping of image name to group, sequence of groups, callable on the name, or regular expression
        An expression has one group, as in ``r"(.*)_\d+"``; what it matches is the name of the group. Images
        that a mapping does not have, or an expression does not match, or whose group is None, are alone.

    Raises
    ------
    DataError
        It is none of these, of another length, an expression that is wrong, or fits no image.
    """
    if groups is None:
        return Told(np.arange(len(names)), [None] * len(names))
    found = _found(names, groups)
    if names and all(group is None for group in found):
        raise DataError(f"groups: no image has a group; the first is {shorten(names[0])!r}")
    places: dict[Hashable, int] = {}
    code = [
        len(names) + row if group is None else places.setdefault(group, len(places))
        for row, group in enumerate(found)
    ]
    return Told(np.array(code, dtype=np.int64), [None if group is None else str(group) for group in found])


def _found(names: Sequence[str], groups: Grouping) -> list[Any]:
    if isinstance(groups, str):
        return _matched(names, groups)
    if isinstance(groups, Mapping):
        return [_plain(groups.get(name)) for name in names]
    if callable(groups):
        return [_plain(groups(name)) for name in names]
    listed = list(groups) if hasattr(groups, "__iter__") else None
    if listed is None or len(listed) != len(names):
        came = type(groups).__name__ if listed is None else f"{len(listed):,}"
        raise DataError(
            "groups: a mapping of image names, a function, a regular expression, or a sequence of "
            f"{len(names):,} (one for each image of all splits, in order) is wanted; got {came}"
        )
    return [_plain(group) for group in listed]


def _plain(group: Any) -> Any:
    """Return a group as something that can be compared; NaN and None are no group."""
    if group is None or group != group:  # noqa: PLR0124  (NaN)
        return None
    return group if isinstance(group, Hashable) else str(group)


def _matched(names: Sequence[str], expression: str) -> list[str | None]:
    try:
        pattern = re.compile(expression)
    except re.error as error:
        raise DataError(f"groups: {shorten(expression)!r} is no regular expression: {error}") from None
    if pattern.groups != 1:
        raise DataError(
            f"groups: a regular expression with one group, such as r'(.*)_\\d+', is wanted; "
            f"{shorten(expression)!r} has {pattern.groups}"
        )
    return [None if match is None else match[1] for match in map(pattern.search, names)]


def united(codes: Sequence[Integers], pairs: tuple[Integers, Integers] | None = None) -> Integers:
    """Return groups of images that any of the codes, or a pair, puts together; numbered from 0, shape (n,).

    Parameters
    ----------
    codes : sequence of ndarray of int64, shape (n,)
        Images of one number belong together.
    pairs : tuple of ndarray of int64, shape (pairs,), optional
        Images that belong together.
    """
    dense = [np.unique(code, return_inverse=True)[1] for code in codes]
    label = np.arange(len(codes[0]))
    while True:
        before = label.copy()
        for code in dense:
            lowest = np.full(len(label), len(label))
            np.minimum.at(lowest, code, label)
            label = lowest[code]
        if pairs is not None:
            for one, other in (pairs, pairs[::-1]):
                np.minimum.at(label, one, label[other])
        if np.array_equal(before, label):
            return np.unique(label, return_inverse=True)[1]


def key_codes(keys: Sequence[NDArray[Any] | None], sizes: Sequence[int]) -> Integers:
    """Return a number for each image of several splits: the same for the same image, by its key."""
    places: dict[str, int] = {}
    total = sum(sizes)
    listed = [key for column, size in zip(keys, sizes, strict=True) for key in _listed(column, size)]
    code = [
        total + row if key is None else places.setdefault(key, len(places)) for row, key in enumerate(listed)
    ]
    return np.array(code, dtype=np.int64)


def _listed(column: NDArray[Any] | None, size: int) -> list[Any]:
    return [None] * size if column is None else column.tolist()
