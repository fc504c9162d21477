"""One split parted into several: by lists of image names, by a column, or by a share held out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from insight_widgets.columns import UNKNOWN, Boxes, Labels, Masks, take_rows
from insight_widgets.errors import DataError, ReadError
from insight_widgets.naming import ALL, split_name
from insight_widgets.problems import Problem, ProblemLog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Dataset

Table = TypeVar("Table", Labels, Boxes, Masks)


def part(split: Split, group: NDArray[np.int64], names: Sequence[str]) -> dict[str, Split]:
    """Return the splits that the images of one split belong to.

    Parameters
    ----------
    split : Split
    group : ndarray of int64, shape (images,)
        Place in `names` of every image.
    names : sequence of str
        Of the new splits. Records that name no image, and what was found while reading, stay with the first.
    """
    return {name: _one_part(split, group == place, first=place == 0) for place, name in enumerate(names)}


def part_by_lists(dataset: Dataset, lists: Mapping[str, Sequence[str]]) -> Dataset:
    """Return a data set of one split parted by lists of image names.

    Names are compared as written, then without folders, then without suffix as well; images in no
    list become the split ``"all"`` (the rest), and names that no image has are told.

    Raises
    ------
    DataError
        The data set has several splits, or no name of the lists is the name of an image.
    """
    split = _the_only_split(dataset)
    names = [split_name(name) for name in lists]
    group = _groups(split.images.name.tolist(), list(lists.values()))
    if (group == UNKNOWN).all():
        raise DataError(f"no image of the data set stands in the lists of {', '.join(names)}")
    rest = (group == UNKNOWN).any()
    group = np.where(group == UNKNOWN, len(names), group)
    return replace(dataset, splits=part(split, group, [*names, ALL] if rest else names))


def hold_out(dataset: Dataset, share: float, seed: int) -> Dataset:
    """Return a data set of one split parted into train and val, class by class.

    Every image is dealt with as one of its rarest class, so that each class gives the same share of its
    images, within one. The parting is told among the problems, as information.

    Parameters
    ----------
    share : float
        Of the images of each class that go to val, between 0 and 1.
    seed : int
        The same seed parts the same data set in the same way.

    Raises
    ------
    DataError
        The data set has several splits, or `share` is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise DataError(f"holdout: a share between 0 and 1 is wanted, such as 0.2; got {share!r}")
    split = _the_only_split(dataset)
    group = _held_out(_rarest_class(split, len(dataset.classes)), share, seed)
    told = Problem("split-made", len(group), (f"{share:g} of the images of every class, seed {seed}",))
    splits = part(split, group, ["train", "val"])
    splits["val"] = replace(splits["val"], problems=(*splits["val"].problems, told))
    return replace(dataset, splits=splits)


def read_name_list(path: Path) -> list[str]:
    """Return the image names in a text file of one a line.

    Raises
    ------
    ReadError
        The file cannot be read as text.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise ReadError(
            f"{path}: not UTF-8 text at byte {error.start}; a list of image names is wanted"
        ) from None
    except OSError as error:
        raise ReadError(f"{path}: the list of images cannot be read: {error.strerror or error}") from None
    return [line.strip() for line in lines if line.strip()]


def _the_only_split(dataset: Dataset) -> Split:
    if len(dataset.splits) > 1:
        raise DataError(f"the data set is parted already: {', '.join(dataset.splits)}")
    return next(iter(dataset.splits.values()))


def _one_part(split: Split, chosen: NDArray[np.bool_], *, first: bool) -> Split:
    place = np.append(np.where(chosen, np.cumsum(chosen) - 1, UNKNOWN), UNKNOWN)  # -1 stays -1
    log = ProblemLog(split.problems if first else ())
    told: dict[int, str] = {}

    def of(table: Table | None) -> Table | None:
        if table is None:
            return None
        keep = np.append(chosen, first)[table.image]
        new = np.cumsum(keep) - 1
        told.update(
            {int(new[row]): text for row, text in split.unresolved.items() if row < len(keep) and keep[row]}
        )
        kept = take_rows(table, keep)
        return replace(kept, image=place[kept.image])

    tables: dict[str, Any] = {"labels": of(split.labels), "boxes": of(split.boxes), "masks": of(split.masks)}
    images = take_rows(split.images, chosen)
    return replace(split, images=images, unresolved=told, problems=log.problems(), **tables)


def _groups(images: Sequence[str], lists: Sequence[Sequence[str]]) -> NDArray[np.int64]:
    """Return the place of the list in which each image stands, or -1."""
    group = np.full(len(images), UNKNOWN, dtype=np.int64)
    for form in (str, _base, _stem):
        listed = {form(name): place for place, names in reversed(list(enumerate(lists))) for name in names}
        found = np.array([listed.get(form(name), UNKNOWN) for name in images], dtype=np.int64)
        group = np.where(group == UNKNOWN, found, group)
    return group


def _base(name: str) -> str:
    return name.replace("\\", "/").rpartition("/")[2]


def _stem(name: str) -> str:
    return PurePosixPath(_base(name)).stem


def _rarest_class(split: Split, classes: int) -> NDArray[np.int64]:
    """Return the rarest class of every image; `classes` for an image without any."""
    table = next((table for table in (split.labels, split.boxes, split.masks) if table is not None), None)
    rarest = np.full(len(split.images), classes, dtype=np.int64)
    if table is None:
        return rarest
    sound = (table.image >= 0) & (table.label >= 0)
    image, label = table.image[sound], table.label[sound]
    count = np.bincount(label, minlength=classes)
    order = np.argsort(-count[label], kind="stable")  # the rarest is written last
    rarest[image[order]] = label[order]
    return rarest


def _held_out(kind: NDArray[np.int64], share: float, seed: int) -> NDArray[np.int64]:
    """Return 1 for the images that are held out: of each kind the same share, rounded half up."""
    shuffled = np.random.default_rng(seed).permutation(len(kind))
    held = np.zeros(len(kind), dtype=np.int64)
    for one in np.unique(kind):
        rows = shuffled[kind[shuffled] == one]
        held[rows[: int(len(rows) * share + 0.5)]] = 1
    return held
