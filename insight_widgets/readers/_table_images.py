"""Sizes of the images that a table names."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from insight_widgets.errors import shorten
from insight_widgets.image_files import is_image_name
from insight_widgets.image_size import image_size, inside
from insight_widgets.problems import ProblemLog
from insight_widgets.progress import track

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from insight_widgets.columns import Split
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
        sized = bool(width[row] > 0 and height[row] > 0)
        if sized and options.images is None:
            continue
        path = _find(name, roots)
        size = None if path is None else image_size(path)
        if size is not None and not sized:
            width[row], height[row] = size
        elif size is None and options.images is not None:
            words = "damaged" if path else f"not in {options.images}"
            log.add("image-unreadable", f'image "{shorten(name)}": {words}')
    return replace(split, images=replace(images, width=width, height=height), problems=log.problems())


def _find(name: str, roots: Sequence[Path]) -> Path | None:
    """Return the file of an image in one of the folders."""
    names = [name] if is_image_name(name) else [name, *(name + suffix for suffix in _SUFFIXES)]
    files = ((root, written) for root in roots for written in names if _is_file(root / written))
    return next((path for root, written in files if (path := inside(root, written)) is not None), None)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name that no file can have
        return False
