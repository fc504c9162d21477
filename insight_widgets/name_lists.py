"""Lists of image names, matched with images however they write the names."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.image_files import bare_name, base_name

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray


def _in_folder(name: str) -> str:
    """Return the name of an image with the last of its folders."""
    return "/".join(name.replace("\\", "/").split("/")[-2:])


_FORMS: tuple[Callable[[str], str], ...] = (str, _in_folder, base_name, bare_name)
"""How names are compared, the surest first; forms but the first count where only one image has them."""


class NameLists:
    """Which images stand in which list of names.

    Parameters
    ----------
    images : sequence of str
        Names of the images.
    lists : mapping of str to sequence of str
        Names by split.
    """

    def __init__(self, images: Sequence[str], lists: Mapping[str, Sequence[str]]) -> None:
        self._images = images
        self._lists = lists
        self._rows: dict[str, list[int]] = {split: [] for split in lists}
        self._used: dict[str, set[tuple[int, str]]] = {split: set() for split in lists}
        left = list(range(len(images)))
        for place in range(len(_FORMS)):
            left = self._take(place, left)

    def members(self) -> dict[str, NDArray[np.bool_]]:
        """Return which images each list has, shape (images,)."""
        members = {split: np.zeros(len(self._images), dtype=bool) for split in self._lists}
        for split, rows in self._rows.items():
            members[split][rows] = True
        return members

    def missing(self, split: str) -> list[str]:
        """Return the names in a list that no image has."""
        used, forms = self._used[split], list(enumerate(_FORMS))
        names = dict.fromkeys(self._lists[split])
        return [name for name in names if not any((place, form(name)) in used for place, form in forms)]

    def _take(self, place: int, rows: Sequence[int]) -> list[int]:
        """Take the images that stand in a list in one form of their name; return the others."""
        form = _FORMS[place]
        listed = {split: set(map(form, names)) for split, names in self._lists.items()}
        images = Counter(map(form, self._images)) if rows and place else Counter[str]()
        left = []
        for row in rows:
            name = form(self._images[row])
            having = [split for split, names in listed.items() if name in names and images[name] < 2]  # noqa: PLR2004
            for split in having:
                self._rows[split].append(row)
                self._used[split].add((place, name))
            if not having:
                left.append(row)
        return left
