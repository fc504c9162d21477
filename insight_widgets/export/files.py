"""Writing what is exported: whole or not at all, and over nothing that is there unless that is asked for."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from insight_widgets.errors import InsightError, shorten
from insight_widgets.reach import place_of
from insight_widgets.staging import staged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from insight_widgets.reach import PathLike

UNFIT = "xmlcharrefreplace"
"""A name on disk may hold bytes that are no character: they become references, not an error."""

_DEVICES = (Path("/dev"), Path("/dev/fd"))


def write_new(path: PathLike, content: str | bytes, *, overwrite: bool = False) -> Path:
    """Write a file, whole or not at all, and return its path.

    Parameters
    ----------
    path : path
        In a folder that is there.
    content : str or bytes
        Text is written in UTF-8.
    overwrite : bool
        Whether a file that is there is replaced.

    Raises
    ------
    InsightError
        There is a file already, or it cannot be written.
    """
    target = place_of(path)
    if _is_device(target):
        try:
            target.write_bytes(_raw(content))
        except OSError as error:
            raise _failure(target, error) from error
        return target
    return write_beside(target, {target.name: content}, overwrite=overwrite)[0]


def write_beside(target: Path, contents: Mapping[str, str | bytes], *, overwrite: bool = False) -> list[Path]:
    """Write files into the folder of the first of them, `target`, as `write_all` does; it must be there."""
    if not target.parent.is_dir():
        raise InsightError(f"{target}: cannot be written (there is no folder {target.parent})")
    return write_all(target.parent, contents, overwrite=overwrite)


def write_all(
    folder: PathLike, contents: Mapping[str, str | bytes], *, overwrite: bool = False
) -> list[Path]:
    """Write files into a folder, which is made where it is not there: all of them or none.

    Parameters
    ----------
    folder : path
    contents : mapping of str to str or bytes
        By the name of the file.
    overwrite : bool
        Whether files that are there are replaced; other files in the folder stay as they are.

    Returns
    -------
    list of Path
        Where they were written.

    Raises
    ------
    InsightError
        There is one of the files already, or one cannot be written.
    """
    target = place_of(folder)
    if not overwrite:
        refuse_those_there([target / name for name in contents])
    try:
        with staged(target) as within:
            for name, content in contents.items():
                (within / name).write_bytes(_raw(content))
    except OSError as error:
        place = target / next(iter(contents)) if len(contents) == 1 else target
        raise _failure(place, error) from error
    return [target / name for name in contents]


def _raw(content: str | bytes) -> bytes:
    return content.encode("utf-8", UNFIT) if isinstance(content, str) else content


def _is_device(target: Path) -> bool:
    """Whether a path is a pipe or the like (``/dev/stdout``), which is written to, not replaced."""
    if target.parent in _DEVICES:
        return True
    try:
        return target.exists() and not (target.is_file() or target.is_dir())
    except OSError:  # a name that is too long, told when it is written
        return False


def refuse_those_there(targets: Sequence[Path]) -> None:
    """Refuse to write where files are.

    Raises
    ------
    InsightError
        There is one of the files already.
    """
    there = [target for target in targets if os.path.lexists(target) and not _is_device(target)]
    if there:
        more = f" (and {len(there) - 1:,} more)" if len(there) > 1 else ""
        raise InsightError(
            f"{there[0]}: is there already{more}; "
            "give another name, or overwrite=True (--overwrite) to replace it"
        )


def _failure(target: Path, error: OSError) -> InsightError:
    return InsightError(f"{target}: cannot be written ({shorten(error.strerror or error)})")
