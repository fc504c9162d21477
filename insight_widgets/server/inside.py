"""Which file a path of the file browser means; what is hidden, or leads out of the root, is refused."""

from __future__ import annotations

from pathlib import Path

from insight_widgets.errors import InsightError, shorten


class OutsideError(InsightError):
    """A path leads out of the server's root, or by a link."""


class AbsentError(InsightError):
    """Nothing is there, or it is hidden."""


def file_inside(root: Path, path: str, *, hidden: bool = False) -> Path:
    """Return the file or folder that a path of the file browser means.

    Parameters
    ----------
    root : Path
        The server's root; it may itself be reached by a link.
    path : str
        Relative to the root, parted by slashes; empty for the root itself.
    hidden : bool
        Whether names that begin with a dot may be read.

    Raises
    ------
    OutsideError
        The path is absolute, goes up, or a part of it is a symbolic link.
    AbsentError
        There is no such file, or it is hidden.
    """
    told = f'"{shorten(path)}"'
    if path.startswith("/") or "\\" in path or "\0" in path or Path(path).drive:
        raise OutsideError(f"{told}: a path within the server's folder is wanted")
    found = root.resolve()
    for part in filter(None, path.split("/")):
        if part in {".", ".."}:
            raise OutsideError(f"{told}: paths that go up are not followed")
        if part.startswith(".") and not hidden:
            raise AbsentError(f"{told}: no such file or folder")
        found /= part
        if found.is_symlink():
            raise OutsideError(f'{told}: "{shorten(part)}" is a symbolic link, which is not followed')
    if not found.exists():
        raise AbsentError(f"{told}: no such file or folder")
    return found
