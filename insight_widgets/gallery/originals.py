"""The images that others are copies of: in train, of an image that leaked, or in the same split."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from insight_widgets.image_files import base_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from insight_widgets.columns import Split
    from insight_widgets.problems import Problem


def originals_of(
    splits: Mapping[str, Split], name: str, problems: Iterable[Problem]
) -> dict[int, list[dict[str, Any]]]:
    """Return what is told of the originals of the images of a split, by row.

    Parameters
    ----------
    splits : mapping of str to Split
    name : str
        Of the split.
    problems : iterable of Problem
        Of the split, with the images that they name.
    """
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for problem in problems:
        other = "train" if problem.code == "leak" else name
        if not problem.originals or other not in splits:
            continue
        own, known = _rows(splits[name], problem.images), _rows(splits[other], problem.originals)
        for image, original in zip(problem.images, problem.originals, strict=True):
            if image in own and original in known:
                found[own[image]].append(_told(other, known[original], original))
    return dict(found)


def _told(split: str, row: int, name: str) -> dict[str, Any]:
    return {"split": split, "row": row, "name": base_name(name), "path": name}


def _rows(split: Split, names: Sequence[str]) -> dict[str, int]:
    """Return the row of each of some images; of several that are called alike, that of the first."""
    wanted, rows = set(names), dict[str, int]()
    for row, name in enumerate(split.images.name.tolist()):
        if name in wanted:
            rows.setdefault(name, row)
    return rows
