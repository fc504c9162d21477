"""Images that a data set names, looked up on the disk: which are there, and how large they are."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from insight_widgets.image_files import is_image_name
from insight_widgets.image_size import image_size
from insight_widgets.naming import known_split
from insight_widgets.progress import track
from insight_widgets.texts.files import lacking_image
from insight_widgets.texts.gallery import ADDRESS, LEADS_OUT
from insight_widgets.texts.progress import LOOKING

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from insight_widgets.columns import Images
    from insight_widgets.problems import ProblemLog
    from insight_widgets.read_options import ReadOptions

_SUFFIXES = (".jpg", ".png", ".jpeg", ".tif", ".PNG", ".JPG")
"""Tried for names that are written without one."""

_ADDRESS = re.compile(r"(?:file:|[a-z][a-z0-9+.-]+://)", re.IGNORECASE)


def with_sizes(
    images: Images, roots: Sequence[Path], options: ReadOptions, log: ProblemLog, *, split: str | None = None
) -> Images:
    """Return images with their folders, and the sizes the data set does not tell from their files' headers.

    Parameters
    ----------
    images : Images
    roots : sequence of Path
        Folders to look in, where the caller gave none.
    options : ReadOptions
        With a folder of images given, all are looked for there, and missing or damaged ones told.
    log : ProblemLog
    split : str, optional
        Folders of this name within those are looked into too (``images/val2017``).
    """
    asked = options.images is not None
    given = roots if options.images is None else (options.images,)
    folders = roots_of(given, split)
    width, height = images.width.copy(), images.height.copy()
    unsized = (width <= 0) | (height <= 0)
    listed = _Listed(folders)
    rows = range(len(images)) if asked else listed.may_hold(images.name, unsized.nonzero()[0])
    for row in track(rows, LOOKING, total=len(rows), show=options.progress):
        path = find_image(images.name[row], folders)
        size = None if path is None else image_size(path)
        if size is not None and unsized[row]:
            width[row], height[row] = size
        if size is None and asked:
            text = lacking_image(images.name[row], None if path else options.images)
            log.add("image-unreadable", text, images=[str(images.name[row])])
    return replace(images, width=width, height=height, roots=folders)


def roots_of(roots: Sequence[Path], split: str | None) -> tuple[Path, ...]:
    """Return folders to look in, each with those in it that are called as the split is."""
    return tuple(folder for root in roots for folder in _with_part(root, split))


def _with_part(root: Path, split: str | None) -> list[Path]:
    """Return a folder, and those in it that are called as a split is."""
    if split is None or not os.access(root, os.R_OK | os.X_OK) or not root.is_dir():
        return [root]
    return [root, *(part for part in root.iterdir() if known_split(part.name) == split and part.is_dir())]


class _Listed:
    """Names of files in folders, each looked through once: to look for every missing image takes long."""

    def __init__(self, roots: Sequence[Path]) -> None:
        self._roots = roots

    def may_hold(self, names: NDArray[np.object_], rows: NDArray[np.int64]) -> list[int]:
        """Return those of some rows whose name, with or without suffix, may be that of a file."""
        asked = names[rows].tolist()
        listed = {folder: self._files(folder) for folder in {name.rpartition("/")[0] for name in asked}}
        if not any(listed.values()) and "\\" not in "".join(asked):  # mostly the images are elsewhere
            return []
        found = []
        for row, name in zip(rows.tolist(), asked, strict=True):
            folder, _, file = name.rpartition("/")
            if "\\" in file or file.lower() in listed[folder]:
                found.append(row)
        return found

    def _files(self, folder: str) -> Container[str]:
        if folder.startswith("/") or ".." in folder:
            return _Everything()
        return set().union(*(_file_names(os.path.join(root, folder)) for root in self._roots))  # noqa: PTH118


class _Everything:
    """What holds any name: folders that may lie elsewhere are not listed."""

    def __contains__(self, name: object) -> bool:
        return True


def _file_names(folder: str) -> set[str]:
    """Return the names of the files in a folder, with and without suffix, in lower case."""
    try:
        files = os.listdir(folder)  # noqa: PTH208
    except (OSError, ValueError):  # a name may hold what no path does
        return set()
    lower = [file.lower() for file in files]
    return {*lower, *(os.path.splitext(file)[0] for file in lower)}  # noqa: PTH122


def find_image(name: str, roots: Sequence[Path]) -> Path | None:
    """Return the file of an image in one of the folders; never one that lies outside of them."""
    return locate(name, roots).file


class Located(NamedTuple):
    """Where an image lies.

    Attributes
    ----------
    file : Path or None
        None where there is none that may be opened.
    refused : str
        Why a file that is there, or may be, is not opened; empty where there is simply none.
    """

    file: Path | None
    refused: str = ""


def locate(name: str, roots: Sequence[Path], file: str | None = None) -> Located:
    """Return where an image lies in some folders; what leads out of all of them is refused.

    Parameters
    ----------
    name : str
        As the data set writes it.
    roots : sequence of Path
    file : str, optional
        Where a reader has found the image; taken if that is inside of one of the folders.
    """
    if _ADDRESS.match(name):
        return Located(None, ADDRESS)
    names = [name] if is_image_name(name) else [name, *(name + suffix for suffix in _SUFFIXES)]
    written = [*([file] if file is not None and os.path.isabs(file) else []), *names]  # noqa: PTH117
    for one in written:
        for root in roots:
            found = file_inside(root, one)
            if found is not None:
                return Located(found)
    leads_out = any(_leads_out(root, one) for one in names for root in roots)
    return Located(None, LEADS_OUT if leads_out else "")


def file_inside(root: Path, name: str) -> Path | None:
    """Return an existing file by the name that a data set gives it, if that does not lead out of `root`.

    Neither ``..`` nor a link may lead out; `root` itself may be a link.
    """
    folder, file = _joined(root, name)
    if not file.startswith(os.path.join(folder, "")) or not os.path.isfile(file):  # noqa: PTH113, PTH118
        return None
    return None if _linked_out(folder, file) else Path(file)


def _joined(root: Path, name: str) -> tuple[str, str]:
    folder = os.path.abspath(root)  # noqa: PTH100  (text is many times quicker than paths)
    return folder, os.path.normpath(os.path.join(folder, name))  # noqa: PTH118


def _linked_out(folder: str, file: str) -> bool:
    """Whether links below a folder lead out of it; mostly there are none, which is seen quickly."""
    part = file
    while len(part) > len(folder):
        if os.path.islink(part):  # noqa: PTH114
            top = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118
            return not os.path.realpath(file).startswith(top)
        part = os.path.dirname(part)  # noqa: PTH120
    return False


def _leads_out(root: Path, name: str) -> bool:
    folder, file = _joined(root, name)
    if file != folder and not file.startswith(os.path.join(folder, "")):  # noqa: PTH118
        return True
    return os.path.isfile(file) and _linked_out(folder, file)  # noqa: PTH113
