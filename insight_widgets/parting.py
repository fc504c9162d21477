"""One split parted into several: by lists of image names, or by a share held out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from insight_widgets.columns import UNKNOWN, Boxes, Images, Labels, Masks, take_rows, words_among
from insight_widgets.errors import DataError
from insight_widgets.name_lists import NameLists
from insight_widgets.naming import ALL, split_name
from insight_widgets.parted_problems import part_problems
from insight_widgets.problems import Problem, ProblemLog
from insight_widgets.text_file import text_of
from insight_widgets.texts.copies import held_out
from insight_widgets.texts.files import no_image_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Dataset

Table = TypeVar("Table", Labels, Boxes, Masks)


def part(split: Split, members: Mapping[str, NDArray[np.bool_]]) -> dict[str, Split]:
    """Return the splits that the images of one split belong to.

    Parameters
    ----------
    split : Split
    members : mapping of str to ndarray of bool, shape (images,)
        Which images each new split has. Records that name no image, and what was found while reading of no
        image that is known, stay with the first.
    """
    first = next(iter(members))
    problems = part_problems(as_split(split).problems, split.images.name, members)
    return {
        name: replace(_one_part(split, chosen, first=name == first), problems=problems[name])
        for name, chosen in members.items()
    }


def as_split(split: Split) -> Split:
    """Return data that are told to be a split, without the word that no split is told."""
    return replace(split, problems=tuple(found for found in split.problems if found.code != "split-none"))


def part_by_lists(dataset: Dataset, lists: Mapping[str, Sequence[str]]) -> Dataset:
    """Return a data set of one split parted by lists of image names.

    Names are compared as written, then with their last folder only, then without folders, then without suffix
    as well; what then fits several images fits none. An image in several lists is in all of those splits,
    which makes it a leak; images in no list become the split ``"all"`` (the rest), and names that no image
    has are told.

    Raises
    ------
    DataError
        The data set has several splits, two lists are of one split, or no name of the lists is the name of
        an image.
    """
    split = _the_only_split(dataset)
    named = _normalised(lists)
    found = NameLists(split.images.name.tolist(), named)
    members = found.members()
    rest = ~np.any(list(members.values()), axis=0)
    if rest.all():
        raise DataError(f"no image of the data set stands in the lists of {', '.join(named)}")
    if rest.any():
        members[ALL] = members.get(ALL, False) | rest
    shared = np.sum(list(members.values()), axis=0) > 1
    keyed = replace(split, images=_with_keys(split.images, shared))
    parts = part(keyed, members)
    told = {name: _with_missing(parts[name], found.missing(name)) for name in named}
    return replace(dataset, splits=parts | told)


def hold_out(dataset: Dataset, share: float, seed: int) -> Dataset:
    """Return a data set of one split parted into train and val, class by class.

    Every image is dealt with as one of its rarest class; of the images of each of these kinds the same
    share goes to val, within one image, and of all images, too. The parting is told among the problems, as
    information.

    Parameters
    ----------
    share : float
        Of the images that go to val, between 0 and 1.
    seed : int
        The same seed parts the same data set in the same way.

    Raises
    ------
    DataError
        The data set has several splits, `share` is not between 0 and 1, or it leaves train or val empty.
    """
    if not 0 < share < 1:
        raise DataError(f"holdout: a share between 0 and 1 is wanted, such as 0.2; got {share!r}")
    split = _the_only_split(dataset)
    held = _held_out(_rarest_class(split, len(dataset.classes)), share, seed)
    if held.all() or not held.any():
        raise DataError(f"holdout: a share of {share:g} of {len(held)} images leaves a split without any")
    splits = part(split, {"train": ~held, "val": held})
    told = Problem("split-made", len(held), (held_out(share, seed),))
    splits["val"] = replace(splits["val"], problems=(*splits["val"].problems, told))
    return replace(dataset, splits=splits)


def read_name_list(path: Path) -> list[str]:
    """Return the image names in a text file of one a line.

    Raises
    ------
    ReadError
        The file cannot be read as text.
    """
    lines = text_of(path, "the list of images").splitlines()
    return [line.strip() for line in lines if line.strip()]


def _the_only_split(dataset: Dataset) -> Split:
    if len(dataset.splits) > 1:
        raise DataError(f"the data set is parted already: {', '.join(dataset.splits)}")
    return next(iter(dataset.splits.values()))


def _normalised(lists: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return the lists by the normalised names of their splits."""
    named: dict[str, list[str]] = {}
    for given, names in lists.items():
        if isinstance(names, str) or not isinstance(names, Iterable):
            raise DataError(f"splits: a list of image names, or a path of one, is wanted for {given}")
        if split_name(given) in named:
            raise DataError(f'splits: two lists are of the split "{split_name(given)}"; give one of each')
        named[split_name(given)] = [str(name) for name in names]
    if not named:
        raise DataError("splits: a list of image names for each split is wanted; got none")
    return named


def _with_missing(split: Split, missing: Sequence[str]) -> Split:
    """Return a split that tells the names in its list that no image has."""
    log = ProblemLog(split.problems)
    log.add("list-no-image", *(no_image_of(name) for name in missing), count=len(missing))
    return replace(split, problems=log.problems())


def _with_keys(images: Images, shared: NDArray[np.bool_]) -> Images:
    """Return images of which those in several splits have a key that tells so."""
    if not shared.any():
        return images
    key = np.full(len(images), None) if images.key is None else images.key
    unnamed = shared & np.array([one is None for one in key])
    return replace(images, key=np.where(unnamed, images.name, key))


def _one_part(split: Split, chosen: NDArray[np.bool_], *, first: bool) -> Split:
    place = np.append(np.where(chosen, np.cumsum(chosen) - 1, UNKNOWN), UNKNOWN)  # -1 stays -1
    kept = np.append(chosen, first)

    def of(table: Table | None) -> Table | None:
        if table is None:
            return None
        taken = take_rows(table, np.flatnonzero(kept[table.image]))
        return replace(taken, image=place[taken.image])

    records = split.labels if split.labels is not None else split.boxes
    tables: dict[str, Any] = {"labels": of(split.labels), "boxes": of(split.boxes), "masks": of(split.masks)}
    return replace(
        split,
        images=take_rows(_with_origin(split), chosen),
        unresolved={}
        if records is None
        else words_among(np.flatnonzero(kept[records.image]), split.unresolved),
        **tables,
    )


def _with_origin(split: Split) -> Images:
    """Return images that know their row, where something is looked up by it."""
    if split.images.origin is not None or (split.shapes is None and split.pictures is None):
        return split.images
    return replace(split.images, origin=np.arange(len(split.images)))


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


def _held_out(kind: NDArray[np.int64], share: float, seed: int) -> NDArray[np.bool_]:
    """Return which images are held out: evenly spread over all, shuffled within each kind."""
    shuffled = np.random.default_rng(seed).permutation(len(kind))
    order = shuffled[np.argsort(kind[shuffled], kind="stable")]
    held = np.zeros(len(kind), dtype=bool)
    held[order] = np.diff(np.floor(np.arange(len(kind) + 1) * share + 0.5)) > 0
    return held
