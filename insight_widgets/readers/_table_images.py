"""Images that tables name: where their files may lie, and their sizes."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from insight_widgets.image_lookup import roots_of, with_sizes
from insight_widgets.problems import ProblemLog

if TYPE_CHECKING:
    from pathlib import Path

    from insight_widgets.columns import Split
    from insight_widgets.dataset import Dataset
    from insight_widgets.read_options import ReadOptions


PIECE = re.compile(r"[-_.]\d+([-_.]of[-_.]\d+)?$")
"""What the names of the pieces of a table end in."""


def with_folders(dataset: Dataset, folder: Path, options: ReadOptions) -> Dataset:
    """Return a data set whose images are told where their files may lie: beside the tables, or as given.

    A folder that is called as a split is looked into for the images of that split. Sizes are looked up for
    boxes, and where the caller gives a folder of images.
    """
    roots = (folder, folder / "images")
    look = dataset.task == "detection" or options.images is not None
    splits = {
        name: _sized(name, split, roots, options) if look else _rooted(split, roots_of(roots, name))
        for name, split in dataset.splits.items()
    }
    return replace(dataset, splits=splits)


def with_given_folder(dataset: Dataset, options: ReadOptions) -> Dataset:
    """Return a data set in memory whose images lie in the folder that the caller gave, if there is one."""
    placed = any(split.images.roots or split.pictures for split in dataset.splits.values())
    return dataset if options.images is None or placed else with_folders(dataset, options.images, options)


def _rooted(split: Split, roots: tuple[Path, ...]) -> Split:
    return replace(split, images=replace(split.images, roots=roots))


def _sized(name: str, split: Split, roots: tuple[Path, ...], options: ReadOptions) -> Split:
    log = ProblemLog(split.problems)
    images = with_sizes(split.images, roots, options, log, split=name)
    return replace(split, images=images, problems=log.problems())
