"""Sizes of the images that a table names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from insight_widgets.errors import shorten
from insight_widgets.image_files import is_image_name
from insight_widgets.image_size import image_size, inside
from insight_widgets.problems import ProblemLog
from insight_widgets.progress import track

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from insight_widgets.dataset import Split
    from insight_widgets.readers import ReadOptions

_SUFFIXES = (".jpg", ".png", ".jpeg", ".tif")
"""Tried for names that are written without one."""


def with_sizes(split: Split, folder: Path, options: ReadOptions) -> Split:
    """Return a split with the sizes of those images that lie beside the table, or in the given folder.

    Images that are not in a folder the caller gave are told; elsewhere they are not looked for.
    """
    roots = (folder, folder / "images") if options.images is None else (options.images,)
    log, images = ProblemLog(split.problems), split.images
    width, height = images.width.copy(), images.height.copy()
    for row, name in enumerate(track(images.name.tolist(), "Looking for images", show=options.progress)):
        if options.images is None and width[row] > 0 and height[row] > 0:
            continue
        path = _find(name, roots)
        size = None if path is None else image_size(path)
        if size is not None:
            width[row], height[row] = np.where(width[row] > 0, (width[row], height[row]), size)
        elif options.images is not None:
            words = "damaged" if path else f"not in {options.images}"
            log.add("image-unreadable", f'image "{shorten(name)}": {words}')
    return replace(split, images=replace(images, width=width, height=height), problems=log.problems())


def _find(name: str, roots: Sequence[Path]) -> Path | None:
    """Return the file of an image in one of the folders."""
    names = [name] if is_image_name(name) else [name, *(name + suffix for suffix in _SUFFIXES)]
    paths = (inside(root, written) for root in roots for written in names)
    return next((path for path in paths if path is not None and path.is_file()), None)
