"""What findings say: what was found, as a sentence and as a number, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from insight_widgets.counted import counted
from insight_widgets.errors import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMED, NAME_LENGTH = 3, 40

UNDER_REPRESENTED = {
    "serious": "Seriously under-represented",
    "mild": "Mildly under-represented",
}
RUNS = {"nan": "not a number", "D": "not learning", "B": "a loss rises", "C": "validation learns slowly"}
"""The number of a finding on training curves, by verdict."""

MEND = "Mend them, or leave them out on purpose; Problems has the first ones."
LOOK_FOR_LABELS = "See whether they show nothing, or were never labelled: those teach a model to miss."
LARGER_INPUT = "Train with a larger input or on tiles of the images."
MOVE_TO_TRAIN = "A model cannot learn them: move images of them to train."
RESPLIT = "Deal the images anew, so that each class keeps its share."
LOOK_AT_SPLITS = "See whether they were taken in the same way: what is measured is not what is trained."


def named(names: Sequence[str]) -> str:
    """Return the first names, and the number of the others."""
    told = [shorten(name, NAME_LENGTH) for name in names[:NAMED]]
    more = [f"{len(names) - NAMED:,} more"] if len(names) > NAMED else []
    words = [*told, *more]
    return " and ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def more_findings(left_out: int) -> str:
    """Return what is said of findings that are not listed."""
    return f"{left_out} more of less weight stand in the sections below." if left_out > 0 else ""


def nothing_found(*, labels: bool, compared: bool, curves: bool) -> str:
    """Return what was looked at, where nothing was found."""
    if not labels:
        return "Nothing to judge: the data set has no labels."
    looked = ["no class is under-represented", *["the splits do not differ"] * compared]
    looked += ["no problem is in the data", *["the training curves show nothing to mend"] * curves]
    return f"Nothing to do was found: {', '.join(looked[:-1])} and {looked[-1]}."


def under_represented(verdict: str, names: Sequence[str], empty: int) -> str:
    """Return which classes have too few labels, and how many of them have none."""
    none = f" ({empty:,} of them without any label)" if 0 < empty < len(names) else ""
    return f"{UNDER_REPRESENTED[verdict]}: {named(names)}{none}."


def addition(labels: int, unit: str, images: int | None) -> str:
    """Return what to add in all; `images` where these are told besides."""
    if not labels:
        return "The Insight Summary tells how many to add."
    where = "" if images is None else f" in about {counted(images, 'images')}"
    return f"Add {counted(labels, unit)}{where}; the Insight Summary tells how many of each."


def of_boxes(share: str) -> str:
    """Return a share as one of boxes."""
    return f"{share} of the boxes"


def small_boxes(share: str, pixels: int, side: int) -> str:
    """Return how many boxes are in the smallest bin, and what that is at an input of some pixels."""
    size = f"about {pixels} x {pixels} pixels at an input of {side}"
    return f"{of_boxes(share)} cover less than 0.16 % of their image: {size}."


def leak(split: str) -> tuple[str, str]:
    """Return what images of a split that are in train mean, and what to do."""
    text = f"Images of {split} that are in train as well: what is measured on them is too good."
    return text, f"Take them out of {split}, or out of train."


def without_label(share: str, split: str) -> str:
    """Return how many images have no label."""
    return f"{share} of the images of {split} have no label."


def number_in(count: int, split: str) -> str:
    """Return a number of records in a split."""
    return f"{count:,} in {split}"


def number_in_all(count: int) -> str:
    """Return a number of records of several kinds."""
    return f"{count:,} in all"


def small_problems(kinds: int, first: str) -> str:
    """Return that there are problems of several kinds that concern few, such as the first."""
    return f"Small problems of {kinds} kinds, such as: {first}"


def only_in(split: str, names: Sequence[str]) -> str:
    """Return which classes are only in a split that is compared with train."""
    return f"Only in {split}, never in train: {named(names)}."


def only_in_train(split: str, names: Sequence[str]) -> tuple[str, str]:
    """Return which classes a split that is compared with train lacks, and what to do."""
    action = f"Nothing tells how well they are learnt: move images of them to {split}."
    return f"Only in train, never in {split}: {named(names)}.", action


def shares_differ(split: str, names: Sequence[str], ratio: str) -> str:
    """Return which classes have other shares, and by how much the first of them."""
    surest = f"{named(names[:1])}: {ratio}."
    return (
        surest
        if len(names) == 1
        else f"Shares in train and {split} differ: {named(names)}; most of all {surest}"
    )


def distributions_differ(split: str, titles: Sequence[str]) -> str:
    """Return which distributions differ."""
    return f"Train and {split} differ in {named(titles)}."


def bins(count: int) -> str:
    """Return a number of bins."""
    return f"{count} {'bin' if count == 1 else 'bins'}"
