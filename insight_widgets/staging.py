"""Files that come into a folder all at once, or not at all."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Give a folder to write files into, which are moved into `folder` when all of them are written.

    Whatever goes wrong meanwhile, also an interruption, nothing is left behind, and files that were there
    stay as they were.

    Parameters
    ----------
    folder : Path
        Made if it is not there.

    Raises
    ------
    OSError
        The folder or a file cannot be written.
    """
    made = not folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        within = Path(mkdtemp(prefix=".insight-", dir=folder))
        try:
            yield within
            for file in within.iterdir():  # needs no room
                file.replace(folder / file.name)
        finally:
            rmtree(within, ignore_errors=True)
    except BaseException:
        if made and folder.is_dir():
            rmtree(folder, ignore_errors=True)
        raise
