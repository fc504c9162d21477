"""Paths as a YOLO set writes them, often on another machine, found within its folder."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_DRIVE = re.compile(r"^[A-Za-z]:")


class WrittenPaths:
    """Finds files and folders by the paths that a set writes.

    A path is taken from the folder it is written in, from the set's base, and else by its longest end that
    exists: of ``D:/data/beans/train/images`` that may be ``train/images`` beside data.yaml. What leads out
    of the roots is never opened.

    Parameters
    ----------
    roots : sequence of Path
        Real paths of the set's folder, and of the folder of images that the caller gave.
    base : str
        The folder that paths start from, as written.
    """

    def __init__(self, roots: tuple[Path, ...], base: str = "") -> None:
        self._roots = roots
        self._base = _parts(base)

    def find(self, written: str, beside: Path | None = None) -> Path | None:
        """Return the file or folder that is meant, or None; `beside` is the folder of the list naming it."""
        parts = _parts(written)
        for path in self._candidates(parts, beside):
            inside = any(path == root or root in path.parents for root in self._roots)
            if inside and os.path.exists(path):  # noqa: PTH110  (what is out of reach is not there)
                return path
        return None

    def _candidates(self, parts: list[str], beside: Path | None) -> Iterator[Path]:
        if beside is not None:
            yield Path(os.path.normpath(beside.joinpath(*parts)))
        if parts and parts[0] == "/":
            yield Path(os.path.normpath(Path(*parts)))
        for root in self._roots:
            yield Path(os.path.normpath(root.joinpath(*self._base, *parts)))
        for ends in (parts, [*self._base, *parts]):
            for start in range(len(ends)):
                tail = [part for part in ends[start:] if part not in {"/", "."}]
                for root in self._roots if tail and ".." not in tail else ():
                    yield root.joinpath(*tail)


def _parts(written: str) -> list[str]:
    """Return the parts of a path of any system."""
    plain = _DRIVE.sub("", written.strip().replace("\\", "/"))
    parts = [part for part in plain.split("/") if part and part != "."]
    return ["/", *parts] if plain.startswith("/") else parts
