"""Ways to damage the files and folders of a set, whatever is in them."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path
    from random import Random

OUTSIDE = "outside"
"""Folder beside the set, of files that nobody may open."""

_STRAYS = (
    "Thumbs.db",
    ".DS_Store",
    "notes.txt",
    "empty.json",
    "empty.csv",
    "desktop.ini",
    "a.part",
    "labels.txt",
)
_ODD_NAMES = (b"\xff\xfe", b"a\nb", b"x" * 200, b"-rf", b" ", b"\xe2\x80\xae", b"<b>", b"%s%n", b"~", b"a:b")


def empty(file: Path, _: Random) -> None:
    """Leave nothing in the file."""
    file.write_bytes(b"")


def missing(file: Path, _: Random) -> None:
    """Delete the file."""
    file.unlink()


def folder_instead(file: Path, _: Random) -> None:
    """Put a folder in place of the file."""
    file.unlink()
    file.mkdir()


def link_to_itself(file: Path, _: Random) -> None:
    """Put a link in place of the file that leads to itself."""
    file.unlink()
    file.symlink_to(file.name)


def link_to_nothing(file: Path, _: Random) -> None:
    """Put a link in place of the file that leads nowhere."""
    file.unlink()
    file.symlink_to("nothing-here")


def link_out(file: Path, _: Random) -> None:
    """Move the file out of the set, and leave a link to it."""
    outside = next(folder / OUTSIDE for folder in file.parents if (folder / OUTSIDE).is_dir())
    file.rename(outside / file.name)
    file.symlink_to(outside / file.name)


def link_to_the_folder(file: Path, _: Random) -> None:
    """Add a link beside the file that leads back to the folder above."""
    loop = file.parent / "loop"
    loop.unlink(missing_ok=True)
    loop.symlink_to("..", target_is_directory=True)


def other_name(file: Path, rng: Random) -> None:
    """Give the file an odd name, also one that is no text."""
    name = rng.choice(_ODD_NAMES) + os.fsencode(file.suffix)
    os.rename(os.fsencode(file), os.path.join(os.fsencode(file.parent), name))  # noqa: PTH104, PTH118


def other_suffix(file: Path, rng: Random) -> None:
    """Give the file another suffix."""
    file.rename(file.with_suffix(rng.choice(["", ".txt", ".json", ".CSV", ".jpg", ".png.png", ".bak"])))


def copy_beside(file: Path, _: Random) -> None:
    """Copy the file to another name."""
    shutil.copy(file, file.with_name(f"copy of {file.name}"))


def stray_file(file: Path, rng: Random) -> None:
    """Add a file that does not belong to the set."""
    (file.parent / rng.choice(_STRAYS)).write_bytes(rng.choice([b"", b"{}", b"[]", b"a,b\n", b"\0\1\2"]))


def unreadable(file: Path, _: Random) -> None:
    """Take all rights from the file; those of root cannot be taken."""
    file.chmod(0)


def folder_unreadable(file: Path, _: Random) -> None:
    """Take all rights from the file's folder."""
    file.parent.chmod(0)


def folder_missing(file: Path, _: Random) -> None:
    """Delete the folder that the file lies in."""
    shutil.rmtree(file.parent)


ALL = (
    *(empty, missing, folder_instead, link_to_itself, link_to_nothing, link_out, link_to_the_folder),
    *(other_name, other_suffix, copy_beside, stray_file, unreadable, folder_unreadable, folder_missing),
)
