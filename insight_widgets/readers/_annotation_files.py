"""Annotation files in a folder and below: looked at for their format, and found by split."""

from __future__ import annotations

import os
from functools import lru_cache
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from insight_widgets.errors import ReadError
from insight_widgets.naming import ALL, known_split, split_in_stem
from insight_widgets.readers._image_tree import FileWalk, FoundFile, is_file, is_folder, plain
from insight_widgets.texts.files import link_outside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from insight_widgets.problems import ProblemLog

HEAD = 2**16
"""Bytes at the start of a file that are looked at."""

_MOST_FILES = 5
_MOST_FOLDERS = 50
_MOST_ENTRIES = 10_000


def looks_like(path: Path, fits: Callable[[str], bool], is_ours: Callable[[bytes], bool]) -> bool:
    """Whether a file, or one of the first files of a folder or of those below it, is of a format.

    Parameters
    ----------
    path : Path
    fits : callable
        Whether a file of a name may be one.
    is_ours : callable
        Whether the first bytes of a file are those of one.
    """
    if path.is_file():
        return fits(path.name) and is_ours(head(path))
    root = Path(os.path.realpath(path))
    places = islice(_places(root), _MOST_FOLDERS) if path.is_dir() else ()
    files = (file for place in places for file in _first_files(place, fits))
    return any(is_ours(head(file)) for file in files if not leads_out(file, root))


def files_by_split(
    path: Path, fits: Callable[[str], bool], log: ProblemLog, split_of: Callable[[str], str] | None = None
) -> tuple[Path, dict[str, list[FoundFile]]]:
    """Return the folder that names start from, and the files below it by split.

    Parameters
    ----------
    path : Path
        A folder, or one file.
    fits : callable
        Whether a file of a name is wanted.
    log : ProblemLog
    split_of : callable, optional
        Returns the split of a file by its name; else the first folder called as one tells it.

    Raises
    ------
    ReadError
        A folder cannot be listed, or there is no such file.
    """
    real = Path(os.path.realpath(path))
    found: dict[str, list[FoundFile]] = {}
    if real.is_file():
        return real.parent, {ALL: [FoundFile(plain(real.name), str(real))]}
    inside = os.path.join(real, "")  # noqa: PTH118
    for file in FileWalk(str(real), log, fits=fits).files(str(real)):
        if not file.path.startswith(inside):
            log.add("link-outside", link_outside(file.name))
            continue
        found.setdefault((split_of or _split_of)(file.name), []).append(file)
    if not found:
        raise ReadError(f"{path}: no annotation file here")
    return real, found


def known_by_split(
    path: Path, fits: Callable[[str], bool], is_ours: Callable[[bytes], bool], log: ProblemLog
) -> tuple[Path, dict[str, list[FoundFile]]]:
    """Return what `files_by_split` does, less the files of other kinds, which are told.

    Where no file looks like ours, all are returned: reading them says why. A file's own name tells its split
    where no folder does.

    Parameters
    ----------
    path : Path
    fits : callable
        Whether a file of a name may be one.
    is_ours : callable
        Whether the first bytes of a file are those of one.
    log : ProblemLog

    Raises
    ------
    ReadError
        A folder cannot be listed, or there is no such file.
    """
    root, below = files_by_split(path, fits, log)
    files = [(split, file) for split, inner in below.items() for file in inner]
    ours = [is_ours(head(Path(file.path))) for _, file in files]
    found: dict[str, list[FoundFile]] = {}
    for (split, file), known in zip(files, ours, strict=True):
        if known or not any(ours):
            told = split_in_stem(PurePosixPath(file.name).stem) if split == ALL else split
            found.setdefault(told or ALL, []).append(file)
        else:
            log.add("other-file", file.name)
    return root, found


def without_split(name: str) -> str:
    """Return the name of a file without folders that tell the split: it is the same in each of them."""
    *inner, base = PurePosixPath(name).parts or ("",)
    return "/".join([*(part for part in inner if not known_split(part)), base])


def leads_out(file: str | Path, root: Path) -> bool:
    """Whether a file is a link that leads out of a real folder."""
    return not os.path.realpath(file).startswith(os.path.join(root, ""))  # noqa: PTH118


def refuse_links_out(files: Iterable[Path], folder: Path) -> None:
    """Raise `ReadError` if a file is a link that leads out of a folder: before a library opens it.

    Raises
    ------
    ReadError
        It names the link.
    """
    root = Path(os.path.realpath(folder))
    for file in files:
        if leads_out(file, root):
            raise ReadError(
                f"{file}: a link that leads out of the folder, which is not followed; "
                "put the file itself there, or give its own path"
            )


def nothing_read(path: Path, what: str, logs: Iterable[ProblemLog]) -> ReadError:
    """Return the error for a path where no file can be read, with the first reason that was told."""
    problems = [problem for log in logs for problem in log.problems()]
    reasons = [problem.examples[0] for problem in problems if problem.code == "record-unreadable"]
    return ReadError(f"{path}: no {what} here can be read" + "".join(f"; {reason}" for reason in reasons[:1]))


def is_json_name(name: str) -> bool:
    """Whether a file of this name is JSON."""
    return name.lower().endswith(".json")


def is_xml_name(name: str) -> bool:
    """Whether a file of this name is XML."""
    return name.lower().endswith(".xml")


def _split_of(name: str) -> str:
    return _split_of_folder(name.rpartition("/")[0])


@lru_cache(maxsize=1024)
def _split_of_folder(folder: str) -> str:
    return next(filter(None, map(known_split, folder.split("/"))), ALL)


def _places(path: Path) -> Iterator[Path]:
    """Pass a folder, those in it, and below these the ones of splits."""
    yield path
    inner = [Path(entry.path) for entry in first_folders(path)]
    yield from inner
    for folder in inner:
        below = [Path(entry.path) for entry in first_folders(folder)]
        yield from (place for place in below if known_split(place.name) or known_split(folder.name))


def first_folders(path: Path) -> list[os.DirEntry[str]]:
    """Return the folders among the first entries of a folder, sorted by name."""
    try:
        with os.scandir(path) as entries:
            found = [entry for entry in islice(entries, _MOST_ENTRIES) if is_folder(entry)]
    except OSError:
        return []
    return sorted((entry for entry in found if not entry.name.startswith(".")), key=lambda entry: entry.name)


def _first_files(folder: Path, fits: Callable[[str], bool]) -> list[Path]:
    """Return some files of a folder, in no order: the whole of a large folder is not listed."""
    try:
        with os.scandir(folder) as entries:
            some = islice(entries, _MOST_ENTRIES)
            wanted = (entry for entry in some if fits(entry.name) and not entry.name.startswith("."))
            return [Path(entry.path) for entry in islice(wanted, _MOST_FILES) if is_file(entry)]
    except OSError:
        return []


def head(file: Path) -> bytes:
    """Return the first bytes of a file; none if it cannot be read."""
    try:
        with file.open("rb") as stream:
            return stream.read(HEAD)
    except OSError:
        return b""
