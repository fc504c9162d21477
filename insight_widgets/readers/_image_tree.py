"""Walks through folders of images or other files; nothing is opened."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.errors import ReadError
from insight_widgets.image_files import is_image_name
from insight_widgets.problems import ProblemLog
from insight_widgets.texts.files import dead_link, folder_outside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_ARCHIVE_LEFTOVERS = "__MACOSX"


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file below a folder.

    Attributes
    ----------
    name : str
        Path relative to the folder, with forward slashes.
    path : str
        Where the file really lies, symbolic links resolved.
    """

    name: str
    path: str


@dataclass(slots=True)
class FileWalk:
    """A walk through the folders below a root that it never leaves.

    Attributes
    ----------
    root : str
        The real path of the data set.
    log : ProblemLog
        Links that lead out of the root or nowhere.
    fits : callable
        Whether a file of a name is wanted.
    """

    root: str
    log: ProblemLog = field(default_factory=ProblemLog)
    fits: Callable[[str], bool] = field(kw_only=True)

    def files(self, folder: str, name: str = "", *, deep: bool = True) -> Iterator[FoundFile]:
        """Pass the files below a real folder, sorted; `name` is how the folder is called in names."""
        return self._files(folder, f"{name}/" if name else "", (folder,), deep=deep)

    def _files(self, folder: str, prefix: str, above: tuple[str, ...], *, deep: bool) -> Iterator[FoundFile]:
        for entry in _entries(folder):
            name = prefix + plain(entry.name)
            if not _is_visible(entry):
                self.pass_over(name)
            elif is_folder(entry):
                inner = self.inner(entry.path, name) if deep else None
                if inner is not None and inner not in above:
                    yield from self._files(inner, f"{name}/", (*above, inner), deep=True)
            elif self.fits(entry.name):
                yield FoundFile(name, self._real(entry, name))
            else:
                self.pass_over(name)

    def pass_over(self, name: str) -> None:
        """Take note of a file that does not fit, or of a hidden file or folder."""

    def inner(self, folder: str, name: str) -> str | None:
        """Return the real path of a folder, or None if it is a link out of the root."""
        if not Path(folder).is_symlink():
            return folder
        real = os.path.realpath(folder)
        if os.path.commonpath((self.root, real)) == self.root:
            return real
        self.log.add("link-outside", folder_outside(name))
        return None

    def _real(self, entry: os.DirEntry[str], name: str) -> str:
        if not entry.is_symlink():
            return entry.path
        if not is_file(entry):
            self.log.add("image-unreadable", dead_link(name))
        return os.path.realpath(entry.path)


@dataclass(slots=True)
class ImageWalk(FileWalk):
    """A walk through folders of images; other and hidden files are told."""

    fits: Callable[[str], bool] = field(default=is_image_name, kw_only=True)

    def pass_over(self, name: str) -> None:
        """Tell of a file that is hidden or no image."""
        self.log.add("hidden-file" if _is_hidden(name.rpartition("/")[2]) else "not-an-image", name)


def visible(folder: str | Path) -> list[os.DirEntry[str]]:
    """Return the entries of a folder sorted by name, without hidden ones.

    Raises
    ------
    ReadError
        The folder cannot be listed.
    """
    return _entries(folder, _is_visible)


def _entries(
    folder: str | Path, wanted: Callable[[os.DirEntry[str]], bool] | None = None
) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return sorted(filter(wanted, entries) if wanted else entries, key=attrgetter("name"))
    except OSError as error:
        raise ReadError(f"{plain(str(folder))}: the folder cannot be listed: {error.strerror}") from None


def holds(folder: str | Path, fits: Callable[[str], bool], *, depth: int) -> bool:
    """Whether a file whose name fits lies in a folder or up to `depth` folders below; stops at the first."""
    below: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in filter(_is_visible, entries):
                if is_folder(entry):
                    below.append(entry.path)
                elif fits(entry.name):
                    return True
    except OSError:
        return False
    return depth > 0 and any(holds(inner, fits, depth=depth - 1) for inner in below)


def folders(folder: str | Path) -> list[os.DirEntry[str]]:
    """Return the visible folders in a folder, sorted by name."""
    return _entries(folder, lambda entry: is_folder(entry) and _is_visible(entry))


def is_folder(entry: os.DirEntry[str] | Path) -> bool:
    """Whether an entry is a folder, or a link to one; what is out of reach is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def is_file(entry: os.DirEntry[str] | Path) -> bool:
    """Whether an entry is a file, or a link to one; what is out of reach is none."""
    try:
        return entry.is_file()
    except OSError:
        return False


def plain(name: str) -> str:
    """Return a file name as text that can be written: bytes that are no text become marks."""
    return name if name.isascii() else name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _is_visible(entry: os.DirEntry[str]) -> bool:
    return not _is_hidden(entry.name)


def _is_hidden(name: str) -> bool:
    return name.startswith(".") or name == _ARCHIVE_LEFTOVERS
