"""The class list of a COCO file, and which category id is which class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from insight_widgets.columns import UNKNOWN
from insight_widgets.errors import shorten
from insight_widgets.naming import is_background, natural_order
from insight_widgets.readers._ids import IdRows, id_column
from insight_widgets.texts.where import category_ids

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from insight_widgets.problems import ProblemLog
    from insight_widgets.readers._coco_records import Category

BACKGROUND = -2
"""Label of annotations whose category is no class in segmentation."""

_MOST_OF_16_BITS = 2**15


@dataclass(frozen=True, slots=True)
class Classes:
    """Class names, and the category ids that mean them.

    Attributes
    ----------
    names : tuple of str
    rows : IdRows
        The row of each category id.
    written : sequence of str, length categories
        Name of each id in the file.
    label : ndarray of int, shape (categories + 1,)
        Class of each row: an index into `names`, `UNKNOWN` or `BACKGROUND`; the last is for other ids.
    """

    names: tuple[str, ...]
    rows: IdRows
    written: Sequence[str]
    label: NDArray[Any]

    def labels_of(self, category: NDArray[Any]) -> NDArray[Any]:
        """Return the class of every annotation's category, shape (n,)."""
        return self.label[self.rows.of(category)]

    def told(self, category: NDArray[Any]) -> list[str]:
        """Return what the file calls categories: id and, where it has one, name."""
        rows = self.rows.of(category).tolist()
        names = [f' ("{shorten(self.written[row])}")' if row >= 0 else "" for row in rows]
        return [
            f"category_id {shorten(one)}{name}" for one, name in zip(category.tolist(), names, strict=True)
        ]


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
        ids: list[Any] = _sorted_ids(used)
        names = [str(one) for one in ids]
    else:
        ids = [category.id for category in categories]
        names = [_name(category) for category in categories]
        _tell_repeated(categories, names, log)
    skipped = {name for name in names if background and is_background(name)}
    listed = given if given is not None else tuple(dict.fromkeys(n for n in names if n not in skipped))
    places = {name: place for place, name in enumerate(listed)} | dict.fromkeys(skipped, BACKGROUND)
    kind = np.int16 if len(listed) < _MOST_OF_16_BITS else np.int32
    label = np.array([*(places.get(name, UNKNOWN) for name in names), UNKNOWN], dtype=kind)
    return Classes(listed, IdRows(id_column(ids)), names, label)


def _sorted_ids(used: NDArray[Any]) -> list[Any]:
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
            both = (first, name_of[first]), (category.id, name)
            log.add("duplicate-class", category_ids(both))
        name_of.setdefault(category.id, name)
        id_of.setdefault(name, category.id)
