"""Image files that an object lists, as images of a split."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.columns import Images, image_names, unknown_sizes
from insight_widgets.image_lookup import with_sizes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from insight_widgets.problems import ProblemLog
    from insight_widgets.read_options import ReadOptions


def file_images(
    paths: Sequence[str | os.PathLike[str]], root: str | os.PathLike[str] | None = None
) -> Images:
    """Return images by their files, named relative to the folder that holds all; no file is opened.

    Parameters
    ----------
    paths : sequence of path
        One an image.
    root : path, optional
        The folder, where the object tells it.
    """
    files = [os.path.abspath(path) for path in paths]  # noqa: PTH100  (text is many times quicker than paths)
    top = _folder_of_all(files) if root is None else os.path.abspath(root)  # noqa: PTH100
    start = os.path.join(top, "")  # noqa: PTH118
    names = [file.removeprefix(start) for file in files]
    size = unknown_sizes(len(files))
    keys = image_names(map(_RealPaths(), files))
    return Images(image_names(names), size, size, keys, key_name="file", roots=(Path(top),) if files else ())


def _folder_of_all(files: Sequence[str]) -> str:
    folders = {os.path.dirname(file) for file in files}  # noqa: PTH120
    return os.path.commonpath(folders) if folders else ""


class _RealPaths:
    """Where files really lie; every folder is resolved once."""

    def __init__(self) -> None:
        self._folder = cache(os.path.realpath)

    def __call__(self, file: str) -> str:
        if os.path.islink(file):  # noqa: PTH114
            return os.path.realpath(file)
        folder, name = os.path.split(file)
        return os.path.join(self._folder(folder), name)  # noqa: PTH118


def sized_images(images: Images, options: ReadOptions, log: ProblemLog) -> Images:
    """Return images of files with the sizes that the files' headers tell, where they are not known."""
    return with_sizes(images, images.roots, options, log) if images.roots else images
