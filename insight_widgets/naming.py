"""How names are read: splits, classes, and what counts as background."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = "all"
"""Name of the only split of data that has none."""

BACKGROUND_NAMES = frozenset({"background", "_background_", "void", "unlabeled", "ignore"})

_SPLITS = {
    "train": ("train", "training"),
    "val": ("val", "valid", "validation", "dev"),
    "test": ("test", "testing"),
}
_SPLIT_OF_WORD = {word: split for split, words in _SPLITS.items() for word in words}


def split_name(name: str) -> str:
    """Return the normalised name of a split: train, val, test, or the name as it is.

    A year or number behind the word is passed over (``val2017``, ``train_2``).

    Examples
    --------
    >>> split_name("Validation"), split_name("val2017"), split_name("holdout")
    ('val', 'val', 'holdout')
    """
    bare = re.sub(r"[\s_\-]*\d*$", "", name.strip().lower())
    return _SPLIT_OF_WORD.get(bare, name.strip())


def known_split(name: str) -> str | None:
    """Return train, val or test if `name` means one of them, else None."""
    found = split_name(name)
    return found if found in _SPLITS else None


def split_in_stem(stem: str) -> str | None:
    """Return the split that a file name tells, such as ``instances_val2017`` or ``train_labels``.

    Examples
    --------
    >>> split_in_stem("instances_val2017"), split_in_stem("labels"), split_in_stem("my-train-set")
    ('val', None, 'train')
    """
    words = re.split(r"[^A-Za-z0-9]+", stem)
    found = [split for word in words if (split := known_split(word))]
    return found[-1] if found else None


def is_background(name: str) -> bool:
    """Whether a mask class of this name is no class (``background``, ``void``, ...)."""
    return name.strip().lower() in BACKGROUND_NAMES


def union_of_classes(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    """Return all class names of several lists, first seen first."""
    return tuple(dict.fromkeys(name for names in lists for name in names))


def natural_order(names: Iterable[str]) -> tuple[str, ...]:
    """Return distinct names sorted, numbers by value and before words.

    Examples
    --------
    >>> natural_order(["10", "9", "b", "a"])
    ('9', '10', 'a', 'b')
    """
    return tuple(sorted(set(names), key=_natural_key))


def _natural_key(name: str) -> tuple[int, float, str]:
    is_number = re.fullmatch(r"-?\d+(\.\d+)?", name, re.ASCII)
    return (0, float(name), name) if is_number else (1, 0.0, name)
