"""The class list of a COCO file, and which category id is which class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import UNKNOWN
from insight_widgets.errors import shorten
from insight_widgets.naming import is_background, natural_order
from insight_widgets.readers._ids import id_column, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.problems import ProblemLog
    from insight_widgets.readers._coco_records import Category

BACKGROUND = -2
"""Label of annotations whose category is no class in segmentation."""


@dataclass(frozen=True, slots=True)
class Classes:
    """Class names, and the category ids that mean them.

    Attributes
    ----------
    names : tuple of str
    ids : ndarray, shape (categories,)
    written : sequence of str, length categories
        Name of each id in the file.
    label : ndarray of int32, shape (categories,)
        Class of each id: an index into `names`, `UNKNOWN` or `BACKGROUND`.
    """

    names: tuple[str, ...]
    ids: NDArray[Any]
    written: Sequence[str]
    label: NDArray[np.int32]

    def labels_of(self, category: NDArray[Any]) -> NDArray[np.int32]:
        """Return the class of every annotation's category, shape (n,)."""
        return np.append(self.label, np.int32(UNKNOWN))[rows_of(self.ids, category)]

    def told(self, category: NDArray[Any]) -> list[str]:
        """Return what the file calls categories: id and, where it has one, name."""
        rows = rows_of(self.ids, category).tolist()
        names = [f' ("{shorten(self.written[row])}")' if row >= 0 else "" for row in rows]
        return [f"{shorten(one)}{name}" for one, name in zip(category.tolist(), names, strict=True)]


def classes_of(
    categories: Sequence[Category] | None,
    used: NDArray[Any],
    given: tuple[str, ...] | None,
    log: ProblemLog,
    *,
    background: bool,
) -> Classes:
    """Return the classes of a file.

    Parameters
    ----------
    categories : sequence of Category, or None
        None where the file has none: the ids in use are the classes then.
    used : ndarray, shape (annotations,)
        Category ids of the annotations.
    given : tuple of str or None
        The class list, where the caller gives one.
    log : ProblemLog
        Told of categories that share a name.
    background : bool
        Whether a category of a background's name is no class.
    """
    if categories is None:
        ids: list[Any] = sorted_ids(used)
        names = [str(one) for one in ids]
    else:
        ids = [category.id for category in categories]
        names = [_name(category) for category in categories]
        _tell_repeated(categories, names, log)
    skipped = {name for name in names if background and is_background(name)}
    listed = given if given is not None else tuple(dict.fromkeys(n for n in names if n not in skipped))
    places = {name: place for place, name in enumerate(listed)} | dict.fromkeys(skipped, BACKGROUND)
    label = np.array([places.get(name, UNKNOWN) for name in names], dtype=np.int32)
    return Classes(listed, id_column(ids), names, label)


def sorted_ids(used: NDArray[Any]) -> list[Any]:
    """Return the distinct ids in use, numbers by value."""
    if used.dtype != object:
        return np.unique(used).tolist()  # type: ignore[no-any-return]
    return list(natural_order(one for one in used.tolist() if one is not None))


def _name(category: Category) -> str:
    """Return a category's name, its number where it has none."""
    return (category.name or "").strip() or str(category.id)


def _tell_repeated(categories: Sequence[Category], names: Sequence[str], log: ProblemLog) -> None:
    """Tell categories that share their name or their id with an earlier one."""
    name_of: dict[Any, str] = {}
    id_of: dict[str, Any] = {}
    for category, name in zip(categories, names, strict=True):
        if name in id_of or (category.id is not None and category.id in name_of):
            first = id_of.get(name, category.id)
            both = (
                f'{one} "{shorten(text)}"' for one, text in ((first, name_of[first]), (category.id, name))
            )
            log.add("duplicate-class", f"category ids {' and '.join(both)}")
        name_of.setdefault(category.id, name)
        id_of.setdefault(name, category.id)
