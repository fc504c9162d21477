"""Proposes which images to move between train and validation."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.content.near import MOST_DISTANCE, near_pairs
from insight_widgets.counted import counted
from insight_widgets.errors import DataError
from insight_widgets.parting import part
from insight_widgets.splitting.dealing import deal
from insight_widgets.splitting.goal import goal_of
from insight_widgets.splitting.grouping import key_codes, told_groups, united
from insight_widgets.splitting.pool import pooled
from insight_widgets.splitting.result import Resplit
from insight_widgets.splitting.search import Search
from insight_widgets.splitting.traits import traits_of
from insight_widgets.texts.progress import COMPARING

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Dataset
    from insight_widgets.splitting.goal import Goal
    from insight_widgets.splitting.grouping import Grouping, Integers
    from insight_widgets.splitting.traits import Traits

TRAIN, VAL = "train", "val"


def resplit(
    dataset: Dataset,
    fraction: float = 0.2,
    groups: Grouping | None = None,
    seed: int = 0,
    *,
    near_copies: bool = False,
    distance: int = 4,
    tolerance: float = 0.1,
    progress: bool = True,
) -> Resplit:
    r"""Propose a split of train and validation in which every class keeps its share.

    Of detection and segmentation every bin of area keeps its share, too; of detection in boxes and in images
    that have them. Groups are dealt by iterative
    stratification (Sechidis, Tsoumakas, Vlahavas 2011), made better by moving single groups and exchanging
    two, and then images go back to where they are now, as long as nothing is brought off its share by that. A
    split that keeps all shares already is left as it is. Splits other than train and validation are not
    touched; nothing is written.

    Parameters
    ----------
    dataset : Dataset
        With train and validation, or with one split that is to be parted.
    fraction : float
        Share of validation, between 0 and 1.
    groups : mapping of image name to group, sequence, callable on the name, or regular expression, optional
        Images of one group (a patient, a video) stay in one split. An expression has one group, as in
        ``r"(.*)_\d+"``; a sequence has a group for each image of train, then of validation. Images of one
        key (the same file, or file name) always stay together.
    seed : int
        The same seed proposes the same.
    near_copies : bool
        Whether the images are opened, so that copies and near copies stay together.
    distance : int
        Most bits in which the 64-bit difference hashes of near copies differ; 0 to 16.
    tolerance : float
        Share of what is wanted by which a count may be off before it is worth to move an image.
    progress : bool
        Whether long work shows a progress bar.

    Returns
    -------
    Resplit

    Raises
    ------
    DataError
        A parameter is out of its range, `groups` fit no image, or there are too few groups to part.
    """
    _check(fraction, distance, tolerance)
    names = [name for name in (TRAIN, VAL) if name in dataset.splits] or list(dataset.splits)
    if VAL not in names and len(names) > 1:
        raise DataError(f"resplit: train and val, or one split, are wanted; there are {', '.join(names)}")
    splits = [dataset.splits[name] for name in names]
    pool = pooled(splits)
    now = np.repeat(np.array([name == VAL for name in names]), [len(split.images) for split in splits])
    told = told_groups(pool.images.name.tolist(), groups)
    codes = [told.code, key_codes([split.images.key for split in splits], [len(s.images) for s in splits])]
    group = united(codes, _copies(pool, distance, progress=progress) if near_copies else None)
    traits = traits_of(pool, dataset.task, dataset.classes, group, int(group.max(initial=-1)) + 1)
    goal = goal_of(traits, fraction, tolerance)
    chosen = _proposed(traits, goal, _present(group, now), seed)
    held = chosen[group]
    if held.all() or not held.any():
        groups_told = counted(traits.groups, "groups")
        raise DataError(f"resplit: a share of {fraction:g} of {groups_told} of images leaves a split empty")
    parted = part(pool, {TRAIN: ~held, VAL: held})
    others = {name: split for name, split in dataset.splits.items() if name not in names}
    return Resplit(
        dataset=replace(dataset, splits={**others, **parted}),
        names=pool.images.name,
        origin=np.repeat(np.array(names, dtype=object), [len(split.images) for split in splits]),
        held=held,
        group=[name or "" for name in told.names],
        traits=traits.traits,
        counts=(_by_side(pool, dataset, now), _by_side(pool, dataset, held)),
        fraction=fraction,
        kept=not goal.off(traits.of(chosen)),
    )


def _check(fraction: float, distance: int, tolerance: float) -> None:
    if not 0 < fraction < 1:
        raise DataError(f"fraction: a share between 0 and 1 is wanted, such as 0.2; got {fraction!r}")
    if not isinstance(distance, int) or not 0 <= distance <= MOST_DISTANCE:
        raise DataError(f"distance: a number from 0 to {MOST_DISTANCE} is wanted; got {distance!r}")
    if not 0 <= tolerance < 1:
        raise DataError(f"tolerance: 0 or more and under 1 is wanted; got {tolerance!r}")


def _copies(pool: Split, distance: int, *, progress: bool) -> tuple[Integers, Integers]:
    """Return pairs of images that are copies or near copies by their content."""
    from insight_widgets.content.hashing import UNREAD, content_of

    content = content_of(pool.images, what=COMPARING, show=progress)
    read, telling = np.flatnonzero(content.digest != UNREAD), np.flatnonzero(content.telling)
    same = near_pairs(content.digest[read], 0)
    near = near_pairs(content.look[telling], distance)
    one = np.concatenate([read[same[0]], telling[near[0]]])
    other = np.concatenate([read[same[1]], telling[near[1]]])
    return one, other


def _present(group: Integers, now: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    """Return which groups are in validation now, for the most part; None where there is no validation."""
    if not now.any():
        return None
    share: NDArray[np.bool_] = np.bincount(group, now) * 2 > np.bincount(group)
    return share


def _proposed(traits: Traits, goal: Goal, present: NDArray[np.bool_] | None, seed: int) -> NDArray[np.bool_]:
    """Return which groups go to validation: what keeps most shares, then moves least; no worse than now."""
    dealt = deal(traits, goal, present, np.random.default_rng(seed))
    if present is None:
        return _searched(traits, goal, dealt, None).held
    now = traits.of(present)
    if goal.kept(now).all():
        return present
    found = [_searched(traits, goal, start, present) for start in (present, dealt)]
    best = min(found, key=lambda one: (goal.off(one.counts), int((one.held != present).sum())))
    better = (goal.off(best.counts), goal.cost(best.counts)) <= (goal.off(now), goal.cost(now))
    return best.held if better and best.held.any() and not best.held.all() else present


def _searched(
    traits: Traits, goal: Goal, start: NDArray[np.bool_], present: NDArray[np.bool_] | None
) -> Search:
    search = Search(traits, goal, start)
    search.improve()
    if present is not None:
        search.undo(present)
    return search


def _by_side(pool: Split, dataset: Dataset, held: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return the counts of every trait in train and in validation, shape (T, 2)."""
    sides = traits_of(pool, dataset.task, dataset.classes, held.astype(np.int64), 2)
    counts: NDArray[np.float64] = np.stack([sides.of(np.array(side)) for side in _SIDES], axis=1)
    return counts


_SIDES = ([True, False], [False, True])
